//! Commits of a range, by committer date. Every commit of the branch is looked at, because dates need not follow the
//! order of history; only those in the range are read in full, in parallel and while others are still looked at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sparky_git::Git;
use sparky_schema::records::Commit;
use tokio::io::AsyncBufReadExt;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::log;
use crate::Error;
use crate::range::Range;

/// Commits of one process of git: many more than it could read while the next one starts, and few enough that the first
/// are read while history is still walked.
const A_PROCESS: usize = 2_000;

/// What is known of single commits beforehand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks<'a> {
    /// Commits whose parents are missing, so that their line counts mean nothing.
    pub(crate) boundary: &'a BTreeSet<String>,
    /// Commits that the remote does not have.
    pub(crate) unpushed: &'a BTreeSet<String>,
}

/// Reads the commits of a range, sorted by date and sha.
pub(crate) async fn read(git: &Git, path: &Path, revision: &str, range: Range) -> Result<Vec<Commit>, Error> {
    let mut readers = Readers::new(git, path);
    let (since, until) = (range.since.timestamp(), range.until.timestamp());
    let mut wanted = Vec::new();
    each_commit(git, path, revision, |at, sha| {
        if since <= at && at < until {
            wanted.push(sha.to_owned());
        }
        if wanted.len() == A_PROCESS {
            readers.read(std::mem::take(&mut wanted));
        }
    })
    .await?;
    readers.read(wanted);
    let mut commits = readers.commits().await?;
    commits.sort_by(|a, b| (a.committed_at, &a.sha).cmp(&(b.committed_at, &b.sha)));
    Ok(commits)
}

/// Processes that read, each with a task of its own, so that what they print is understood on all processors.
struct Readers {
    git: Git,
    path: PathBuf,
    seats: Arc<Semaphore>,
    tasks: JoinSet<Result<Vec<Commit>, Error>>,
}

impl Readers {
    fn new(git: &Git, path: &Path) -> Self {
        let seats = Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));
        Self { git: git.clone(), path: path.to_owned(), seats, tasks: JoinSet::new() }
    }

    /// Reads these commits as soon as there is a seat.
    fn read(&mut self, shas: Vec<String>) {
        let (git, path, seats) = (self.git.clone(), self.path.clone(), Arc::clone(&self.seats));
        if !shas.is_empty() {
            self.tasks.spawn(async move {
                // Nobody closes the seats; if somebody did, there would be no need to wait.
                let _seat = seats.acquire_owned().await.ok();
                log::read(&git, &path, &shas).await
            });
        }
    }

    /// All that was read. The first failure ends the others.
    async fn commits(mut self) -> Result<Vec<Commit>, Error> {
        let mut commits = Vec::new();
        while let Some(part) = self.tasks.join_next().await {
            commits.extend(part.map_err(|error| log::broken("log", std::io::Error::other(error)))??);
        }
        Ok(commits)
    }
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

/// Says of a commit what was known beforehand.
pub(crate) fn mark(commit: &mut Commit, marks: &Marks<'_>) {
    commit.local_only = marks.unpushed.contains(commit.sha.as_str());
    if marks.boundary.contains(commit.sha.as_str()) {
        (commit.additions, commit.deletions, commit.changed_files) = (None, None, None);
        commit.files = Vec::new();
    }
}
