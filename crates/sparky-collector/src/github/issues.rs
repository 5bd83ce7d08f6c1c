//! Issues with their comments.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::records::{Comment, Issue};
use sparky_store::RepositoryStore;
use sparky_store::facts::kinds;

use super::actor::{Account, actor};
use super::listing::{Entry, Kept};
use super::page::Page;
use super::query::{ISSUES, Listing};
use super::reader::Reader;
use super::state::{List, State};
use super::thread::{self, FoundComment, Label, ReactionGroup, Titled};
use crate::message::one_line;

/// Issues, as a list that is kept.
pub(crate) struct Issues;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Found {
    id: String,
    number: u64,
    title: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    state_reason: Option<String>,
    author_association: Option<String>,
    author: Option<Account>,
    milestone: Option<Titled>,
    reaction_groups: Option<Vec<ReactionGroup>>,
    assignees: Option<Page<Account>>,
    labels: Option<Page<Label>>,
    comments: Option<Page<FoundComment>>,
}

impl Entry for Found {
    fn number(&self) -> u64 {
        self.number
    }

    fn updated_at(&self) -> DateTime<Utc> {
        self.updated_at
    }
}

impl Kept for Issues {
    type Entry = Found;
    type Facts = (Issue, Vec<Comment>);
    const LISTING: Listing = ISSUES;

    fn list(state: &mut State) -> &mut List {
        &mut state.issues
    }

    async fn complete(reader: &Reader<'_>, found: Found) -> Result<Self::Facts, ApiError> {
        let assignees = thread::assignees(reader, &found.id, found.assignees).await?;
        let labels = thread::labels(reader, &found.id, found.labels).await?;
        let comments = thread::comments(reader, found.number, &found.id, found.comments).await?;
        let issue = Issue {
            number: found.number,
            title: one_line(&found.title),
            author: actor(found.author.as_ref()),
            created_at: found.created_at,
            closed_at: found.closed_at,
            labels,
            milestone: found.milestone.map(Titled::text),
            association: thread::association(found.author_association.as_deref()),
            assignees,
            reactions: thread::reactions(found.reaction_groups),
            state_reason: found.state_reason.map(|reason| reason.to_lowercase()),
            updated_at: Some(found.updated_at),
        };
        Ok((issue, comments))
    }

    fn comments(facts: &mut Self::Facts) -> Vec<&mut Comment> {
        facts.1.iter_mut().collect()
    }

    fn store(store: &mut RepositoryStore<State>, facts: Vec<Self::Facts>) -> Result<(), sparky_store::Error> {
        let numbers: BTreeMap<u64, DateTime<Utc>> =
            facts.iter().map(|(issue, _)| (issue.number, issue.created_at)).collect();
        let (issues, comments): (Vec<Issue>, Vec<Vec<Comment>>) = facts.into_iter().unzip();
        issues.iter().try_for_each(|issue| store.upsert::<kinds::Issues>(issue))?;
        thread::replace::<kinds::Comments>(store, &numbers, |comment| comment.number, &comments.concat())
    }

    fn numbers(store: &mut RepositoryStore<State>) -> Result<BTreeSet<u64>, sparky_store::Error> {
        Ok(store.all::<kinds::Issues>()?.iter().map(|issue| issue.number).collect())
    }

    fn remove(store: &mut RepositoryStore<State>, gone: &BTreeSet<u64>) -> Result<(), sparky_store::Error> {
        thread::remove::<kinds::Issues>(store, gone, |issue| issue.number)?;
        thread::remove::<kinds::Comments>(store, gone, |comment| comment.number)
    }
}
