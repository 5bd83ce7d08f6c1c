//! One repository brought up to date: what a probe saw is compared with what is known, and what changed is read and
//! stored. Whatever fails, what was read is kept.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sparky_github::Error as ApiError;
use sparky_schema::gap::{Gap, Kind, Note, NoteKind};
use sparky_schema::ids::RepoName;
use sparky_schema::window::Window;
use sparky_store::{Facts, RepositoryStore};

use super::batch::Batcher;
use super::discussions::Discussions;
use super::gaps::{gap, leak, passes};
use super::issues::Issues;
use super::listing::Seen;
use super::names::Names;
use super::open::Opens;
use super::probe::Probe;
use super::pull_requests::PullRequests;
use super::reader::{Reader, Shelf};
use super::reread::Round;
use super::state::State;
use super::unseen::unseen;
use super::{commits, landed, listing, open, releases, reread, standing, workflow_runs};
use crate::Error;
use crate::range::Range;

/// What every repository is read with.
pub(crate) struct Desk<'a> {
    pub(crate) batcher: &'a Batcher<'a>,
    pub(crate) facts: &'a Facts,
    /// Under which names repositories are stored.
    pub(crate) names: Names,
    pub(crate) window: &'a Window,
    /// The window and the one before.
    pub(crate) range: Range,
    /// What was updated later than this may not have settled yet.
    pub(crate) settled: DateTime<Utc>,
    /// Whether changed files are asked for.
    pub(crate) files: bool,
    /// The time of the run.
    pub(crate) now: DateTime<Utc>,
    /// How many things of which repository are read again.
    pub(crate) again: BTreeMap<RepoName, usize>,
    /// Whether the window was completely read before, after its end.
    pub(crate) proven: bool,
    /// Whether the window is the last one, so that it shows what is known of now.
    pub(crate) is_newest: bool,
}

/// How a repository was brought up to date.
#[derive(Debug)]
pub(crate) struct Update {
    /// Under which name its facts are stored.
    pub(crate) name: RepoName,
    /// The kinds that are completely known.
    pub(crate) kinds: Vec<Kind>,
    pub(crate) gaps: Vec<Gap>,
    /// What could not be read now, and is no gap because the window was completely read before.
    pub(crate) unread: Vec<Gap>,
    /// Whether anything is stored.
    pub(crate) is_known: bool,
}

const PULL_REQUEST_KINDS: &[Kind] = &[Kind::PullRequests, Kind::Reviews, Kind::Comments, Kind::ReviewComments];

/// Brings a repository up to date.
///
/// # Errors
/// When the data folder cannot be used. What GitHub does not say is a gap.
pub(crate) async fn update(
    desk: &Desk<'_>,
    asked: &RepoName,
    probe: Result<&Probe, &ApiError>,
) -> Result<Update, Error> {
    let probe = match probe {
        Ok(probe) => probe,
        Err(error) => return unseen(desk, asked, error),
    };
    let mut store = open(desk, asked, probe)?;
    let damaged = store.damaged(desk.range.since)?;
    for kind in &damaged {
        forget(&mut store, *kind);
    }
    describe(store.state_mut(), probe, asked);
    store.state_mut().round.get_or_insert(Round { whole: desk.now.date_naive(), below: None });
    let shelf = Shelf::new(store);
    let (gaps, is_whole) = read_all(desk, probe, &shelf).await?;
    let is_proven = desk.proven && damaged.is_empty() && is_whole;
    let (unread, gaps) = gaps.into_iter().partition::<Vec<_>, _>(|gap| is_proven && passes(gap.reason));
    let mut store = shelf.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let is_complete = |kind: &Kind| !gaps.iter().any(|gap| gap.kinds.contains(kind));
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(is_complete).collect();
    if kinds.contains(&Kind::Commits) {
        landed::remember(store.state_mut(), desk.window);
    }
    store.commit()?;
    let is_known = !kinds.is_empty() || !store.is_empty();
    Ok(Update { name: probe.name.clone(), kinds, gaps, unread, is_known })
}

/// The facts under the name that the repository has now.
fn open(desk: &Desk<'_>, asked: &RepoName, probe: &Probe) -> Result<RepositoryStore<State>, Error> {
    let facts = desk.facts;
    if *asked != probe.name {
        facts.rename(asked, &probe.name)?;
    }
    let store: RepositoryStore<State> = facts.open(&probe.name)?;
    let known = &store.state().id;
    if *known == probe.id {
        return Ok(store);
    }
    if !known.is_empty() {
        // Another repository had this name before.
        facts.remove(&probe.name)?;
    } else if let Some(old) = desk.names.find(facts, &probe.id)? {
        facts.rename(&old, &probe.name)?;
    }
    Ok(facts.open(&probe.name)?)
}

fn describe(state: &mut State, probe: &Probe, asked: &RepoName) {
    let note = |kind, message: String| Note { kind, message };
    let mut notes = Vec::new();
    if probe.is_empty {
        notes.push(note(NoteKind::Empty, "The repository has no commit yet.".to_owned()));
    }
    if !probe.name.as_str().eq_ignore_ascii_case(asked.as_str()) {
        notes.push(note(NoteKind::Renamed, format!("{asked} is now called {}.", probe.name)));
    }
    if probe.about.archived {
        notes.push(note(NoteKind::Archived, "The repository is archived.".to_owned()));
    }
    state.notes = notes;
    state.id.clone_from(&probe.id);
    state.url = Some(probe.url.clone());
    state.default_branch.clone_from(&probe.default_branch);
    state.private = probe.private;
    state.about = Some(probe.about.clone());
    state.checks.clone_from(&probe.checks);
    state.open = Some(probe.open);
}

/// Reads what changed, and how the repository stands where the window shows it.
async fn read_all(desk: &Desk<'_>, probe: &Probe, shelf: &Shelf) -> Result<(Vec<Gap>, bool), Error> {
    if !desk.is_newest {
        return read_anew(desk, probe, shelf).await;
    }
    let reader = Reader::new(desk.batcher, &probe.name, shelf, desk);
    let before = reader.store().state().standing.clone();
    let (gaps, ()) = futures::join!(read_anew(desk, probe, shelf), standing::read(&reader, probe));
    standing::settle(&reader, before.as_ref()).await;
    if let Some(count) = desk.again.get(&probe.name) {
        again(desk, probe, shelf, *count).await?;
    }
    gaps
}

/// Reads a part of what is known again. When that fails, what is known is no worse than before.
async fn again(desk: &Desk<'_>, probe: &Probe, shelf: &Shelf, count: usize) -> Result<(), Error> {
    let reader = Reader::new(desk.batcher, &probe.name, shelf, desk);
    match reread::turn(&reader, &probe.releases, count, desk.now).await {
        Err(Error::GitHub(error)) => {
            tracing::debug!(%error, repository = %probe.name, "what is known was not read again");
            Ok(())
        }
        other => other,
    }
}

/// Reads what changed, and says whether all that was stored could be believed. Where a file of long ago turns out to be
/// damaged on the way, its kind is read anew.
async fn read_anew(desk: &Desk<'_>, probe: &Probe, shelf: &Shelf) -> Result<(Vec<Gap>, bool), Error> {
    for turn in 0..Kind::ALL.len() {
        match read(desk, probe, shelf).await {
            Err(Error::Store(sparky_store::Error::Damaged { kind, .. })) => {
                let mut store = shelf.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                forget(&mut store, kind);
            }
            other => return Ok((other?, turn == 0)),
        }
    }
    Ok((read(desk, probe, shelf).await?, false))
}

/// Forgets a kind that is not what was written, so that it is read again.
pub(crate) fn forget(store: &mut RepositoryStore<State>, kind: Kind) {
    tracing::warn!(kind = kind.name(), "stored facts are damaged and are read again");
    store.forget(kind);
    store.state_mut().forget(kind);
}

/// Pull requests that were read before anybody asked for files get theirs.
async fn read_pulls(desk: &Desk<'_>, reader: &Reader<'_>, probe: &Probe, shelf: &Shelf) -> Result<(), Error> {
    listing::read::<PullRequests>(reader, &probe.pull_requests, desk.range.since).await?;
    if reader.files {
        reread::files(reader, desk.range).await?;
    }
    if reader.leaks() {
        return Ok(());
    }
    read_open::<PullRequests>(desk, probe, shelf, &probe.pull_requests, probe.open.pull_requests).await
}

async fn read_issues(desk: &Desk<'_>, reader: &Reader<'_>, probe: &Probe, shelf: &Shelf) -> Result<(), Error> {
    listing::read::<Issues>(reader, &probe.issues, desk.range.since).await?;
    if reader.leaks() {
        return Ok(());
    }
    read_open::<Issues>(desk, probe, shelf, &probe.issues, probe.open.issues).await
}

/// What an answer about open things lacks is no gap, so that it has a reader of its own.
async fn read_open<K: Opens>(
    desk: &Desk<'_>,
    probe: &Probe,
    shelf: &Shelf,
    seen: &Seen,
    total: u64,
) -> Result<(), Error> {
    open::read::<K>(&Reader::new(desk.batcher, &probe.name, shelf, desk), seen, total).await
}

/// Reads the kinds at the same time, and says what could not be read.
async fn read(desk: &Desk<'_>, probe: &Probe, shelf: &Shelf) -> Result<Vec<Gap>, Error> {
    let since = desk.range.since;
    let reader = || Reader::new(desk.batcher, &probe.name, shelf, desk);
    let readers = [reader(), reader(), reader(), reader(), reader(), reader()];
    let [of_commits, of_pulls, of_issues, of_releases, of_discussions, of_runs] = &readers;
    let results = futures::join!(
        commits::read(of_commits, probe.head.as_ref(), desk.range),
        read_pulls(desk, of_pulls, probe, shelf),
        read_issues(desk, of_issues, probe, shelf),
        releases::read(of_releases, &probe.releases),
        listing::read::<Discussions>(of_discussions, &probe.discussions, since),
        workflow_runs::read(of_runs, probe.checks.as_ref()),
    );
    let results = [results.0, results.1, results.2, results.3, results.4, results.5];
    let kinds: [&[Kind]; 6] = [
        &[Kind::Commits],
        PULL_REQUEST_KINDS,
        &[Kind::Issues, Kind::Comments],
        &[Kind::Releases],
        &[Kind::Discussions],
        &[Kind::WorkflowRuns],
    ];
    let mut gaps = Vec::new();
    for ((result, reader), kinds) in results.into_iter().zip(&readers).zip(kinds) {
        match result {
            Ok(()) => gaps.extend(reader.missing().map(|missing| leak(&probe.name, kinds, &missing))),
            Err(Error::GitHub(error)) => gaps.push(gap(&probe.name, kinds, &error)),
            Err(other) => return Err(other),
        }
    }
    Ok(gaps)
}
