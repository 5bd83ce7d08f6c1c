//! The files that commits change. Only the REST API tells them, one commit at a time, and they never change, so that each
//! commit is asked for once.

use std::collections::BTreeMap;

use futures::{StreamExt, stream};
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::records::{Commit, FileChange};
use sparky_store::facts::kinds;

use crate::Error;
use crate::github::reader::Reader;
use crate::message::one_line;
use crate::range::Range;

/// Commits that are asked for at once.
const AT_ONCE: usize = 10;

/// GitHub tells 3,000 files of a commit at most, 300 a page.
const PAGES: u64 = 10;

#[derive(Deserialize)]
struct Found {
    #[serde(default)]
    files: Vec<FoundFile>,
}

#[derive(Deserialize)]
struct FoundFile {
    filename: String,
    additions: u64,
    deletions: u64,
}

/// Asks for the files of the stored commits of the range that lack them. What was told stays told if a later one is refused.
pub(crate) async fn read(reader: &Reader<'_>, range: Range) -> Result<(), Error> {
    let stored = reader.store().from_month_of::<kinds::Commits>(range.since)?;
    let lacking = stored.into_iter().filter(|commit| range.contains(commit.committed_at) && lacks_files(commit));
    let mut told = stream::iter(lacking).map(|commit| complete(reader, commit)).buffer_unordered(AT_ONCE);
    let mut failed = None;
    while let Some(commit) = told.next().await {
        match commit {
            Ok(commit) => reader.store().upsert::<kinds::Commits>(&commit)?,
            Err(error) if is_about_one(&error) => reader.note_missing(&error.to_string()),
            Err(error) => failed = Some(error),
        }
        if failed.is_some() {
            break;
        }
    }
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// A merge repeats the files of its branch.
fn lacks_files(commit: &Commit) -> bool {
    commit.files.is_empty() && commit.parents.len() < 2 && commit.changed_files != Some(0)
}

/// Other commits can be asked for all the same.
const fn is_about_one(error: &ApiError) -> bool {
    matches!(error, ApiError::NotFound { .. } | ApiError::Refused { .. })
}

async fn complete(reader: &Reader<'_>, commit: Commit) -> Result<Commit, ApiError> {
    let mut files: BTreeMap<String, FileChange> = BTreeMap::new();
    for page in 1..=PAGES {
        let path = format!("/repos/{}/commits/{}?page={page}", reader.name(), commit.sha);
        let found: Found = reader.get("CommitFiles", &path).await?;
        let before = files.len();
        files.extend(found.files.into_iter().map(change));
        let is_all = commit.changed_files.is_some_and(|all| files.len() as u64 >= all);
        if is_all || files.len() == before {
            break;
        }
    }
    Ok(Commit { files: files.into_values().collect(), ..commit })
}

fn change(found: FoundFile) -> (String, FileChange) {
    let path = one_line(&found.filename);
    (path.clone(), FileChange { path, additions: Some(found.additions), deletions: Some(found.deletions) })
}
