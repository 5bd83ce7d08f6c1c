//! Generated worlds are the same each time, and what is counted in them is what queries find.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sparky_testkit::World;
use sparky_testkit::world::{Count, GENERATED_FROM, Repository, Size, at, sample};

use crate::client::{Scene, all};

#[test]
fn the_same_seed_makes_the_same_world_and_another_one_another() {
    assert_eq!(World::generated(2, 10, 3, 7), World::generated(2, 10, 3, 7));
    assert_ne!(World::generated(2, 10, 3, 7), World::generated(2, 10, 3, 8));
    assert_eq!(World::generated(2, 10, 3, 7).repositories[1].name_with_owner, "acme/project-0002");
}

#[test]
fn every_kind_happens_in_the_days_asked_for() {
    let world = World::generated(2, 200, 5, 1);
    let end = GENERATED_FROM + TimeDelta::days(5);
    let count = world.count(&[], GENERATED_FROM, end);
    let numbers = serde_json::to_value(&count).unwrap();
    assert!(numbers.as_object().unwrap().values().all(|number| number.as_u64() > Some(0)), "{numbers}");
    let outside =
        [world.count(&[], at("2000-01-01T00:00:00Z"), GENERATED_FROM), world.count(&[], end, end + TimeDelta::days(9))];
    assert_eq!(outside, [Count::default(), Count::default()]);
}

#[test]
fn windows_add_up_and_repositories_too() {
    let world = World::generated(2, 60, 4, 3);
    let (middle, end) = (GENERATED_FROM + TimeDelta::days(2), GENERATED_FROM + TimeDelta::days(4));
    let sum = |counts: [Count; 2], of: fn(&Count) -> u64| counts.iter().map(of).sum::<u64>();
    for of in [|c: &Count| c.commits, |c: &Count| c.events, |c: &Count| c.comments, |c: &Count| c.deletions] {
        let whole = of(&world.count(&[], GENERATED_FROM, end));
        let halves = [world.count(&[], GENERATED_FROM, middle), world.count(&[], middle, end)];
        assert_eq!(sum(halves, of), whole);
        let each = ["acme/project-0001", "acme/project-0002"].map(|name| world.count(&[name], GENERATED_FROM, end));
        assert_eq!(sum(each, of), whole);
    }
}

#[test]
fn a_repository_of_a_size_has_exactly_that_size_and_is_talked_about() {
    let size = Size { commits: 264, issues: 45, pull_requests: 100 };
    let repository = Repository::generated("acme/large", size, 1);
    let lists = [repository.commits.len(), repository.issues.len(), repository.pull_requests.len()];
    assert_eq!(lists, [264, 45, 100]);
    let end = repository.pull_requests.iter().map(|pull| pull.last_update()).fold(GENERATED_FROM, Ord::max);
    let count = World::of([repository]).count(&[], GENERATED_FROM, end);
    assert!(count.reviews > 50 && count.comments > 50 && count.pull_requests_merged > 20, "{count:?}");
}

#[test]
fn the_sample_counts_as_it_says() {
    let (since, until) = (at("2026-06-29T00:00:00Z"), at("2026-07-13T00:00:00Z"));
    let count = sample().count(&[], since, until);
    assert_eq!((count.pull_requests_opened, count.pull_requests_merged, count.pull_requests_closed), (22, 16, 1));
    assert_eq!((count.issues_opened, count.issues_closed, count.releases, count.events), (13, 7, 1, 60));
    assert_eq!(count.bots, 3, "dependabot, renovate and github-actions");
}

/// The count of a window from what queries find, to be held against the world's own.
#[tokio::test]
async fn queries_find_what_is_counted() {
    let world = World::generated(1, 150, 3, 5);
    let (since, until) = (GENERATED_FROM + TimeDelta::days(1), GENERATED_FROM + TimeDelta::days(2));
    let count = world.count(&[], since, until);
    let scene = Scene::new(world);
    let of = |list: &str, fields: &str| {
        format!(
            "query($after: String) {{ repository(owner: \"acme\", name: \"project-0001\") {{
            {list}(first: 100, after: $after) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ fields: {fields} }} }} }} }}"
        )
    };
    let times = async |list: &str, field: &str| {
        let query = of(list, field);
        let found = all(&scene, &query, &format!("/data/repository/{list}"), "fields", json!({})).await;
        within(&found, since, until)
    };
    assert_eq!(times("pullRequests", "createdAt").await, count.pull_requests_opened);
    assert_eq!(times("pullRequests", "mergedAt").await, count.pull_requests_merged);
    assert_eq!(times("issues", "closedAt").await, count.issues_closed);
    assert_eq!(times("releases", "publishedAt").await, count.releases);
    let history =
        "query($since: GitTimestamp, $until: GitTimestamp) { repository(owner: \"acme\", name: \"project-0001\") {
        defaultBranchRef { target { ... on Commit { history(first: 100, since: $since, until: $until) {
        totalCount nodes { oid parents { totalCount } } } } } } } }";
    let window = json!({ "since": since, "until": until - TimeDelta::seconds(1) });
    let found = &scene.ask(history, window).await["data"]["repository"]["defaultBranchRef"]["target"]["history"];
    assert_eq!(found["totalCount"], count.commits, "{found}");
    let nodes = found["nodes"].as_array().unwrap();
    let merges = nodes.iter().filter(|commit| commit["parents"]["totalCount"] == 2).count();
    let distinct: BTreeSet<_> = nodes.iter().filter_map(|commit| commit["oid"].as_str()).collect();
    assert_eq!((merges as u64, distinct.len() as u64), (count.merge_commits, count.commits));
}

fn within(times: &[Value], since: DateTime<Utc>, until: DateTime<Utc>) -> u64 {
    let times = times.iter().filter_map(Value::as_str).map(at);
    times.filter(|time| (since..until).contains(time)).count() as u64
}
