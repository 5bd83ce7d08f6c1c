//! Facts from a local git clone: commits and tags, with no network and no token. A clone knows no pull requests and
//! no issues, so these kinds are not collected. It must not know GitHub's API.

mod branch;
mod commits;
mod log;
mod remote;
mod tags;
mod unreadable;

pub(crate) use unreadable::gap as unreadable;

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, Utc};
use sparky_git::Git;
use sparky_schema::collection::{Records, RepositoryFacts, Source};
use sparky_schema::gap::{Gap, GapReason, Kind, Note, NoteKind};

use crate::Error;
use crate::range::Range;

/// What a clone knows.
const KINDS: [Kind; 2] = [Kind::Commits, Kind::Releases];

/// Reads what a clone knows of a range.
///
/// # Errors
/// [`Error::NoRepository`] when this one cannot be read, others when none could.
pub(crate) async fn read(git: &Git, path: &Path, range: Range) -> Result<(RepositoryFacts, Option<Gap>), Error> {
    read_all(git, path, range).await.map_err(|error| unreadable::of_git(path, error))
}

async fn read_all(git: &Git, path: &Path, range: Range) -> Result<(RepositoryFacts, Option<Gap>), Error> {
    let place = remote::identify(git, path).await?;
    let Some(branch) = branch::default(git, path).await? else {
        return Ok((facts(place, None, vec![empty_note()], Records::default(), true), None));
    };
    let boundary = shallow_boundary(git, path).await?;
    let (unpushed, mut commits, releases) = futures::try_join!(
        branch::unpushed(git, path, &branch.revision),
        commits::read(git, path, &branch.revision, range),
        tags::read(git, path, range),
    )?;
    let marks = commits::Marks { boundary: &boundary, unpushed: &unpushed };
    commits.iter_mut().for_each(|commit| commits::mark(commit, &marks));
    let records = Records { commits, releases, ..Records::default() };
    let gap = (!boundary.is_empty()).then(|| shallow_gap(&place, path));
    Ok((facts(place, branch.name, Vec::new(), records, gap.is_none()), gap))
}

/// When the newest commit of the default branch was made, not counting those after `not_after`.
///
/// # Errors
/// As [`read`].
pub(crate) async fn newest(git: &Git, path: &Path, not_after: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Error> {
    let newest = newest_commit(git, path, not_after).await;
    newest.map_err(|error| unreadable::with_hint(unreadable::of_git(path, error)))
}

async fn newest_commit(git: &Git, path: &Path, not_after: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Error> {
    remote::identify(git, path).await?;
    match branch::default(git, path).await? {
        Some(branch) => commits::newest(git, path, &branch.revision, not_after).await,
        None => Ok(None),
    }
}

fn facts(
    place: remote::Place,
    default_branch: Option<String>,
    notes: Vec<Note>,
    records: Records,
    complete: bool,
) -> RepositoryFacts {
    let kinds = if complete { KINDS.to_vec() } else { Vec::new() };
    let url = place.url;
    RepositoryFacts { url, default_branch, kinds, notes, records, ..RepositoryFacts::new(place.name, Source::Git) }
}

fn empty_note() -> Note {
    Note { kind: NoteKind::Empty, message: "The repository has no commit yet.".to_owned() }
}

/// The commits at which a shallow clone ends; none in a full clone.
async fn shallow_boundary(git: &Git, path: &Path) -> Result<BTreeSet<String>, Error> {
    let file = git.run(path, ["rev-parse", "--git-path", "shallow"]).text().await?;
    let lines = std::fs::read_to_string(path.join(file.trim())).unwrap_or_default();
    Ok(lines.lines().map(str::to_owned).collect())
}

fn shallow_gap(place: &remote::Place, path: &Path) -> Gap {
    Gap {
        repository: place.name.clone(),
        // A shallow fetch takes only the tags of the commits that it takes, if any.
        kinds: KINDS.to_vec(),
        reason: GapReason::Shallow,
        message: "The clone is shallow, so older commits and tags are missing and nothing can be counted.".to_owned(),
        hint: format!(
            "Deepen it with `git -C {} fetch --unshallow` (in Actions: actions/checkout with fetch-depth: 0).",
            path.display()
        ),
    }
}
