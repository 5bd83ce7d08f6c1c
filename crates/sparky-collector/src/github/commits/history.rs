//! The history of the default branch, page by page. It must not know what is known already.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::collection::Head;
use sparky_schema::ids::{Login, Sha};
use sparky_schema::records::Commit;

use crate::github::page::{self, Page};
use crate::github::query::{self, COMMIT_NODES, PARENTS};
use crate::github::reader::Reader;
use crate::github::state::Begun;
use crate::message::split_message;
use crate::people::{co_authors, signature};

/// Where a history begins, and how long it is.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    pub(crate) head: Sha,
    /// How many commits there are in the stretch that is read.
    pub(crate) count: u64,
    /// How many there are in all.
    pub(crate) all: u64,
}

/// A history that is being read. It stays with the head that it began with.
pub(crate) struct History<'r, 'a> {
    reader: &'r Reader<'a>,
    since: String,
    until: Option<String>,
    after: Option<String>,
    walk: Option<Walk>,
    is_done: bool,
}

#[derive(Debug, Deserialize)]
struct Target {
    oid: Sha,
    all: Count,
    history: Page<Found>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Count {
    total_count: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    id: String,
    oid: Sha,
    committed_date: DateTime<Utc>,
    authored_date: DateTime<Utc>,
    message: String,
    additions: u64,
    deletions: u64,
    changed_files_if_available: Option<u64>,
    author: Option<Author>,
    parents: Page<Parent>,
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
struct Parent {
    oid: Sha,
}

impl<'r, 'a> History<'r, 'a> {
    /// The history from `since` to `until`, both inclusive as GitHub has it.
    pub(crate) fn new(reader: &'r Reader<'a>, since: DateTime<Utc>, until: Option<DateTime<Utc>>) -> Self {
        let text = |moment: DateTime<Utc>| moment.to_rfc3339_opts(SecondsFormat::Secs, true);
        let (since, until) = (text(since), until.map(text));
        Self { reader, since, until, after: None, walk: None, is_done: false }
    }

    /// What is left of one that broke off.
    pub(crate) fn resumed(reader: &'r Reader<'a>, begun: Begun) -> Self {
        let Begun { since, head, count, cursor } = begun;
        let walk = Some(Walk { head: head.sha, count, all: head.commits });
        Self { after: Some(cursor), walk, ..Self::new(reader, since, None) }
    }

    /// How far it came, as long as it is not at its end.
    pub(crate) fn begun(&self, since: DateTime<Utc>) -> Option<Begun> {
        let (Walk { head, count, all }, cursor) = (self.walk.clone()?, self.after.clone()?);
        Some(Begun { since, head: Head { sha: head, commits: all }, count, cursor })
    }

    /// Where it began, once a page was read.
    pub(crate) fn walk(&self) -> Option<&Walk> {
        self.walk.as_ref()
    }

    /// The next page.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<Commit>>, ApiError> {
        if self.is_done {
            return Ok(None);
        }
        let ask = |first| {
            query::history(self.reader.name(), first, self.after.as_deref(), &self.since, self.until.as_deref())
        };
        let target: Option<Target> = self.reader.ask_page(100, COMMIT_NODES, "/defaultBranchRef/target", ask).await?;
        let Some(Target { oid, all, history }) = target else {
            self.is_done = true;
            return Ok(None);
        };
        let count = history.total_count;
        self.walk.get_or_insert(Walk { head: oid, count, all: all.total_count });
        self.after = history.next();
        self.is_done = self.after.is_none();
        let (entries, leaks) = history.entries();
        self.reader.note_leak(leaks);
        let mut commits = Vec::with_capacity(entries.len());
        for found in entries {
            commits.push(commit(self.reader, found).await?);
        }
        Ok(Some(commits))
    }
}

async fn commit(reader: &Reader<'_>, found: Found) -> Result<Commit, ApiError> {
    let author = found.author.unwrap_or_default();
    let linked = author.user.map(|user| (user.login, false));
    let (subject, body) = split_message(&found.message);
    let parents = page::rest(reader, PARENTS, &found.id, found.parents).await?;
    Ok(Commit {
        sha: found.oid,
        committed_at: found.committed_date,
        authored_at: found.authored_date,
        author: signature(linked, author.name.as_deref().unwrap_or(""), author.email.as_deref().unwrap_or("")),
        co_authors: co_authors(&found.message),
        parents: parents.into_iter().map(|parent| parent.oid).collect(),
        subject,
        body,
        additions: Some(found.additions),
        deletions: Some(found.deletions),
        changed_files: found.changed_files_if_available,
        files: Vec::new(),
        local_only: false,
    })
}
