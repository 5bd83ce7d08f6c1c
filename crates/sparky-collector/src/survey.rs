//! What there is to collect, and what it will cost: the sources are listed, nothing is read. It must not know how
//! repositories are shared between jobs.

use sparky_github::Error as ApiError;
use sparky_schema::ids::RepoName;

use crate::github::{Batcher, estimate};
use crate::sources::{Probed, probe};
use crate::{Config, Doors, Error, SourceSpec};

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
    let (probed, _) = probe(config, None, batcher).await?;
    let looks = probed.into_iter().map(|probed| price(probed, doors, batcher));
    let mut surveyed = futures::future::try_join_all(looks).await?;
    surveyed.sort_by_cached_key(|surveyed| surveyed.name.as_str().to_lowercase());
    Ok(surveyed)
}

async fn price((asked, probe): Probed, doors: Doors<'_>, batcher: &Batcher<'_>) -> Result<Surveyed, Error> {
    // What cannot be seen now is a gap of the job that asks for it.
    let Ok(probe) = probe else { return Ok(Surveyed { name: asked, asked: None, id: None, points: 1 }) };
    let points = estimate(batcher, doors.facts, &probe).await?;
    let asked = Some(asked).filter(|asked| !asked.as_str().eq_ignore_ascii_case(probe.name.as_str()));
    Ok(Surveyed { name: probe.name, asked, id: Some(probe.id), points })
}
