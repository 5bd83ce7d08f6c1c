//! Pull requests that were updated since the range began, with reviews and comments; of these, those in which
//! something happened in the range. The list of a page of pull requests is heavy, so a page that GitHub cannot answer
//! is asked for again in smaller pieces.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use sparky_github::Error as ApiError;
use sparky_schema::records::{Comment, PullRequest, Review};

use super::actor::{Account, actor};
use super::issues::{Label, comments, labels};
use super::page::{self, Page, Updated};
use super::query::{PULL_REQUESTS, REST_OF_CLOSING_ISSUES, Reader};
use super::reviews::{self, FoundComment};
use crate::message::one_line;
use crate::range::Range;

/// Pull requests on a page: as many as GitHub answers in time with all that hangs on them.
const PAGE: u32 = 40;
/// A page this small that fails does so for another reason than its size.
const SMALLEST_PAGE: u32 = 5;

/// Pull requests and what was said about them.
#[derive(Debug, Default)]
pub(crate) struct PullRequests {
    pub(crate) pull_requests: Vec<PullRequest>,
    pub(crate) reviews: Vec<Review>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) review_comments: Vec<Comment>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    id: String,
    number: u64,
    title: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    merged_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    is_draft: bool,
    additions: u64,
    deletions: u64,
    changed_files: u64,
    base_ref_name: String,
    author: Option<Account>,
    merged_by: Option<Account>,
    labels: Option<Page<Label>>,
    closing_issues_references: Option<Page<Closing>>,
    comments: Page<FoundComment>,
    reviews: Option<Page<reviews::Found>>,
}

#[derive(Debug, Deserialize)]
struct Closing {
    number: u64,
    repository: Where,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Where {
    name_with_owner: String,
}

impl Updated for Found {
    fn id(&self) -> &str {
        &self.id
    }

    fn updated_at(&self) -> DateTime<Utc> {
        self.updated_at
    }
}

/// Reads the pull requests of a range.
pub(crate) async fn read(reader: &Reader<'_>, range: Range) -> Result<PullRequests, ApiError> {
    let size = AtomicU32::new(PAGE);
    let found: Vec<Found> =
        page::updated_since(reader, range.since, async |after| page(reader, after, &size).await).await?;
    let mut pulls = PullRequests::default();
    for found in found.into_iter().filter(|found| found.created_at < range.until) {
        take(reader, found, range, &mut pulls).await?;
    }
    Ok(pulls)
}

async fn page(reader: &Reader<'_>, after: Option<String>, size: &AtomicU32) -> Result<Option<Page<Found>>, ApiError> {
    loop {
        let first = size.load(Ordering::Relaxed);
        let variables = json!({ "first": first, "after": after });
        match reader.ask(PULL_REQUESTS, "/repository/pullRequests", variables).await {
            Err(ApiError::Unavailable { .. }) if first > SMALLEST_PAGE => size.store(first / 2, Ordering::Relaxed),
            other => return other,
        }
    }
}

async fn take(reader: &Reader<'_>, found: Found, range: Range, into: &mut PullRequests) -> Result<(), ApiError> {
    let (number, id) = (found.number, found.id.clone());
    let (mut reviews, mut review_comments) = match found.reviews {
        Some(first) => reviews::read(reader, number, &id, first).await?,
        None => (Vec::new(), Vec::new()),
    };
    reviews.retain(|review| review.submitted_at < range.until);
    review_comments.retain(|comment| range.contains(comment.created_at));
    let comments = comments(reader, number, &id, found.comments, range).await?;
    let merged_at = found.merged_at.filter(|at| *at < range.until);
    let closed_at = found.closed_at.filter(|at| *at < range.until);
    let moments = [Some(found.created_at), merged_at, closed_at].into_iter().flatten();
    let happened = moments.chain(reviews.iter().map(|review| review.submitted_at)).any(|at| range.contains(at));
    if !happened && comments.is_empty() && review_comments.is_empty() {
        return Ok(());
    }
    into.pull_requests.push(PullRequest {
        number,
        title: one_line(&found.title),
        author: actor(found.author.as_ref()),
        created_at: found.created_at,
        merged_at,
        merged_by: merged_at.and_then(|_| actor(found.merged_by.as_ref())),
        closed_at,
        draft: found.is_draft,
        labels: labels(reader, &id, found.labels).await?,
        base: found.base_ref_name,
        additions: found.additions,
        deletions: found.deletions,
        changed_files: found.changed_files,
        closes: closes(reader, &id, found.closing_issues_references).await?,
        ..PullRequest::default()
    });
    into.reviews.extend(reviews);
    into.comments.extend(comments);
    into.review_comments.extend(review_comments);
    Ok(())
}

/// Numbers of the issues of the same repository that a merge closes, sorted.
async fn closes(reader: &Reader<'_>, id: &str, first: Option<Page<Closing>>) -> Result<Vec<u64>, ApiError> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let found = page::rest(reader, REST_OF_CLOSING_ISSUES, id, first).await?;
    let here = |closing: &Closing| closing.repository.name_with_owner.eq_ignore_ascii_case(reader.name().as_str());
    let mut numbers: Vec<u64> = found.iter().filter(|closing| here(closing)).map(|closing| closing.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}
