//! The verb of stage 1: reads every source, several at once, and joins the facts. It must not know how a source is
//! read.

use std::path::Path;

use chrono::{DateTime, Utc};
use futures::{StreamExt, stream};
use sparky_git::Git;
use sparky_github::GitHub;
use sparky_schema::SchemaId;
use sparky_schema::collection::{Collection, RepositoryFacts};
use sparky_schema::gap::Gap;
use sparky_schema::ids::RepoName;
use sparky_schema::window::Window;

use crate::range::Range;
use crate::{Config, Error, Progress, SourceSpec, WindowChoice, clone, github};

/// How many repositories are read at once.
const AT_ONCE: usize = 6;

/// What was read of one repository: facts, gaps, or both.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) facts: Option<RepositoryFacts>,
    pub(crate) gaps: Vec<Gap>,
}

/// A repository to read.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Clone(std::path::PathBuf),
    GitHub(RepoName),
}

/// Collects the facts of a window and of the window before it. `github` may be missing when only clones are named.
///
/// # Errors
/// When there is nothing to read, nothing could be read, or the token is missing or refused. A repository that could
/// not be read while others could is a gap in the collection.
pub async fn collect(
    config: &Config,
    git: &Git,
    github: Option<&GitHub>,
    progress: &dyn Progress,
) -> Result<Collection, Error> {
    let (places, mut gaps) = places(config, github).await?;
    let window = window(config, &places, git, github).await?;
    let range = Range { since: window.previous()?.since, until: window.until };
    progress.begins(places.len());
    let readings = stream::iter(&places).map(|place| read(place, range, git, github, progress));
    let readings: Vec<Result<Reading, Error>> = readings.buffered(AT_ONCE).collect().await;
    let mut repositories: Vec<RepositoryFacts> = Vec::new();
    for reading in readings {
        let reading = reading?;
        gaps.extend(reading.gaps);
        repositories.extend(reading.facts);
    }
    if repositories.is_empty() {
        return Err(if gaps.is_empty() { Error::NoSources } else { Error::NothingReadable(gaps) });
    }
    Ok(join(window, range.since, repositories, gaps))
}

async fn places(config: &Config, github: Option<&GitHub>) -> Result<(Vec<Place>, Vec<Gap>), Error> {
    let (mut places, mut gaps) = (Vec::new(), Vec::new());
    for source in &config.sources {
        match source {
            SourceSpec::Clone(path) => places.push(Place::Clone(path.clone())),
            SourceSpec::Repository(name) => places.push(Place::GitHub(name.clone())),
            SourceSpec::Organization(owner) => {
                let (names, gap) = github::organization(door(github)?, owner, &config.filter).await?;
                gaps.extend(gap);
                places.extend(names.into_iter().map(Place::GitHub));
            }
        }
    }
    let mut unique: Vec<Place> = Vec::new();
    for place in places {
        if !unique.iter().any(|known| is_same(known, &place)) {
            unique.push(place);
        }
    }
    if unique.is_empty() { Err(Error::NoSources) } else { Ok((unique, gaps)) }
}

fn is_same(a: &Place, b: &Place) -> bool {
    match (a, b) {
        (Place::GitHub(a), Place::GitHub(b)) => a.as_str().eq_ignore_ascii_case(b.as_str()),
        _ => a == b,
    }
}

async fn window(config: &Config, places: &[Place], git: &Git, github: Option<&GitHub>) -> Result<Window, Error> {
    let (period, time_zone, now) = match &config.window {
        WindowChoice::Fixed(window) => return Ok(window.clone()),
        WindowChoice::Latest { period, time_zone, now } => (*period, *time_zone, *now),
    };
    let mut newest: Option<DateTime<Utc>> = None;
    for place in places {
        newest = newest.max(match place {
            Place::Clone(path) => clone::newest(git, path, now).await?,
            Place::GitHub(name) => github::newest(door(github)?, name, now).await?,
        });
    }
    Ok(Window::at(period, newest.ok_or(Error::NoActivity)?, time_zone)?)
}

async fn read(
    place: &Place,
    range: Range,
    git: &Git,
    github: Option<&GitHub>,
    progress: &dyn Progress,
) -> Result<Reading, Error> {
    let label = match place {
        Place::Clone(path) => path.display().to_string(),
        Place::GitHub(name) => name.to_string(),
    };
    progress.starts(&label);
    let reading = match place {
        Place::Clone(path) => read_clone(git, path, range).await?,
        Place::GitHub(name) => github::read(door(github)?, name, range).await?,
    };
    progress.finishes(&label, reading.facts.as_ref().map_or(0, count));
    Ok(reading)
}

/// A path that is no repository is a gap like a repository that is not there.
async fn read_clone(git: &Git, path: &Path, range: Range) -> Result<Reading, Error> {
    match clone::read(git, path, range).await {
        Ok((facts, gap)) => Ok(Reading { facts: Some(facts), gaps: gap.into_iter().collect() }),
        Err(Error::NoRepository { path, message }) => {
            Ok(Reading { facts: None, gaps: vec![clone::unreadable(&path, &message)] })
        }
        Err(error) => Err(error),
    }
}

fn door(github: Option<&GitHub>) -> Result<&GitHub, Error> {
    github.ok_or(Error::GitHub(sparky_github::Error::NoToken))
}

fn count(facts: &RepositoryFacts) -> usize {
    let records = &facts.records;
    records.commits.len()
        + records.pull_requests.len()
        + records.issues.len()
        + records.reviews.len()
        + records.comments.len()
        + records.review_comments.len()
        + records.releases.len()
}

/// Sorted by name, so that the order in which answers came leaves no trace. The same repository by two ways (a clone
/// and the service, or an old name) stays once: what the service says knows more.
fn join(
    window: Window,
    since: DateTime<Utc>,
    mut repositories: Vec<RepositoryFacts>,
    mut gaps: Vec<Gap>,
) -> Collection {
    let key = |facts: &RepositoryFacts| facts.name_with_owner.as_str().to_lowercase();
    repositories.sort_by_cached_key(|facts| (key(facts), facts.kinds.is_empty(), std::cmp::Reverse(facts.kinds.len())));
    repositories.dedup_by_key(|facts| key(facts));
    gaps.sort_by(|a, b| (&a.repository, &a.kinds, &a.message).cmp(&(&b.repository, &b.kinds, &b.message)));
    Collection { schema: SchemaId::of::<Collection>(), inputs: Vec::new(), window, since, repositories, gaps }
}
