//! Commits of the default branch by committer date.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use sparky_github::Error as ApiError;
use sparky_schema::ids::{Login, Sha};
use sparky_schema::records::Commit;

use super::page::{self, Page};
use super::query::{COMMITS, Reader};
use crate::message::split_message;
use crate::people::{co_authors, signature};
use crate::range::Range;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    oid: Sha,
    committed_date: DateTime<Utc>,
    authored_date: DateTime<Utc>,
    message: String,
    additions: u64,
    deletions: u64,
    changed_files_if_available: Option<u64>,
    author: Option<Author>,
    parents: Parents,
}

#[derive(Debug, Default, Deserialize)]
struct Author {
    name: Option<String>,
    email: Option<String>,
    user: Option<User>,
}

#[derive(Debug, Deserialize)]
struct User {
    login: Login,
}

#[derive(Debug, Deserialize)]
struct Parents {
    nodes: Option<Vec<Option<Parent>>>,
}

#[derive(Debug, Deserialize)]
struct Parent {
    oid: Sha,
}

/// Reads the commits of a range. Both bounds of GitHub's are inclusive, ours are not.
pub(crate) async fn read(reader: &Reader<'_>, range: Range) -> Result<Vec<Commit>, ApiError> {
    let found: Vec<Found> = page::all(reader, async |after| -> Result<Option<Page<Found>>, ApiError> {
        let variables = json!({ "since": range.since, "until": range.until, "after": after });
        reader.ask(COMMITS, "/repository/defaultBranchRef/target/history", variables).await
    })
    .await?;
    let mut commits: Vec<Commit> = found.into_iter().map(commit).collect();
    commits.retain(|commit| range.contains(commit.committed_at));
    commits.sort_by(|a, b| a.sha.cmp(&b.sha));
    commits.dedup_by(|a, b| a.sha == b.sha);
    Ok(commits)
}

fn commit(found: Found) -> Commit {
    let author = found.author.unwrap_or_default();
    let linked = author.user.map(|user| (user.login, false));
    let (subject, body) = split_message(&found.message);
    Commit {
        sha: found.oid,
        committed_at: found.committed_date,
        authored_at: found.authored_date,
        author: signature(linked, author.name.as_deref().unwrap_or(""), author.email.as_deref().unwrap_or("")),
        co_authors: co_authors(&found.message),
        parents: found.parents.nodes.into_iter().flatten().flatten().map(|parent| parent.oid).collect(),
        subject,
        body,
        additions: Some(found.additions),
        deletions: Some(found.deletions),
        changed_files: found.changed_files_if_available,
        files: Vec::new(),
        local_only: false,
    }
}
