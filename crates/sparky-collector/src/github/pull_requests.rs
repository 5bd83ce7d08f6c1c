//! Pull requests with their reviews, comments of both sorts and what happened to them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use futures::future::{try_join, try_join5};
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::ids::Sha;
use sparky_schema::records::{Comment, FileChange, PullRequest, Review};
use sparky_store::RepositoryStore;
use sparky_store::facts::kinds;

use super::actor::{Account, actor};
use super::listing::{Entry, Kept};
use super::page::{self, Page};
use super::query::{CLOSING_ISSUES, FILES, Listing, PULL_REQUESTS, PULL_REQUESTS_WITH_FILES};
use super::reader::Reader;
use super::state::{List, State};
use super::thread::{self, FoundComment, Label, ReactionGroup, Titled};
use super::{reviews, timeline};
use crate::message::one_line;

/// Pull requests, as a list that is kept.
pub(crate) struct PullRequests;

/// A pull request and what was said about it.
#[derive(Debug)]
pub(crate) struct Facts {
    pull_request: PullRequest,
    reviews: Vec<Review>,
    comments: Vec<Comment>,
    review_comments: Vec<Comment>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Found {
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
    author_association: Option<String>,
    author: Option<Account>,
    merged_by: Option<Account>,
    merge_commit: Option<Oid>,
    milestone: Option<Titled>,
    reaction_groups: Option<Vec<ReactionGroup>>,
    assignees: Option<Page<Account>>,
    labels: Option<Page<Label>>,
    files: Option<Page<FoundFile>>,
    closing_issues_references: Option<Page<Closing>>,
    comments: Option<Page<FoundComment>>,
    reviews: Option<Page<reviews::Found>>,
    timeline_items: Option<Page<timeline::Found>>,
}

#[derive(Debug, Deserialize)]
struct FoundFile {
    path: String,
    additions: u64,
    deletions: u64,
}

#[derive(Debug, Deserialize)]
struct Oid {
    oid: Sha,
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

impl Entry for Found {
    fn number(&self) -> u64 {
        self.number
    }

    fn updated_at(&self) -> DateTime<Utc> {
        self.updated_at
    }
}

impl Kept for PullRequests {
    type Entry = Found;
    type Facts = Facts;
    const LISTING: Listing = PULL_REQUESTS;
    const LISTING_WITH_FILES: Listing = PULL_REQUESTS_WITH_FILES;

    fn list(state: &mut State) -> &mut List {
        &mut state.pull_requests
    }

    async fn complete(reader: &Reader<'_>, mut found: Found) -> Result<Facts, ApiError> {
        let (number, id) = (found.number, std::mem::take(&mut found.id));
        let (first, files, closing) =
            (found.reviews.take(), found.files.take(), found.closing_issues_references.take());
        let (comments, timeline) = (found.comments.take(), found.timeline_items.take());
        let (assignees, labels) = (found.assignees.take(), found.labels.take());
        let ((reviews, review_comments), comments) =
            try_join(reviews::read(reader, number, &id, first), thread::comments(reader, number, &id, comments))
                .await?;
        let (assignees, labels, closes, timeline, files) = try_join5(
            thread::assignees(reader, &id, assignees),
            thread::labels(reader, &id, labels),
            closes(reader, &id, closing),
            timeline::read(reader, &id, timeline),
            files_of(reader, &id, files),
        )
        .await?;
        let pull_request = PullRequest { assignees, labels, closes, timeline, files, ..pull_request(found) };
        Ok(Facts { pull_request, reviews, comments, review_comments })
    }

    fn comments(facts: &mut Facts) -> Vec<&mut Comment> {
        facts.comments.iter_mut().chain(&mut facts.review_comments).collect()
    }

    fn store(store: &mut RepositoryStore<State>, facts: Vec<Facts>) -> Result<(), sparky_store::Error> {
        let numbers: BTreeMap<u64, DateTime<Utc>> =
            facts.iter().map(|facts| (facts.pull_request.number, facts.pull_request.created_at)).collect();
        let (mut reviews, mut comments, mut review_comments) = (Vec::new(), Vec::new(), Vec::new());
        for facts in facts {
            store.upsert::<kinds::PullRequests>(&facts.pull_request)?;
            reviews.extend(facts.reviews);
            comments.extend(facts.comments);
            review_comments.extend(facts.review_comments);
        }
        thread::replace::<kinds::Reviews>(store, &numbers, |review| review.pull_request, &reviews)?;
        thread::replace::<kinds::Comments>(store, &numbers, |comment| comment.number, &comments)?;
        thread::replace::<kinds::ReviewComments>(store, &numbers, |comment| comment.number, &review_comments)
    }

    fn numbers(store: &mut RepositoryStore<State>) -> Result<BTreeSet<u64>, sparky_store::Error> {
        Ok(store.all::<kinds::PullRequests>()?.iter().map(|pull| pull.number).collect())
    }

    fn remove(store: &mut RepositoryStore<State>, gone: &BTreeSet<u64>) -> Result<(), sparky_store::Error> {
        thread::remove::<kinds::PullRequests>(store, gone, |pull| pull.number)?;
        thread::remove::<kinds::Reviews>(store, gone, |review| review.pull_request)?;
        thread::remove::<kinds::Comments>(store, gone, |comment| comment.number)?;
        thread::remove::<kinds::ReviewComments>(store, gone, |comment| comment.number)
    }
}

fn pull_request(found: Found) -> PullRequest {
    PullRequest {
        number: found.number,
        title: one_line(&found.title),
        author: actor(found.author.as_ref()),
        created_at: found.created_at,
        merged_at: found.merged_at,
        merged_by: actor(found.merged_by.as_ref()),
        closed_at: found.closed_at,
        draft: found.is_draft,
        base: found.base_ref_name,
        additions: found.additions,
        deletions: found.deletions,
        changed_files: found.changed_files,
        milestone: found.milestone.map(Titled::text),
        merge_commit: found.merge_commit.map(|commit| commit.oid),
        association: thread::association(found.author_association.as_deref()),
        reactions: thread::reactions(found.reaction_groups),
        updated_at: Some(found.updated_at),
        ..PullRequest::default()
    }
}

/// Numbers of the issues of the same repository that a merge closes, sorted. What the token may not see is left out:
/// it belongs to another repository.
async fn closes(reader: &Reader<'_>, id: &str, first: Option<Page<Closing>>) -> Result<Vec<u64>, ApiError> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let found = page::rest(reader, CLOSING_ISSUES, id, first).await?;
    let here = |closing: &Closing| closing.repository.name_with_owner.eq_ignore_ascii_case(reader.name().as_str());
    let mut numbers: Vec<u64> = found.iter().filter(|closing| here(closing)).map(|closing| closing.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

/// The changed files, by path; none unless they were asked for.
async fn files_of(reader: &Reader<'_>, id: &str, first: Option<Page<FoundFile>>) -> Result<Vec<FileChange>, ApiError> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let found = page::rest(reader, FILES, id, first).await?.into_iter();
    let files = found.map(|file| FileChange {
        path: one_line(&file.path),
        additions: Some(file.additions),
        deletions: Some(file.deletions),
    });
    let mut files: Vec<FileChange> = files.collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
