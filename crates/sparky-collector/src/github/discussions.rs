//! Discussions with what was said in them, answers to comments included.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use futures::future::try_join_all;
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::records::{Comment, Discussion};
use sparky_store::RepositoryStore;
use sparky_store::facts::kinds;

use super::actor::{Account, actor};
use super::listing::{Entry, Kept};
use super::page::{self, Page};
use super::query::{DISCUSSION_COMMENTS, DISCUSSIONS, Listing, REPLIES};
use super::reader::Reader;
use super::state::{List, State};
use super::thread::{self, FoundComment, Label, ReactionGroup, Titled};
use crate::message::one_line;

/// Discussions, as a list that is kept.
pub(crate) struct Discussions;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Found {
    id: String,
    number: u64,
    title: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    answer_chosen_at: Option<DateTime<Utc>>,
    upvote_count: u64,
    author_association: Option<String>,
    author: Option<Account>,
    category: Option<Titled>,
    reaction_groups: Option<Vec<ReactionGroup>>,
    labels: Option<Page<Label>>,
    comments: Page<Remark>,
}

/// A comment with what was answered to it.
#[derive(Debug, Deserialize)]
struct Remark {
    #[serde(flatten)]
    comment: FoundComment,
    replies: Page<FoundComment>,
}

impl Entry for Found {
    fn number(&self) -> u64 {
        self.number
    }

    fn updated_at(&self) -> DateTime<Utc> {
        self.updated_at
    }
}

impl Kept for Discussions {
    type Entry = Found;
    type Facts = Discussion;
    const LISTING: Listing = DISCUSSIONS;

    fn list(state: &mut State) -> &mut List {
        &mut state.discussions
    }

    async fn complete(reader: &Reader<'_>, found: Found) -> Result<Discussion, ApiError> {
        Ok(Discussion {
            number: found.number,
            title: one_line(&found.title),
            author: actor(found.author.as_ref()),
            created_at: found.created_at,
            category: found.category.map(Titled::text).unwrap_or_default(),
            answered_at: found.answer_chosen_at,
            closed_at: found.closed_at,
            upvotes: found.upvote_count,
            association: thread::association(found.author_association.as_deref()),
            reactions: thread::reactions(found.reaction_groups),
            labels: thread::labels(reader, &found.id, found.labels).await?,
            comments: comments(reader, found.number, &found.id, found.comments).await?,
            updated_at: Some(found.updated_at),
        })
    }

    fn comments(facts: &mut Discussion) -> Vec<&mut Comment> {
        facts.comments.iter_mut().collect()
    }

    fn store(store: &mut RepositoryStore<State>, facts: Vec<Discussion>) -> Result<(), sparky_store::Error> {
        facts.iter().try_for_each(|discussion| store.upsert::<kinds::Discussions>(discussion))
    }

    fn numbers(store: &mut RepositoryStore<State>) -> Result<BTreeSet<u64>, sparky_store::Error> {
        Ok(store.all::<kinds::Discussions>()?.iter().map(|discussion| discussion.number).collect())
    }

    fn remove(store: &mut RepositoryStore<State>, gone: &BTreeSet<u64>) -> Result<(), sparky_store::Error> {
        thread::remove::<kinds::Discussions>(store, gone, |discussion| discussion.number)
    }
}

async fn comments(reader: &Reader<'_>, number: u64, id: &str, first: Page<Remark>) -> Result<Vec<Comment>, ApiError> {
    let remarks = page::rest(reader, DISCUSSION_COMMENTS, id, first).await?;
    let read = remarks.into_iter().map(async |remark| {
        let comment = remark.comment.comment(number);
        let replies = page::rest(reader, REPLIES, &comment.id, remark.replies).await?;
        let replies = replies.into_iter().map(|reply| reply.comment(number));
        Ok::<_, ApiError>(std::iter::once(comment).chain(replies).collect::<Vec<_>>())
    });
    let mut comments: Vec<Comment> = try_join_all(read).await?.into_iter().flatten().collect();
    comments.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    Ok(comments)
}
