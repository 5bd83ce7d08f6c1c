//! Errors in GitHub's form. It must not know when they happen.

use apollo_compiler::resolvers::FieldError;
use apollo_compiler::response::GraphQLError;
use serde_json::{Value, json};

use super::Budget;

/// Stands between the kind of an error and its message on the way through the executor, which knows messages only.
const MARK: char = '\u{1}';

/// An error of a field, with GitHub's kind, like `NOT_FOUND`.
pub(crate) fn field(kind: &str, message: &str) -> FieldError {
    FieldError { message: format!("{kind}{MARK}{message}") }
}

/// What the fake cannot do although GitHub can.
pub(crate) fn unable(message: &str) -> FieldError {
    FieldError { message: format!("the fake GitHub {message}; teach it in crates/sparky-testkit") }
}

/// `owner` may be that of a repository that is hidden or not there: GitHub says the same.
pub(crate) fn no_repository(owner: &str, name: &str) -> FieldError {
    field("NOT_FOUND", &format!("Could not resolve to a Repository with the name '{owner}/{name}'."))
}

pub(crate) fn as_github_says(error: &GraphQLError) -> Value {
    let message = error.message.strip_prefix("resolver error: ").unwrap_or(&error.message);
    let mut said = json!({ "path": error.path, "locations": error.locations, "message": message });
    if let (Some((kind, message)), Some(fields)) = (message.split_once(MARK), said.as_object_mut()) {
        fields.insert("type".to_owned(), json!(kind));
        fields.insert("message".to_owned(), json!(message));
    }
    said
}

/// The error of a request that was not run.
pub(crate) fn refusal(message: &str) -> Value {
    let undefined = message.strip_prefix("Field '").is_some_and(|rest| rest.contains("' doesn't exist on type '"));
    let code = if undefined { "undefinedField" } else { "invalid" };
    json!({ "message": message, "locations": [], "extensions": { "code": code } })
}

pub(crate) fn exhausted(budget: &Budget, cost: u64) -> Option<Value> {
    (budget.used + cost > budget.limit).then(rate_limited)
}

pub(crate) fn rate_limited() -> Value {
    json!({
        "type": "RATE_LIMITED",
        "code": "graphql_rate_limit",
        "message": "API rate limit already exceeded for user ID 1.",
    })
}

pub(crate) fn too_many_nodes(nodes: u64) -> Option<Value> {
    let message =
        format!("This query requests up to {nodes} possible nodes which exceeds the maximum limit of 500,000.");
    (nodes > 500_000).then(|| json!({ "type": "MAX_NODE_LIMIT_EXCEEDED", "message": message }))
}
