//! What a repository is: its name now, its branch, and when something last happened.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use sparky_github::Error as ApiError;
use sparky_schema::gap::{Note, NoteKind};
use sparky_schema::ids::RepoName;

use super::query::{REPOSITORY, Reader};

/// What a repository is.
pub(crate) struct Probe {
    pub(crate) name: RepoName,
    pub(crate) url: String,
    pub(crate) default_branch: Option<String>,
    pub(crate) private: bool,
    pub(crate) notes: Vec<Note>,
    /// When things last happened, in no order.
    pub(crate) activity: Vec<DateTime<Utc>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    name_with_owner: RepoName,
    url: String,
    is_empty: bool,
    is_archived: bool,
    is_private: bool,
    default_branch_ref: Option<BranchRef>,
    latest_pull_request: Newest,
    latest_issue: Newest,
    latest_release: Newest,
}

#[derive(Deserialize)]
struct BranchRef {
    name: String,
    target: Option<Head>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    committed_date: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
struct Newest {
    nodes: Option<Vec<Option<Moment>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Moment {
    #[serde(alias = "publishedAt")]
    updated_at: Option<DateTime<Utc>>,
}

/// Asks what the repository is. GitHub follows renames by itself.
pub(crate) async fn probe(reader: &Reader<'_>) -> Result<Probe, ApiError> {
    let found: Option<Found> = reader.ask(REPOSITORY, "/repository", json!({})).await?;
    let found = found.ok_or_else(|| ApiError::NotFound { what: format!("repository {}", reader.name()) })?;
    let head = found.default_branch_ref.as_ref().and_then(|branch| branch.target.as_ref()?.committed_date);
    let moments = [&found.latest_pull_request, &found.latest_issue, &found.latest_release];
    let moments = moments.into_iter().flat_map(|newest| newest.nodes.iter().flatten().flatten());
    let activity = moments.filter_map(|moment| moment.updated_at).chain(head).collect();
    let notes = notes(&found, reader.name());
    Ok(Probe {
        name: found.name_with_owner,
        url: found.url,
        default_branch: found.default_branch_ref.map(|branch| branch.name),
        private: found.is_private,
        notes,
        activity,
    })
}

fn notes(found: &Found, asked: &RepoName) -> Vec<Note> {
    let note = |kind, message: String| Note { kind, message };
    let mut notes = Vec::new();
    if found.is_empty {
        notes.push(note(NoteKind::Empty, "The repository has no commit yet.".to_owned()));
    }
    if !found.name_with_owner.as_str().eq_ignore_ascii_case(asked.as_str()) {
        notes.push(note(NoteKind::Renamed, format!("{asked} is now called {}.", found.name_with_owner)));
    }
    if found.is_archived {
        notes.push(note(NoteKind::Archived, "The repository is archived.".to_owned()));
    }
    notes
}
