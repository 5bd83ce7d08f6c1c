//! The world changes while it is read.

use serde_json::{Value, json};
use sparky_testkit::world::{Comment, Commit, Repository, at};
use sparky_testkit::{Fault, Trouble, World};

use crate::client::{Scene, all, small};

const PULLS: &str = "query Pulls($after: String) { repository(owner: \"acme\", name: \"engine\") {
    pullRequests(first: 2, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor } nodes { number }
    }
} }";
const HEAD: &str = "query($old: GitObjectID) { repository(owner: \"acme\", name: \"engine\") { object(oid: $old) { oid }
    defaultBranchRef { target { oid ... on Commit { history(first: 9) { totalCount nodes { messageHeadline } } } } } } }";

#[tokio::test]
async fn an_item_that_is_touched_while_pages_are_read_moves() {
    let scene = Scene::new(small());
    let touch = |world: &mut World| world.touch("acme/engine", 3, at("2026-07-12T00:00:00Z"));
    scene.github.plan(Fault::on("Pulls", Trouble::shift(touch)).nth(2));
    let numbers = all(&scene, PULLS, "/data/repository/pullRequests", "number", json!({})).await;
    assert_eq!(numbers, [2, 5, 4, 1], "3 was in front of the cursor when its page was read");
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_the_others_keep_their_ids() {
    let scene = Scene::new(small());
    let query = "query { repository(owner: \"acme\", name: \"engine\") { pullRequests { totalCount }
        issue(number: 7) { comments(first: 9) { totalCount nodes { id } } } } }";
    scene.github.change(|world| {
        let said = |time: &str| Comment::new("ada", time, "Hm");
        world.repository("acme/engine").issue(7).comments =
            vec![said("2026-07-09T00:00:00Z"), said("2026-07-10T00:00:00Z")];
    });
    let before = scene.ask(query, json!({})).await;
    scene.github.change(|world| {
        world.delete("acme/engine", 2);
        world.repository("acme/engine").issue(7).comments[0].deleted = true;
    });
    let after = scene.ask(query, json!({})).await;
    let comments = "/data/repository/issue/comments/nodes";
    assert_eq!(after.pointer(comments).unwrap().as_array().unwrap().len(), 1);
    assert_eq!(after.pointer(comments).unwrap()[0], before.pointer(comments).unwrap()[1]);
    let counts = [before, after].map(|answer| answer["data"]["repository"]["pullRequests"]["totalCount"].clone());
    assert_eq!(counts, [5, 4]);
}

#[tokio::test]
async fn a_transferred_issue_is_in_the_other_repository_alone() {
    let scene = Scene::new(small());
    scene.github.change(|world| {
        assert_eq!(world.transfer("acme/engine", 7, "ada/empty", at("2026-07-12T00:00:00Z")), 1);
    });
    let query = "query { from: repository(owner: \"acme\", name: \"engine\") { issue(number: 7) { title } }
        to: repository(owner: \"ada\", name: \"empty\") { issue(number: 1) { title updatedAt } } }";
    let answer = scene.ask(query, json!({})).await;
    assert_eq!(answer["data"]["to"]["issue"], json!({ "title": "Fault 7", "updatedAt": "2026-07-12T00:00:00Z" }));
    assert_eq!(answer["data"]["from"]["issue"], Value::Null);
    assert_eq!(answer["errors"][0]["path"], json!(["from", "issue"]));
}

#[tokio::test]
async fn a_rewritten_history_is_another_one_and_the_old_one_can_still_be_seen() {
    let scene = Scene::new(small());
    let before = scene.ask(HEAD, json!({})).await;
    let old = before.pointer("/data/repository/defaultBranchRef/target/oid").unwrap().clone();
    scene.github.change(|world| {
        let engine: &mut Repository = world.repository("acme/engine");
        let keep = engine.commits[1].sha.clone();
        engine.force_push(Some(&keep), [Commit::new("ada", "2026-07-12T00:00:00Z", "Anew")]);
        engine.push(Commit::new("ada", "2026-07-12T01:00:00Z", "And on"));
    });
    let after = scene.ask(HEAD, json!({ "old": old })).await;
    let history = after.pointer("/data/repository/defaultBranchRef/target/history").unwrap();
    let headlines: Vec<_> = history["nodes"].as_array().unwrap().iter().map(|node| &node["messageHeadline"]).collect();
    assert_eq!(headlines, ["And on", "Anew", "Day 7", "Day 6"]);
    assert_eq!(after["data"]["repository"]["object"]["oid"], old);
}

#[tokio::test]
async fn one_of_many_repositories_that_cannot_be_read_spoils_no_other() {
    let mut world = small();
    let (mut private, mut blocked) = (Repository::new("acme/private"), Repository::new("acme/blocked"));
    (private.forbidden, blocked.blocked) = (true, true);
    world.repositories.extend([private, blocked]);
    let query = "query { a: repository(owner: \"acme\", name: \"engine\") { name }
        b: repository(owner: \"acme\", name: \"private\") { name } c: repository(owner: \"acme\", name: \"blocked\") { name }
        d: repository(owner: \"acme\", name: \"gone\") { name } nodes(ids: [\"R_0\", \"R_2\"]) { id }
        organization(login: \"acme\") { repositories(first: 9) { totalCount } } }";
    let answer = Scene::new(world).ask(query, json!({})).await;
    assert_eq!(answer["data"]["a"]["name"], "engine");
    assert_eq!(answer["data"]["organization"]["repositories"]["totalCount"], 1);
    assert_eq!(answer["data"]["nodes"], json!([{ "id": "R_0" }, null]));
    let errors: Vec<_> = answer["errors"].as_array().unwrap().iter().map(|e| (&e["path"], &e["type"])).collect();
    let expected = [
        (json!(["b"]), json!("FORBIDDEN")),
        (json!(["c"]), json!("DMCA_TAKEDOWN")),
        (json!(["d"]), json!("NOT_FOUND")),
        (json!(["nodes", 1]), json!("FORBIDDEN")),
    ];
    assert_eq!(errors, expected.iter().map(|(path, kind)| (path, kind)).collect::<Vec<_>>());
}
