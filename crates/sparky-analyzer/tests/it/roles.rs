//! What people are to a project, who is new, and who reviews whom.

use serde_json::{Value, json};
use sparky_analyzer::Config;
use sparky_schema::analysis::{Analysis, Role};

use crate::world::{analyzed, analyzed_with, comment, commit, issue, on_github, pull_request, review};

const AT: &str = "2026-07-08T12:00:00Z";
const EARLIER: &str = "2026-07-07T12:00:00Z";

fn records() -> Value {
    let login = |login: &str| json!({"login": login});
    json!({
        "commits": [commit('1', AT, &json!({"login": "cid", "name": "Cid"}), &json!({}))],
        "pull_requests": [
            pull_request(1, "ann", EARLIER, &json!({"merged_at": AT, "closed_at": AT, "merged_by": {"login": "bob"}})),
            pull_request(2, "new", AT, &json!({"association": "first_time_contributor"})),
            pull_request(3, "old", EARLIER, &json!({"association": "first_timer"})),
            pull_request(4, "robot", AT, &json!({"author": {"login": "robot", "bot": true}})),
        ],
        "reviews": [
            review("a", 1, &login("bob"), AT),
            review("b", 1, &login("bob"), AT),
            review("c", 2, &login("ann"), AT),
            review("d", 1, &login("ann"), AT),
            review("e", 1, &login("cid"), EARLIER),
            review("f", 4, &login("bob"), AT),
        ],
        "issues": [issue(9, "ann", EARLIER, None)],
        "comments": [comment("x", 9, &login("dan"), AT), comment("y", 9, &login("ann"), AT)],
        "releases": [{"tag": "v1", "name": "", "author": login("bob"), "published_at": AT, "prerelease": false}],
    })
}

fn roles(analysis: &Analysis, name: &str) -> Vec<Role> {
    analysis.people.iter().find(|person| person.person.name == name).map(|person| person.roles.clone()).unwrap()
}

#[test]
fn roles_follow_from_deeds_in_the_window() {
    let analysis = analyzed(&[on_github("acme/app", &records())]);
    assert_eq!(roles(&analysis, "ann"), [Role::Author, Role::Reviewer], "own work is not reviewed");
    assert_eq!(roles(&analysis, "bob"), [Role::Reviewer, Role::Merger, Role::Releaser]);
    assert_eq!(roles(&analysis, "cid"), [Role::Author], "the review was the day before");
    assert_eq!(roles(&analysis, "dan"), [Role::Triager]);
    let new: Vec<&str> = analysis.people.iter().filter(|p| p.newcomer).map(|p| &*p.person.name).collect();
    assert_eq!(new, ["new"]);
}

#[test]
fn the_network_ties_people_and_leaves_out_bots_and_those_who_opted_out() {
    let ties = |analysis: &Analysis| -> Vec<(String, String, u64)> {
        let tie = analysis.review_network.iter();
        tie.map(|tie| (tie.reviewer.name.clone(), tie.author.name.clone(), tie.reviews)).collect()
    };
    let all = ties(&analyzed(&[on_github("acme/app", &records())]));
    let expected = [("bob", "ann", 2), ("ann", "new", 1)];
    assert_eq!(all, expected.map(|(reviewer, author, n)| (reviewer.to_owned(), author.to_owned(), n)));
    let config = Config { exclude: vec!["ann".parse().unwrap()], ..Config::default() };
    assert_eq!(ties(&analyzed_with(&[on_github("acme/app", &records())], &config)), []);
}
