//! What there is to collect, and what it will cost: the sources are listed, nothing is read. It must not know how
//! repositories are shared between jobs.

use chrono::{DateTime, TimeDelta, Utc};
use sparky_github::Error as ApiError;
use sparky_schema::ids::RepoName;

use crate::github::{Batcher, Terms, estimate};
use crate::sources::{Probed, probe};
use crate::{Config, Doors, Error, SourceSpec, WindowChoice};

/// The last complete month and the one before it, on the last day of the next one.
const TWO_MONTHS: TimeDelta = TimeDelta::days(92);

/// A repository of the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surveyed {
    /// Its name; the one that the sources have when it could not be seen.
    pub name: RepoName,
    /// Its name in the sources, when that is another one.
    pub asked: Option<RepoName>,
    /// The id of the service; none when it could not be seen.
    pub id: Option<String>,
    /// How many points it will take at most to read what is not stored yet.
    pub points: u64,
}

/// Lists the repositories of the service that are to be collected, sorted by name. Clones cost nothing and are left
/// out.
///
/// # Errors
/// When there is no source, the token is missing or refused, an organization is not known, or the data folder cannot
/// be used.
pub async fn survey(config: &Config, doors: Doors<'_>) -> Result<Vec<Surveyed>, Error> {
    if config.sources.is_empty() {
        return Err(Error::NoSources);
    }
    match doors.github {
        None if config.sources.iter().any(|source| !matches!(source, SourceSpec::Clone(_))) => {
            Err(Error::GitHub(ApiError::NoToken))
        }
        None => Ok(Vec::new()),
        Some(github) => {
            let batcher = Batcher::new(github, None);
            batcher.during(look(config, doors, &batcher)).await
        }
    }
}

async fn look(config: &Config, doors: Doors<'_>, batcher: &Batcher<'_>) -> Result<Vec<Surveyed>, Error> {
    let (probed, _) = probe(config, None, batcher, doors.facts).await?;
    let terms = Terms { since: since(config)?, files: config.files };
    let looks = probed.into_iter().map(|probed| price(probed, doors, batcher, terms));
    let mut surveyed = futures::future::try_join_all(looks).await?;
    surveyed.sort_by_cached_key(|surveyed| surveyed.name.as_str().to_lowercase());
    Ok(surveyed)
}

/// Where the window before begins. A plan that is made before the window is known holds for a month too.
fn since(config: &Config) -> Result<DateTime<Utc>, Error> {
    match &config.window {
        WindowChoice::Fixed(window) => Ok(window.previous()?.since),
        WindowChoice::Latest { .. } => Ok(config.now - TWO_MONTHS),
    }
}

async fn price(
    (asked, probe): Probed,
    doors: Doors<'_>,
    batcher: &Batcher<'_>,
    terms: Terms,
) -> Result<Surveyed, Error> {
    // What cannot be seen now is a gap of the job that asks for it.
    let Ok(probe) = probe else { return Ok(Surveyed { name: asked, asked: None, id: None, points: 1 }) };
    let points = estimate(batcher, doors.facts, &probe, terms).await?;
    let asked = Some(asked).filter(|asked| !asked.as_str().eq_ignore_ascii_case(probe.name.as_str()));
    Ok(Surveyed { name: probe.name, asked, id: Some(probe.id), points })
}
