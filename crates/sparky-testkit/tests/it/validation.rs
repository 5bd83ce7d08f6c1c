//! Only what GitHub's schema knows can be asked.

use serde_json::json;
use sparky_testkit::schema::validate;

use crate::client::{Scene, small};

#[test]
fn a_field_that_is_not_there_is_named() {
    let query = "query { repository(owner: \"a\", name: \"b\") { bogus } }";
    assert_eq!(validate(query), ["Field 'bogus' doesn't exist on type 'Repository'"]);
}

#[test]
fn a_good_query_has_no_fault() {
    let query = "query Q($owner: String!, $after: String) { rateLimit { cost remaining resetAt limit used nodeCount }
        repository(owner: $owner, name: \"b\") { pullRequests(first: 5, after: $after, states: [MERGED]) {
            nodes { reviews(first: 2) { nodes { author { login } submittedAt } } } } } }";
    assert_eq!(validate(query), Vec::<String>::new());
}

#[test]
fn other_mistakes_are_found() {
    let repository = |inner: &str| format!("query {{ repository(owner: \"a\", name: \"b\") {{ {inner} }} }}");
    let wrong = [
        repository("issues(first: 1, bogus: 2) { totalCount }"),
        repository("issues(first: 1)"),
        repository("name { x }"),
        repository("issues(first: 1, states: [SHUT]) { totalCount }"),
        repository("... on Bogus { name }"),
        "query { repository(owner: \"a\") { name } }".to_owned(),
        "query($o: Int!) { repository(owner: $o, name: \"b\") { name } }".to_owned(),
        "query { repository(owner: $o, name: \"b\") { name } }".to_owned(),
        "query {".to_owned(),
    ];
    for query in wrong {
        assert_ne!(validate(&query), Vec::<String>::new(), "{query}");
    }
}

#[tokio::test]
async fn the_server_refuses_a_field_that_is_not_there() {
    let answer =
        Scene::new(small()).ask("query { repository(owner: \"acme\", name: \"engine\") { bogus } }", json!({})).await;
    assert_eq!(answer["errors"][0]["message"], "Field 'bogus' doesn't exist on type 'Repository'");
    assert_eq!(answer["errors"][0]["extensions"]["code"], "undefinedField");
    assert_eq!(answer.get("data"), None);
}

#[tokio::test]
async fn the_server_refuses_variables_of_the_wrong_type() {
    let query = "query($owner: String!) { repository(owner: $owner, name: \"engine\") { name } }";
    let scene = Scene::new(small());
    for variables in [json!({}), json!({ "owner": 5 }), json!({ "owner": null })] {
        let answer = scene.ask(query, variables).await;
        assert_ne!(answer["errors"][0]["message"], json!(null), "{answer}");
        assert_eq!(answer.get("data"), None);
    }
}
