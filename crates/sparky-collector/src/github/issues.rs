//! Issues that were updated since the range began, with their comments; of these, those in which something happened
//! in the range.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use sparky_github::Error as ApiError;
use sparky_schema::records::{Comment, Issue};

use super::actor::{Account, actor};
use super::page::{self, Page, Updated};
use super::query::{ISSUES, REST_OF_COMMENTS, REST_OF_LABELS, Reader};
use super::reviews::FoundComment;
use crate::message::one_line;
use crate::range::Range;

/// Issues on a page: as many as GitHub answers in time with their comments.
const PAGE: u32 = 50;

/// Issues and what was said in them.
#[derive(Debug, Default)]
pub(crate) struct Issues {
    pub(crate) issues: Vec<Issue>,
    pub(crate) comments: Vec<Comment>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    id: String,
    number: u64,
    title: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    author: Option<Account>,
    labels: Option<Page<Label>>,
    comments: Page<FoundComment>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Label {
    name: String,
}

impl Updated for Found {
    fn id(&self) -> &str {
        &self.id
    }

    fn updated_at(&self) -> DateTime<Utc> {
        self.updated_at
    }
}

/// Reads the issues of a range.
pub(crate) async fn read(reader: &Reader<'_>, range: Range) -> Result<Issues, ApiError> {
    let found: Vec<Found> =
        page::updated_since(reader, range.since, async |after| -> Result<Option<Page<Found>>, ApiError> {
            let variables = json!({ "first": PAGE, "after": after, "since": range.since });
            reader.ask(ISSUES, "/repository/issues", variables).await
        })
        .await?;
    let mut issues = Issues::default();
    for found in found.into_iter().filter(|found| found.created_at < range.until) {
        take(reader, found, range, &mut issues).await?;
    }
    Ok(issues)
}

async fn take(reader: &Reader<'_>, found: Found, range: Range, into: &mut Issues) -> Result<(), ApiError> {
    let labels = labels(reader, &found.id, found.labels).await?;
    let comments = comments(reader, found.number, &found.id, found.comments, range).await?;
    let closed_at = found.closed_at.filter(|at| *at < range.until);
    let happened = range.contains(found.created_at) || closed_at.is_some_and(|at| range.contains(at));
    if happened || !comments.is_empty() {
        into.comments.extend(comments);
        into.issues.push(Issue {
            number: found.number,
            title: one_line(&found.title),
            author: actor(found.author.as_ref()),
            created_at: found.created_at,
            closed_at,
            labels,
            ..Issue::default()
        });
    }
    Ok(())
}

/// The conversation comments of a range.
pub(crate) async fn comments(
    reader: &Reader<'_>,
    number: u64,
    id: &str,
    first: Page<FoundComment>,
    range: Range,
) -> Result<Vec<Comment>, ApiError> {
    let found = page::rest(reader, REST_OF_COMMENTS, id, first).await?;
    let comments = found.into_iter().map(|comment| comment.comment(number));
    Ok(comments.filter(|comment| range.contains(comment.created_at)).collect())
}

/// The names of labels, sorted.
pub(crate) async fn labels(reader: &Reader<'_>, id: &str, first: Option<Page<Label>>) -> Result<Vec<String>, ApiError> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let found = page::rest(reader, REST_OF_LABELS, id, first).await?;
    let mut names: Vec<String> = found.into_iter().map(|label| one_line(&label.name)).collect();
    names.sort();
    names.dedup();
    Ok(names)
}
