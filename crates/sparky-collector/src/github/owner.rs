//! The repositories of an organization or a user, each with what a probe says of it, filtered.

use chrono::{DateTime, Utc};
use sparky_github::Error as ApiError;
use sparky_schema::gap::Gap;
use sparky_schema::ids::RepoName;

use super::batch::{Batcher, NoReply, Reply};
use super::gaps;
use super::page::Page;
use super::probe::{Found, Probe};
use super::query;
use crate::{Error, Filter};

/// Repositories of a full page.
const PAGE: u64 = 50;

/// The repositories that the filter takes, and a gap when GitHub left some out of its list.
pub(crate) async fn repositories(
    batcher: &Batcher<'_>,
    login: &str,
    filter: &Filter,
) -> Result<(Vec<Probe>, Option<Gap>), Error> {
    let (mut probes, mut missing, mut after) = (Vec::new(), None, None);
    loop {
        let mut reply = ask(batcher, login, after.as_deref()).await.map_err(|error| named(error, login))?;
        missing = missing.or(reply.missing.take());
        let page: Option<Page<Found>> = reply.take("/repositories").map_err(Error::GitHub)?;
        let page = page.ok_or_else(|| unknown(login))?;
        after = page.next();
        let (found, leaks) = page.entries();
        missing = missing.or_else(|| leaks.then(|| "a repository".to_owned()));
        let visible = found.into_iter().filter(|found| is_taken(filter, found));
        probes.extend(visible.map(Probe::from).filter(|probe| fits(filter, probe)));
        if after.is_none() {
            break;
        }
    }
    let gap = missing.and_then(|missing| {
        // A gap wants a repository; an owner has none, so it gets one that cannot be.
        let place: RepoName = format!("{login}/-").parse().ok()?;
        Some(Gap { kinds: Vec::new(), ..gaps::leak(&place, &[], &missing) })
    });
    Ok((probes, gap))
}

async fn ask(batcher: &Batcher<'_>, login: &str, after: Option<&str>) -> Result<Reply, ApiError> {
    let mut first = PAGE;
    loop {
        match batcher.ask(query::owner(login, first, after)).await {
            Ok(reply) => return Ok(reply),
            Err(NoReply::Failed(error)) => return Err(error),
            Err(NoReply::TooHeavy) if first > 1 => first /= 2,
            Err(NoReply::TooHeavy) => return batcher.insist(query::owner(login, first, after)).await,
        }
    }
}

fn named(error: ApiError, login: &str) -> Error {
    match error {
        ApiError::NotFound { .. } => unknown(login),
        other => Error::GitHub(other),
    }
}

fn unknown(login: &str) -> Error {
    Error::GitHub(ApiError::NotFound { what: format!("organization or user `{login}` (as this token sees it)") })
}

fn is_taken(filter: &Filter, found: &Found) -> bool {
    (filter.archived || !found.is_archived) && (filter.forks || !found.is_fork) && (filter.private || !found.is_private)
}

fn fits(filter: &Filter, probe: &Probe) -> bool {
    let is_on_topic = |topic: &String| probe.about.topics.iter().any(|own| own.eq_ignore_ascii_case(topic));
    let is_active = |since: DateTime<Utc>| probe.activity.iter().any(|at| *at >= since);
    is_named(filter, &probe.name)
        && (filter.topics.is_empty() || filter.topics.iter().any(is_on_topic))
        && filter.active_since.is_none_or(is_active)
}

/// Whether the patterns take a name.
pub(crate) fn is_named(filter: &Filter, name: &RepoName) -> bool {
    let matches = |patterns: &[String]| patterns.iter().any(|pattern| is_match(pattern, name));
    matches(&filter.include) && !matches(&filter.exclude)
}

/// Whether a pattern with `*` and `?` matches: with a slash it is over `owner/name`, without one over `name`.
pub fn is_match(pattern: &str, name: &RepoName) -> bool {
    let text = if pattern.contains('/') { name.as_str() } else { name.name() };
    glob(pattern.to_lowercase().as_bytes(), text.to_lowercase().as_bytes())
}

/// `*` stands for any run of characters, `?` for one.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => glob(rest, text) || text.split_first().is_some_and(|(_, tail)| glob(pattern, tail)),
        (Some((b'?', rest)), Some((_, tail))) => glob(rest, tail),
        (Some((p, rest)), Some((t, tail))) if p == t => glob(rest, tail),
        _ => false,
    }
}
