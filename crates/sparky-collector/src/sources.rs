//! Which repositories the sources mean, and what a probe sees of each. It must not know what is read of them.

use std::collections::BTreeSet;
use std::path::Path;

use sparky_github::Error as ApiError;
use sparky_schema::gap::Gap;
use sparky_schema::ids::RepoName;
use sparky_store::Facts;

use crate::github::{self, Batcher, Probe};
use crate::{Config, Error, Share, SourceSpec, WindowChoice};

/// A repository of the service, under the name that was asked for, and what a probe saw.
pub(crate) type Probed = (RepoName, Result<Probe, ApiError>);

/// The clones, each once.
pub(crate) fn clones(config: &Config) -> Vec<&Path> {
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
    facts: &Facts,
) -> Result<(Vec<Probed>, Vec<Gap>), Error> {
    let (mut named, mut listed, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    for source in &config.sources {
        match source {
            SourceSpec::Repository(name) => named.push(name.clone()),
            SourceSpec::Organization(owner) => {
                let (found, gap) = list(config, owner, batcher, facts).await?;
                gaps.extend(gap);
                listed.extend(found);
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

/// The repositories of an owner. Where GitHub cannot list them now, those that are stored are all there are if the window
/// was completely read before.
async fn list(
    config: &Config,
    owner: &str,
    batcher: &Batcher<'_>,
    facts: &Facts,
) -> Result<(Vec<Probed>, Option<Gap>), Error> {
    let error = match github::repositories(batcher, owner, &config.filter).await {
        Ok((probes, gap)) => {
            return Ok((probes.into_iter().map(|probe| (probe.name.clone(), Ok(probe))).collect(), gap));
        }
        Err(Error::GitHub(error)) if config.proven && github::fails_for_now(&error) => error,
        Err(error) => return Err(error),
    };
    let mut names = facts.repositories()?;
    names.retain(|name| name.owner().eq_ignore_ascii_case(owner) && github::is_named(&config.filter, name));
    match names.as_slice() {
        [] => Err(Error::GitHub(error)),
        names => Ok((names.iter().map(|name| (name.clone(), Err(error.clone()))).collect(), None)),
    }
}

/// The same repository under two names is read once.
fn unite(probed: &mut Vec<Probed>) {
    let mut ids = BTreeSet::new();
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
