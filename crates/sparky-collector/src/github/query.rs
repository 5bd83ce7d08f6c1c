//! The queries, and the reader that asks them of one repository. It must not know what a kind looks like.

use std::sync::{Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use sparky_github::{Error as ApiError, GitHub};
use sparky_schema::ids::RepoName;

/// A query: the name of its operation and its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Query {
    pub(crate) operation: &'static str,
    pub(crate) text: &'static str,
}

macro_rules! queries {
    ($($constant:ident = $operation:literal in $file:literal;)*) => {
        $(pub(crate) const $constant: Query =
            Query { operation: $operation, text: include_str!(concat!("queries/", $file)) };)*
        /// Every query, for the check against GitHub's schema.
        pub(crate) const QUERIES: &[Query] = &[$($constant),*];
    };
}

queries! {
    REPOSITORY = "Repository" in "repository.graphql";
    COMMITS = "Commits" in "commits.graphql";
    PULL_REQUESTS = "PullRequests" in "pull_requests.graphql";
    ISSUES = "Issues" in "issues.graphql";
    RELEASES = "Releases" in "releases.graphql";
    ORGANIZATION = "Organization" in "organization.graphql";
    REST_OF_COMMENTS = "RestOfComments" in "rest_of_comments.graphql";
    REST_OF_REVIEWS = "RestOfReviews" in "rest_of_reviews.graphql";
    REST_OF_REVIEW_COMMENTS = "RestOfReviewComments" in "rest_of_review_comments.graphql";
    REST_OF_LABELS = "RestOfLabels" in "rest_of_labels.graphql";
    REST_OF_CLOSING_ISSUES = "RestOfClosingIssues" in "rest_of_closing_issues.graphql";
}

/// Asks queries of one repository, and remembers what answers left out.
pub(crate) struct Reader<'a> {
    github: &'a GitHub,
    name: &'a RepoName,
    missing: Mutex<Option<String>>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(github: &'a GitHub, name: &'a RepoName) -> Self {
        Self { github, name, missing: Mutex::new(None) }
    }

    pub(crate) fn name(&self) -> &RepoName {
        self.name
    }

    /// The first thing that an answer left out, in GitHub's words.
    pub(crate) fn missing(&self) -> Option<String> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn note_missing(&self, message: &str) {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.get_or_insert_with(|| message.trim_end_matches('.').to_owned());
    }

    /// Asks a query about the repository; `at` points to the part of the data that is wanted.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        query: Query,
        at: &str,
        variables: Value,
    ) -> Result<Option<T>, ApiError> {
        let mut all = Map::new();
        all.insert("owner".to_owned(), json!(self.name.owner()));
        all.insert("name".to_owned(), json!(self.name.name()));
        all.extend(variables.as_object().cloned().unwrap_or_default());
        self.ask_plain(query, at, Value::Object(all)).await
    }

    /// Asks a query with exactly these variables.
    pub(crate) async fn ask_plain<T: DeserializeOwned>(
        &self,
        query: Query,
        at: &str,
        variables: Value,
    ) -> Result<Option<T>, ApiError> {
        let mut answer = self.github.graphql(query.operation, query.text, variables).await?;
        for error in &answer.errors {
            self.note_missing(&error.message);
        }
        let Some(found) = answer.data.pointer_mut(at).map(Value::take).filter(|found| !found.is_null()) else {
            return Ok(None);
        };
        serde_json::from_value(found).map(Some).map_err(|error| ApiError::Unavailable {
            operation: query.operation,
            attempts: 1,
            message: format!("its answer has an unexpected shape: {error}"),
        })
    }
}
