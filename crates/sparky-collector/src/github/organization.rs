//! The repositories of an organization or a user, filtered.

use serde::Deserialize;
use serde_json::json;
use sparky_github::{Error as ApiError, GitHub};
use sparky_schema::gap::{Gap, GapReason};
use sparky_schema::ids::RepoName;

use super::page::{self, Page};
use super::query::{ORGANIZATION, Reader};
use crate::{Error, Filter};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    name_with_owner: RepoName,
    is_archived: bool,
    is_fork: bool,
    is_private: bool,
}

/// The repositories that the filter takes, sorted by name, and a gap when GitHub left some out of its list.
pub(crate) async fn organization(
    github: &GitHub,
    login: &str,
    filter: &Filter,
) -> Result<(Vec<RepoName>, Option<Gap>), Error> {
    // The reader wants a repository for its errors; an owner has none, so it gets one that cannot be.
    let place: RepoName = format!("{login}/*").replace('*', "-").parse().map_err(|_| unknown(login))?;
    let reader = Reader::new(github, &place);
    let found: Vec<Found> = page::all(&reader, async |after| -> Result<Option<Page<Found>>, ApiError> {
        let variables = json!({ "login": login, "after": after });
        let page = reader.ask_plain(ORGANIZATION, "/repositoryOwner/repositories", variables).await?;
        page.map(Some).ok_or_else(|| ApiError::NotFound { what: format!("organization or user `{login}`") })
    })
    .await
    .map_err(|error| match error {
        ApiError::NotFound { .. } => unknown(login),
        other => Error::GitHub(other),
    })?;
    let mut names: Vec<RepoName> =
        found.into_iter().filter(|found| takes(filter, found)).map(|found| found.name_with_owner).collect();
    names.sort();
    let gap = reader.missing().map(|message| Gap {
        repository: place.clone(),
        kinds: Vec::new(),
        reason: GapReason::Partial,
        message: format!("GitHub left repositories of {login} out of its list: {message}."),
        hint: "Run again; if it stays, check what the token may read.".to_owned(),
    });
    Ok((names, gap))
}

fn unknown(login: &str) -> Error {
    Error::GitHub(ApiError::NotFound { what: format!("organization or user `{login}` (as this token sees it)") })
}

fn takes(filter: &Filter, found: &Found) -> bool {
    let name = &found.name_with_owner;
    let matches = |patterns: &[String]| patterns.iter().any(|pattern| is_match(pattern, name));
    (filter.archived || !found.is_archived)
        && (filter.forks || !found.is_fork)
        && (filter.private || !found.is_private)
        && matches(&filter.include)
        && !matches(&filter.exclude)
}

/// A pattern with a slash is over `owner/name`, one without over `name`.
fn is_match(pattern: &str, name: &RepoName) -> bool {
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
