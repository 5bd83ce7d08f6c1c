//! The verb of stage 1: brings the facts of every source up to date, several at once, and says what a window shows of
//! them. It must not know how a source is read.

use chrono::{DateTime, TimeDelta, Utc};
use futures::{StreamExt, stream};
use sparky_git::Git;
use sparky_github::{Error as ApiError, GitHub};
use sparky_schema::gap::Gap;
use sparky_schema::window::Window;
use sparky_store::Facts;

use crate::collected::{Collected, Shown};
use crate::github::{self, Batcher, Desk, Names, Update, update};
use crate::range::Range;
use crate::sources::{Probed, clones, probe};
use crate::{Config, Error, Progress, Share, SourceSpec, WindowChoice, clone};

/// Clones that are read at once.
const CLONES: usize = 6;

/// Repositories of the service that are read at once: what they ask travels together.
const REPOSITORIES: usize = 100;

/// The doors that stage 1 goes through.
#[derive(Clone, Copy)]
pub struct Doors<'a> {
    /// The git binary.
    pub git: &'a Git,
    /// GitHub; none when only clones are named.
    pub github: Option<&'a GitHub>,
    /// Where facts are stored.
    pub facts: &'a Facts,
}

/// Collects the facts of a window and of the window before it.
///
/// # Errors
/// When there is nothing to read, nothing could be read, the token is missing or refused, or the data folder cannot be
/// used. A repository that could not be read while others could is a gap.
pub async fn collect(config: &Config, doors: Doors<'_>, progress: &dyn Progress) -> Result<Collected, Error> {
    collect_all(config, None, doors, progress).await
}

/// Collects the share of one of several jobs. That there is nothing in it, or nothing that could be read, is a result.
///
/// # Errors
/// Like [`collect`].
pub async fn collect_share(
    config: &Config,
    share: &Share,
    doors: Doors<'_>,
    progress: &dyn Progress,
) -> Result<Collected, Error> {
    if config.sources.is_empty() {
        return Err(Error::NoSources);
    }
    collect_all(config, Some(share), doors, progress).await
}

async fn collect_all(
    config: &Config,
    share: Option<&Share>,
    doors: Doors<'_>,
    progress: &dyn Progress,
) -> Result<Collected, Error> {
    match doors.github {
        None if config.sources.iter().any(|source| !matches!(source, SourceSpec::Clone(_))) => {
            Err(Error::GitHub(ApiError::NoToken))
        }
        None => gather(config, share, doors, None, progress).await,
        Some(github) => {
            let batcher = Batcher::new(github, share.and_then(|share| share.points));
            batcher.during(gather(config, share, doors, Some(&batcher), progress)).await
        }
    }
}

async fn gather(
    config: &Config,
    share: Option<&Share>,
    doors: Doors<'_>,
    batcher: Option<&Batcher<'_>>,
    progress: &dyn Progress,
) -> Result<Collected, Error> {
    let mut clones = clones(config);
    let (mut probed, mut gaps) = match batcher {
        Some(batcher) => probe(config, share, batcher, doors.facts).await?,
        None => (Vec::new(), Vec::new()),
    };
    if clones.is_empty() && probed.is_empty() && share.is_none() {
        return Err(Error::NoSources);
    }
    let window = window(config, &clones, &probed, doors.git).await?;
    if let Some(share) = share {
        share.restrict(&config.sources, &mut clones, &mut probed);
    }
    let range = Range { since: window.previous()?.since, until: window.until };
    // What is known of now holds for the end of a window only until the next one is over.
    let is_newest = config.now < window.until + (window.until - window.since) + TimeDelta::days(1);
    progress.begins(clones.len() + probed.len());
    let mut unread = Vec::new();
    let mut shown = read_clones(doors.git, &clones, range, progress, &mut gaps).await?;
    if let Some(batcher) = batcher {
        let settled = config.now - config.overlap;
        let (facts, files, proven) = (doors.facts, config.files, config.proven);
        let seen = probed.iter().filter_map(|(_, probe)| probe.as_ref().ok()).map(|probe| probe.name.clone());
        let days = if is_newest { config.reread_days } else { 0 };
        let (now, again) = (config.now, github::reread(facts, seen, config.now, days)?);
        let (names, window) = (Names::default(), &window);
        let desk = Desk { batcher, facts, names, window, range, settled, files, now, again, proven, is_newest };
        for Update { name, kinds, gaps: own, unread: kept, is_known } in read_github(&desk, probed, progress).await? {
            gaps.extend(own);
            unread.extend(kept);
            shown.extend(is_known.then_some(Shown::Stored { name, kinds }));
        }
    }
    if shown.is_empty() && share.is_none() {
        return Err(if gaps.is_empty() { Error::NoSources } else { Error::NothingReadable(gaps) });
    }
    Ok(Collected::new(window, range, is_newest, shown, gaps).without(unread).of(share))
}

async fn window(config: &Config, clones: &[&std::path::Path], probed: &[Probed], git: &Git) -> Result<Window, Error> {
    let (period, time_zone) = match &config.window {
        WindowChoice::Fixed(window) => return Ok(window.clone()),
        WindowChoice::Latest { period, time_zone } => (*period, *time_zone),
    };
    let activity = probed.iter().filter_map(|(_, probe)| probe.as_ref().ok()).flat_map(|probe| &probe.activity);
    let mut newest: Option<DateTime<Utc>> = activity.copied().filter(|at| *at <= config.now).max();
    for path in clones {
        newest = newest.max(clone::newest(git, path, config.now).await?);
    }
    Ok(Window::at(period, newest.ok_or(Error::NoActivity)?, time_zone)?)
}

async fn read_clones(
    git: &Git,
    clones: &[&std::path::Path],
    range: Range,
    progress: &dyn Progress,
    gaps: &mut Vec<Gap>,
) -> Result<Vec<Shown>, Error> {
    let mut shown = Vec::new();
    let mut readings = stream::iter(clones).map(|path| read_clone(git, path, range, progress)).buffered(CLONES);
    while let Some(reading) = readings.next().await {
        let (facts, gap) = reading?;
        gaps.extend(gap);
        shown.extend(facts.map(|facts| Shown::Read(Box::new(facts))));
    }
    Ok(shown)
}

/// A path that is no repository is a gap like a repository that is not there.
async fn read_clone(
    git: &Git,
    path: &std::path::Path,
    range: Range,
    progress: &dyn Progress,
) -> Result<(Option<sparky_schema::collection::RepositoryFacts>, Option<Gap>), Error> {
    let label = path.display().to_string();
    progress.starts(&label);
    let (facts, gap) = match clone::read(git, path, range).await {
        Ok((facts, gap)) => (Some(facts), gap),
        Err(Error::NoRepository { path, message }) => (None, Some(clone::unreadable(&path, &message))),
        Err(error) => return Err(error),
    };
    progress.finishes(&label);
    Ok((facts, gap))
}

async fn read_github(desk: &Desk<'_>, probed: Vec<Probed>, progress: &dyn Progress) -> Result<Vec<Update>, Error> {
    let readings = stream::iter(probed).map(async |(asked, probe)| {
        progress.starts(asked.as_str());
        let update = update(desk, &asked, probe.as_ref()).await;
        progress.finishes(asked.as_str());
        update
    });
    let readings: Vec<Result<Update, Error>> = readings.buffer_unordered(REPOSITORIES).collect().await;
    readings.into_iter().collect()
}
