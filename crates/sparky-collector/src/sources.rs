//! Which repositories the sources mean, and what a probe sees of each. It must not know what is read of them.

use std::collections::BTreeSet;
use std::path::Path;

use sparky_github::Error as ApiError;
use sparky_schema::gap::Gap;
use sparky_schema::ids::RepoName;

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
