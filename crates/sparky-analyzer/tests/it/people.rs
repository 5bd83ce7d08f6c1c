//! Who is who.

use std::collections::BTreeMap;

use serde_json::json;
use sparky_analyzer::Config;

use crate::world::{analyzed, analyzed_with, commit, local_clone, on_github, pull_request};

const DAY: &str = "2026-07-08T12:00:00Z";

/// The contract names a person by the linked login, else by the address: it does not guess that they are one.
#[test]
fn an_unlinked_address_counts_by_itself_but_opting_out_covers_it() {
    let commits = json!({"commits": [
        commit('1', DAY, &json!({"login": "Ann", "name": "Ann", "email_hash": "00aa"}), &json!({})),
        commit('2', DAY, &json!({"name": "A. N. N.", "email_hash": "00aa"}), &json!({})),
        commit('3', DAY, &json!({"login": "ann", "name": "Ann"}), &json!({})),
        commit('4', DAY, &json!({"name": "Bob", "email_hash": "00bb"}), &json!({})),
    ]});
    let analysis = analyzed(&[local_clone("local/tool", &commits)]);
    assert_eq!(analysis.totals.contributors, Some(3));
    assert_eq!(analysis.people[0].commits, 2);
    assert_eq!(analysis.people[0].person.url.as_deref(), Some("https://github.com/Ann"));
    let config = Config { exclude: vec!["ann".parse().unwrap()], ..Config::default() };
    let analysis = analyzed_with(&[local_clone("local/tool", &commits)], &config);
    assert_eq!(analysis.totals.contributors, Some(3));
    let names: Vec<&str> = analysis.people.iter().map(|person| person.person.name.as_str()).collect();
    assert_eq!(names, ["Bob"]);
}

#[test]
fn an_address_that_two_logins_share_is_neither() {
    let commits = json!({"commits": [
        commit('1', DAY, &json!({"login": "ann", "name": "Ann", "email_hash": "00aa"}), &json!({})),
        commit('2', DAY, &json!({"login": "bob", "name": "Bob", "email_hash": "00aa"}), &json!({})),
        commit('3', DAY, &json!({"name": "Team", "email_hash": "00aa"}), &json!({})),
    ]});
    assert_eq!(analyzed(&[local_clone("local/tool", &commits)]).totals.contributors, Some(3));
}

#[test]
fn aliases_join_logins_addresses_and_names() {
    let commits = json!({"commits": [
        commit('1', DAY, &json!({"login": "ann-work", "name": "Ann"}), &json!({})),
        // The hash of ann@example.com.
        commit('2', DAY, &json!({"name": "x", "email_hash": "b7da9fbe20f2a27a"}), &json!({})),
        commit('3', DAY, &json!({"name": "Ann Other", "email_hash": "00cc"}), &json!({})),
    ]});
    let hash: String = sparky_schema::codec::sha256_hex(b"ann@example.com").chars().take(16).collect();
    let commits: serde_json::Value =
        serde_json::from_str(&commits.to_string().replace("b7da9fbe20f2a27a", &hash)).unwrap();
    let aliases = [("ann-work", "ann"), ("Ann@Example.com", "ann"), ("ann other", "ann")];
    let aliases: BTreeMap<_, _> = aliases.map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    let config = Config { aliases, ..Config::default() };
    let analysis = analyzed_with(&[local_clone("local/tool", &commits)], &config);
    assert_eq!(analysis.totals.contributors, Some(1));
    assert_eq!(analysis.people[0].person.name, "ann");
}

#[test]
fn people_who_are_left_out_are_named_nowhere_and_still_count() {
    let merged = json!({"merged_at": DAY, "closed_at": DAY, "merged_by": {"login": "Ann"}});
    let records = json!({"pull_requests": [
        pull_request(1, "ann", DAY, &json!({})),
        pull_request(2, "bob", DAY, &merged),
    ]});
    let config = Config { exclude: vec!["ANN".parse().unwrap()], ..Config::default() };
    let analysis = analyzed_with(&[on_github("acme/app", &records)], &config);
    assert_eq!(analysis.totals.contributors, Some(2));
    assert_eq!(analysis.people.len(), 1);
    let printed = serde_json::to_string(&analysis).unwrap().to_lowercase();
    assert!(!printed.contains("\"ann\"") && !printed.contains("/ann\""), "{printed}");
}

#[test]
fn bots_are_listed_apart() {
    let records = json!({"pull_requests": [
        pull_request(1, "ann", DAY, &json!({})),
        pull_request(2, "renovate", DAY, &json!({"author": {"login": "renovate", "bot": true}})),
        pull_request(3, "house-bot", DAY, &json!({})),
    ]});
    let config = Config { bots: vec!["House-Bot".to_owned()], ..Config::default() };
    let analysis = analyzed_with(&[on_github("acme/app", &records)], &config);
    assert_eq!((analysis.totals.contributors, analysis.totals.bots), (Some(1), Some(2)));
    assert_eq!((analysis.people.len(), analysis.bots.len()), (1, 2));
    assert!(analysis.bots.iter().all(|bot| bot.person.bot));
}

#[test]
fn an_assistant_in_a_trailer_is_nobody_and_a_colleague_is_somebody() {
    let co_authors = json!({"co_authors": [
        {"name": "Helper", "email_hash": "00dd", "bot": true},
        {"name": "Bob", "email_hash": "00bb"},
    ]});
    let commits = json!({"commits": [commit('1', DAY, &json!({"name": "Ann", "email_hash": "00aa"}), &co_authors)]});
    let analysis = analyzed(&[local_clone("local/tool", &commits)]);
    let with: Vec<&str> = analysis.happenings[0].with.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(with, ["Bob"]);
    assert_eq!(analysis.totals.contributors, Some(1));
}

#[test]
fn a_trailer_makes_no_bot_of_somebody_who_commits() {
    let trailer = json!({"co_authors": [{"name": "Helper", "email_hash": "00bb", "bot": true}]});
    let commits = json!({"commits": [
        commit('1', DAY, &json!({"name": "Ann", "email_hash": "00aa"}), &trailer),
        commit('2', DAY, &json!({"name": "Bob", "email_hash": "00bb"}), &json!({})),
    ]});
    let totals = analyzed(&[local_clone("local/tool", &commits)]).totals;
    assert_eq!((totals.contributors, totals.bots), (Some(2), Some(0)));
}
