//! Commits of a range, by committer date. Every commit of the branch is looked at, because dates need not follow the
//! order of history; only those in the range are read in full, in parallel when there are many.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, Utc};
use sparky_git::Git;
use sparky_schema::records::Commit;
use tokio::io::AsyncBufReadExt;

use super::log;
use crate::Error;
use crate::range::Range;

/// As many commits as one process of git reads faster than a second one starts.
const WORTH_A_PROCESS: usize = 400;

/// What is known of single commits beforehand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks<'a> {
    /// Commits whose parents are missing, so that their line counts mean nothing.
    pub(crate) boundary: &'a BTreeSet<String>,
    /// Commits that the remote does not have.
    pub(crate) unpushed: &'a BTreeSet<String>,
}

/// Reads the commits of a range, sorted by date and sha.
pub(crate) async fn read(
    git: &Git,
    path: &Path,
    revision: &str,
    range: Range,
    marks: &Marks<'_>,
) -> Result<Vec<Commit>, Error> {
    let wanted = in_range(git, path, revision, range).await?;
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = wanted.len().div_ceil(workers).max(WORTH_A_PROCESS);
    let readers = wanted.chunks(share).map(|shas| log::read(git, path, shas));
    let parts = futures::future::try_join_all(readers).await?;
    let mut commits: Vec<Commit> = parts.into_iter().flatten().collect();
    for commit in &mut commits {
        mark(commit, marks);
    }
    commits.sort_by(|a, b| (a.committed_at, &a.sha).cmp(&(b.committed_at, &b.sha)));
    Ok(commits)
}

/// When the newest commit was made, not counting those after `not_after`.
pub(crate) async fn newest(
    git: &Git,
    path: &Path,
    revision: &str,
    not_after: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Error> {
    let mut newest = None;
    each_commit(git, path, revision, |at, _| {
        if at <= not_after.timestamp() {
            newest = newest.max(Some(at));
        }
    })
    .await?;
    Ok(newest.and_then(|at| DateTime::from_timestamp(at, 0)))
}

async fn in_range(git: &Git, path: &Path, revision: &str, range: Range) -> Result<Vec<String>, Error> {
    let (since, until) = (range.since.timestamp(), range.until.timestamp());
    let mut wanted = Vec::new();
    each_commit(git, path, revision, |at, sha| {
        if since <= at && at < until {
            wanted.push(sha.to_owned());
        }
    })
    .await?;
    Ok(wanted)
}

/// Calls `take` with the committer date (seconds) and the sha of every commit.
async fn each_commit(git: &Git, path: &Path, revision: &str, mut take: impl FnMut(i64, &str)) -> Result<(), Error> {
    let mut list = git.run(path, ["rev-list", "--timestamp", revision, "--"]).stream()?;
    let mut line = String::new();
    loop {
        line.clear();
        if list.output.read_line(&mut line).await.map_err(|source| log::broken("rev-list", source))? == 0 {
            break;
        }
        if let Some((at, sha)) = line.trim_end().split_once(' ')
            && let Ok(at) = at.parse()
        {
            take(at, sha);
        }
    }
    Ok(list.finish().await?)
}

fn mark(commit: &mut Commit, marks: &Marks<'_>) {
    commit.local_only = marks.unpushed.contains(commit.sha.as_str());
    if marks.boundary.contains(commit.sha.as_str()) {
        (commit.additions, commit.deletions, commit.changed_files) = (None, None, None);
        commit.files = Vec::new();
    }
}
