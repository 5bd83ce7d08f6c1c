//! GitHub's public schema, and whether a document keeps to it. It must not know what a world holds.

use std::sync::LazyLock;

use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};

/// GitHub's schema, as far as Sparky may use it.
pub const SDL: &str = include_str!("../schema/github.graphql");

static SCHEMA: LazyLock<Valid<Schema>> = LazyLock::new(|| {
    Schema::parse_and_validate(SDL, "github.graphql").expect("schema/github.graphql is valid: make it with trim.mjs")
});

/// What is wrong with a GraphQL document: fields, arguments and types that GitHub does not know, missing selections,
/// variables of the wrong type. Empty when all is well.
pub fn validate(query: &str) -> Vec<String> {
    parse(query).err().unwrap_or_default()
}

pub(crate) fn schema() -> &'static Valid<Schema> {
    &SCHEMA
}

pub(crate) fn parse(query: &str) -> Result<Valid<ExecutableDocument>, Vec<String>> {
    ExecutableDocument::parse_and_validate(schema(), query, "query.graphql")
        .map_err(|bad| faults(bad.errors.iter().map(|fault| as_github_says(&fault.error.to_string()))))
}

/// A selection of nothing but unknown fields counts as empty, which is no second fault.
fn faults(messages: impl Iterator<Item = String>) -> Vec<String> {
    let (unknown, others): (Vec<_>, Vec<_>) =
        messages.partition(|message| message.contains("' doesn't exist on type '"));
    let follows = |message: &String| !unknown.is_empty() && message.contains("must have a subselection set");
    let others: Vec<_> = others.into_iter().filter(|message| !follows(message)).collect();
    unknown.into_iter().chain(others).collect()
}

/// GitHub has words of its own for the commonest mistake.
fn as_github_says(message: &str) -> String {
    let field = message.strip_prefix("type `").and_then(|rest| rest.strip_suffix('`'));
    match field.and_then(|rest| rest.split_once("` does not have a field `")) {
        Some((kind, field)) => format!("Field '{field}' doesn't exist on type '{kind}'"),
        None => message.to_owned(),
    }
}
