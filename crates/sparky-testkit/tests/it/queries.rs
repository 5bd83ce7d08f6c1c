//! What queries find, and what GitHub says when they find nothing.

use serde_json::{Value, json};

use crate::client::{Scene, small};

#[tokio::test]
async fn actors_are_users_bots_or_nobody() {
    let query = "query { repository(owner: \"acme\", name: \"engine\") { issues(first: 9) { nodes {
        author { __typename login } } } } }";
    let answer = Scene::new(small()).ask(query, json!({})).await;
    let nodes = &answer["data"]["repository"]["issues"]["nodes"];
    assert_eq!(nodes[0]["author"], json!({ "__typename": "Bot", "login": "dependabot" }));
    assert_eq!(nodes[1]["author"], Value::Null);
}

#[tokio::test]
async fn aliases_fragments_and_conditions_work() {
    let query = "query Q($no: Boolean = false) { here: repository(owner: \"acme\", name: \"engine\") {
        ...Named nothing: name @include(if: $no) url @skip(if: $no)
      } }
      fragment Named on Repository { name owner { __typename login ... on User { name } } }";
    let answer = Scene::new(small()).ask(query, json!({})).await;
    let expected = json!({ "data": { "here": {
        "name": "engine",
        "owner": { "__typename": "Organization", "login": "acme" },
        "url": "https://github.com/acme/engine",
    } } });
    assert_eq!(answer, expected);
}

#[tokio::test]
async fn a_renamed_repository_is_found_unless_that_is_forbidden() {
    let mut world = small();
    world.rename("acme/engine", "acme/motor");
    let scene = Scene::new(world);
    let query = "query($follow: Boolean) { repository(owner: \"ACME\", name: \"Engine\", followRenames: $follow) {
        nameWithOwner } }";
    let answer = scene.ask(query, json!({})).await;
    assert_eq!(answer["data"]["repository"]["nameWithOwner"], "acme/motor");
    let strict = scene.ask(query, json!({ "follow": false })).await;
    assert_eq!(strict["data"]["repository"], Value::Null);
    assert_eq!(strict["errors"][0]["type"], "NOT_FOUND");
}

#[tokio::test]
async fn what_is_hidden_is_not_there() {
    let mut world = small();
    world.repository("acme/engine").hidden = true;
    let query = "query { rateLimit { cost } repository(owner: \"acme\", name: \"engine\") { name } }";
    let answer = Scene::new(world).ask(query, json!({})).await;
    assert_eq!(answer["data"], json!({ "rateLimit": { "cost": 1 }, "repository": null }));
    let error = &answer["errors"][0];
    assert_eq!(error["message"], "Could not resolve to a Repository with the name 'acme/engine'.");
    assert_eq!(error["path"], json!(["repository"]));
}

#[tokio::test]
async fn an_empty_repository_has_no_branch() {
    let query = "query { repository(owner: \"ada\", name: \"empty\") { isEmpty pushedAt defaultBranchRef { name }
        releases(first: 1) { nodes { tagName } } } }";
    let answer = Scene::new(small()).ask(query, json!({})).await;
    let expected = json!({ "isEmpty": true, "pushedAt": null, "defaultBranchRef": null, "releases": { "nodes": [] } });
    assert_eq!(answer["data"]["repository"], expected);
}

#[tokio::test]
async fn owners_are_found_by_what_they_are() {
    let scene = Scene::new(small());
    let query = "query($login: String!) { organization(login: $login) { login } user(login: $login) { login }
        repositoryOwner(login: $login) { repositories(first: 5) { nodes { nameWithOwner } } } }";
    let answer = scene.ask(query, json!({ "login": "acme" })).await;
    assert_eq!(answer["data"]["organization"]["login"], "acme");
    assert_eq!(answer["data"]["user"], Value::Null);
    assert_eq!(answer["data"]["repositoryOwner"]["repositories"]["nodes"][0]["nameWithOwner"], "acme/engine");
    assert_eq!(answer["errors"][0]["message"], "Could not resolve to a User with the login of 'acme'.");
    let nobody = scene.ask("query { repositoryOwner(login: \"x\") { login } }", json!({})).await;
    assert_eq!(nobody, json!({ "data": { "repositoryOwner": null } }));
}

#[tokio::test]
async fn nodes_are_found_by_id_and_the_others_are_null() {
    let scene = Scene::new(small());
    let query = "query { repository(owner: \"acme\", name: \"engine\") { pullRequest(number: 1) {
        id merged closingIssuesReferences(first: 1) { nodes { number } } } } }";
    let answer = scene.ask(query, json!({})).await;
    let found = &answer["data"]["repository"]["pullRequest"];
    assert_eq!(found["closingIssuesReferences"]["nodes"][0]["number"], 6, "{answer}");
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on PullRequest { number } } }";
    let answer = scene.ask(query, json!({ "ids": [found["id"], "nonsense"] })).await;
    assert_eq!(answer["data"]["nodes"], json!([{ "id": found["id"], "number": 1 }, null]), "{answer}");
    assert_eq!(answer["errors"][0]["path"], json!(["nodes", 1]));
}

#[tokio::test]
async fn labels_are_listed_and_filtered_by() {
    let mut world = small();
    world.repository("acme/engine").issue(7).labels = vec!["bug".to_owned(), "help wanted".to_owned()];
    let query = "query { repository(owner: \"acme\", name: \"engine\") { issues(first: 9, labels: [\"bug\"]) {
        nodes { number labels(first: 9) { nodes { name } } } } } }";
    let answer = Scene::new(world).ask(query, json!({})).await;
    let expected = json!([{ "number": 7, "labels": { "nodes": [{ "name": "bug" }, { "name": "help wanted" }] } }]);
    assert_eq!(answer["data"]["repository"]["issues"]["nodes"], expected, "{answer}");
}

#[tokio::test]
async fn lists_can_be_filtered() {
    let query = "query { repository(owner: \"acme\", name: \"engine\") {
        open: pullRequests(first: 9, states: [OPEN]) { totalCount }
        recent: issues(first: 9, filterBy: { since: \"2026-07-05T08:00:00Z\" }) { nodes { number state } }
        tags: refs(first: 9, refPrefix: \"refs/tags/\") { totalCount }
    } }";
    let answer = Scene::new(small()).ask(query, json!({})).await;
    let found = &answer["data"]["repository"];
    assert_eq!(found["open"]["totalCount"], 4, "{answer}");
    assert_eq!(found["recent"]["nodes"], json!([{ "number": 8, "state": "CLOSED" }]));
    assert_eq!(found["tags"]["totalCount"], 0);
}

#[tokio::test]
async fn what_the_fake_cannot_do_it_says() {
    let query = "query { repository(owner: \"acme\", name: \"engine\") { diskUsage issues(first: 1, filterBy:
        { createdBy: \"x\" }) { totalCount } } }";
    let answer = Scene::new(small()).ask(query, json!({})).await;
    let errors = answer["errors"].as_array().unwrap();
    assert!(errors.iter().any(|error| error["message"].as_str().unwrap().contains("Repository.diskUsage")), "{answer}");
}
