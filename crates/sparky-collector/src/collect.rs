//! The verb of stage 1: brings the facts of every source up to date, several at once, and says what a window shows of
//! them. It must not know how a source is read.

use chrono::{DateTime, TimeDelta, Utc};
use futures::{StreamExt, stream};
use sparky_git::Git;
use sparky_github::{Error as ApiError, GitHub};
use sparky_schema::gap::Gap;
use sparky_schema::ids::RepoName;
use sparky_schema::window::Window;
use sparky_store::Facts;

use crate::collected::{Collected, Shown};
use crate::github::{Batcher, Desk, Names, Probe, Update, update};
use crate::range::Range;
use crate::{Config, Error, Progress, Share, SourceSpec, WindowChoice, clone, github};

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

/// A repository of the service, under the name that was asked for, and what a probe saw.
pub(crate) type Probed = (RepoName, Result<Probe, ApiError>);

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
        Some(batcher) => probe(config, share, batcher).await?,
        None => (Vec::new(), Vec::new()),
    };
    if clones.is_empty() && probed.is_empty() && share.is_none() {
        return Err(Error::NoSources);
    }
    let window = window(config, &clones, &probed, doors.git).await?;
    if let Some(share) = share {
        restrict(config, share, &mut clones, &mut probed);
    }
    let range = Range { since: window.previous()?.since, until: window.until };
    progress.begins(clones.len() + probed.len());
    let mut shown = Vec::new();
    let mut readings = stream::iter(&clones).map(|path| read_clone(doors.git, path, range, progress)).buffered(CLONES);
    while let Some(reading) = readings.next().await {
        let (facts, gap) = reading?;
        gaps.extend(gap);
        shown.extend(facts.map(|facts| Shown::Read(Box::new(facts))));
    }
    if let Some(batcher) = batcher {
        let settled = config.now - config.overlap;
        let (facts, files) = (doors.facts, config.files);
        let desk = Desk { batcher, facts, names: Names::default(), window: &window, range, settled, files };
        for Update { name, kinds, gaps: own, is_known } in read_github(&desk, probed, progress).await? {
            gaps.extend(own);
            shown.extend(is_known.then_some(Shown::Stored { name, kinds }));
        }
    }
    if shown.is_empty() && share.is_none() {
        return Err(if gaps.is_empty() { Error::NoSources } else { Error::NothingReadable(gaps) });
    }
    // What is known of now holds for the end of a window only until the next one is over.
    let is_newest = config.now < window.until + (window.until - window.since) + TimeDelta::days(1);
    Ok(Collected::new(window, range, is_newest, shown, gaps).of(share))
}

/// Leaves to other jobs what is not of this share.
fn restrict(config: &Config, share: &Share, clones: &mut Vec<&std::path::Path>, probed: &mut Vec<Probed>) {
    let names = config.sources.iter().filter_map(|source| match source {
        SourceSpec::Repository(name) => Some(name.as_str().to_lowercase()),
        _ => None,
    });
    let names: std::collections::BTreeSet<String> = names.collect();
    clones.retain(|_| share.takes_the_rest());
    probed.retain(|(asked, probe)| {
        let id = probe.as_ref().ok().map(|probe| probe.id.as_str());
        share.takes(asked, id, names.contains(&asked.as_str().to_lowercase()))
    });
}

fn clones(config: &Config) -> Vec<&std::path::Path> {
    let mut paths = Vec::new();
    for source in &config.sources {
        match source {
            SourceSpec::Clone(path) if !paths.contains(&path.as_path()) => paths.push(path.as_path()),
            _ => {}
        }
    }
    paths
}

/// Asks what every repository is, and which ones there are. A job with a share asks no more than it needs, unless all
/// together decide which window is the latest.
pub(crate) async fn probe(
    config: &Config,
    share: Option<&Share>,
    batcher: &Batcher<'_>,
) -> Result<(Vec<Probed>, Vec<Gap>), Error> {
    let (mut named, mut listed, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    for source in &config.sources {
        match source {
            SourceSpec::Repository(name) => named.push(name.clone()),
            SourceSpec::Organization(owner) => {
                let (probes, gap) = github::repositories(batcher, owner, &config.filter).await?;
                gaps.extend(gap);
                listed.extend(probes.into_iter().map(|probe| (probe.name.clone(), Ok(probe))));
            }
            SourceSpec::Clone(_) => {}
        }
    }
    named.sort_by_key(|name| name.as_str().to_lowercase());
    named.dedup_by_key(|name| name.as_str().to_lowercase());
    named.retain(|name| !listed.iter().any(|(known, _)| is_same(known, name)));
    if let (Some(share), WindowChoice::Fixed(_)) = (share, &config.window) {
        named.retain(|name| share.asks(name));
    }
    let probes = futures::future::join_all(named.iter().map(|name| github::probe(batcher, name))).await;
    let mut probed: Vec<Probed> = listed.into_iter().chain(named.into_iter().zip(probes)).collect();
    unite(&mut probed);
    match probed.iter().find_map(|(_, probe)| probe.as_ref().err().filter(|error| is_about_the_token(error))) {
        Some(error) => Err(Error::GitHub(error.clone())),
        None => Ok((probed, gaps)),
    }
}

/// The same repository under two names is read once.
fn unite(probed: &mut Vec<Probed>) {
    let mut ids = std::collections::BTreeSet::new();
    probed.retain(|(_, probe)| probe.as_ref().map_or(true, |probe| ids.insert(probe.id.clone())));
}

const fn is_about_the_token(error: &ApiError) -> bool {
    matches!(
        error,
        ApiError::NoToken
            | ApiError::BadCredentials { .. }
            | ApiError::Address { .. }
            | ApiError::App { .. }
            | ApiError::Reserve { .. }
    )
}

fn is_same(a: &RepoName, b: &RepoName) -> bool {
    a.as_str().eq_ignore_ascii_case(b.as_str())
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
