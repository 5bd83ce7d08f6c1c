//! What pull requests, issues and discussions have in common: labels, milestones, reactions, comments, and how what
//! belongs to them is stored. It must not know what sets them apart.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::records::{Actor, Association, Comment, Reactions};
use sparky_store::RepositoryStore;
use sparky_store::facts::RecordKind;

use super::actor::{Account, actor};
use super::page::{self, Page};
use super::query::{ASSIGNEES, COMMENTS, LABELS};
use super::reactions::{Given, uncounted};
use super::reader::Reader;
use super::state::State;
use crate::message::one_line;

#[derive(Debug, Deserialize)]
pub(crate) struct Label {
    name: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Titled {
    #[serde(alias = "name")]
    title: String,
}

impl Titled {
    pub(crate) fn text(self) -> String {
        one_line(&self.title)
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct ReactionGroup {
    content: String,
    reactors: Total,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Total {
    pub(crate) total_count: u64,
}

/// A comment of any sort.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FoundComment {
    id: String,
    created_at: DateTime<Utc>,
    author_association: Option<String>,
    author: Option<Account>,
    reaction_groups: Option<Vec<Given>>,
}

impl FoundComment {
    /// The comment as a fact of number `number`.
    pub(crate) fn comment(self, number: u64) -> Comment {
        Comment {
            id: self.id,
            number,
            author: actor(self.author.as_ref()),
            created_at: self.created_at,
            association: association(self.author_association.as_deref()),
            reactions: uncounted(self.reaction_groups),
        }
    }
}

/// What an account is to the repository; none when GitHub says something new.
pub(crate) fn association(name: Option<&str>) -> Option<Association> {
    serde_json::from_value(name?.to_lowercase().into()).ok()
}

/// Reactions by content, those that nobody gave left out.
pub(crate) fn reactions(groups: Option<Vec<ReactionGroup>>) -> Reactions {
    let given = groups.into_iter().flatten().filter(|group| group.reactors.total_count > 0);
    given.map(|group| (group.content.to_lowercase(), group.reactors.total_count)).collect::<BTreeMap<_, _>>()
}

/// The names of labels, sorted.
pub(crate) async fn labels(reader: &Reader<'_>, id: &str, first: Option<Page<Label>>) -> Result<Vec<String>, ApiError> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let found = page::rest(reader, LABELS, id, first).await?;
    let mut names: Vec<String> = found.into_iter().map(|label| one_line(&label.name)).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

/// Whose it is, in the order of their logins.
pub(crate) async fn assignees(
    reader: &Reader<'_>,
    id: &str,
    first: Option<Page<Account>>,
) -> Result<Vec<Actor>, ApiError> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let found = page::rest(reader, ASSIGNEES, id, first).await?;
    let mut assignees: Vec<Actor> = found.iter().filter_map(Account::actor).collect();
    assignees.sort();
    Ok(assignees)
}

/// The conversation comments.
pub(crate) async fn comments(
    reader: &Reader<'_>,
    number: u64,
    id: &str,
    first: Option<Page<FoundComment>>,
) -> Result<Vec<Comment>, ApiError> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let found = page::rest(reader, COMMENTS, id, first).await?;
    Ok(found.into_iter().map(|comment| comment.comment(number)).collect())
}

/// Stores what belongs to the things `numbers` in the place of what did, so that what was deleted goes.
pub(crate) fn replace<K: RecordKind>(
    store: &mut RepositoryStore<State>,
    numbers: &BTreeMap<u64, DateTime<Utc>>,
    number: impl Fn(&K::Record) -> u64,
    records: &[K::Record],
) -> Result<(), sparky_store::Error> {
    if let Some(oldest) = numbers.values().min() {
        store.retain::<K>(*oldest, |record| !numbers.contains_key(&number(record)))?;
    }
    records.iter().try_for_each(|record| store.upsert::<K>(record))
}

/// Removes what belongs to things that are gone.
pub(crate) fn remove<K: RecordKind>(
    store: &mut RepositoryStore<State>,
    gone: &BTreeSet<u64>,
    number: impl Fn(&K::Record) -> u64,
) -> Result<(), sparky_store::Error> {
    store.retain::<K>(DateTime::<Utc>::MIN_UTC, |record| !gone.contains(&number(record)))
}
