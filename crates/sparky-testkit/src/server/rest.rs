//! As much of the REST API as Sparky reads: a commit with its files. Its requests cost no points. It must not know tokens.

use serde_json::{Value, json};

use super::http::{Reply, Request, reply};
use crate::world::{Commit, World};

/// The API shows so many files of a commit at once.
const PAGE: u64 = 300;

pub(super) fn is_call(request: &Request) -> bool {
    request.method == "GET" && is_path(&request.path)
}

pub(super) fn is_path(path: &str) -> bool {
    path.starts_with("/repos/")
}

/// What a call is named in the log, in the way of operations of GraphQL.
pub(super) fn name(request: &Request) -> Option<String> {
    path_of_commit(&request.path).map(|_| "GET commit".to_owned())
}

/// Answers a call.
pub(super) fn answer(world: &World, path: &str) -> Reply {
    let found = path_of_commit(path).and_then(|(repository, sha, page)| {
        let repository = world.repositories.iter().find(|known| known.name_with_owner == repository)?;
        let commit = repository.commits.iter().find(|commit| commit.sha == sha)?;
        Some(reply(json!({ "sha": sha, "files": files(commit, page) })))
    });
    found.unwrap_or_else(|| Reply { status: 404, ..reply(json!({ "message": "Not Found", "status": "404" })) })
}

/// Repository, hash and page in `/repos/o/r/commits/SHA?page=2`.
fn path_of_commit(path: &str) -> Option<(&str, &str, u64)> {
    let (repository, rest) = path.strip_prefix("/repos/")?.split_once("/commits/")?;
    let (sha, query) = rest.split_once('?').unwrap_or((rest, ""));
    let page = query.split('&').find_map(|pair| pair.strip_prefix("page=")?.parse().ok());
    Some((repository, sha, page.unwrap_or(1)))
}

/// The lines of a commit are all in its first file.
fn files(commit: &Commit, page: u64) -> Vec<Value> {
    let from = (page - 1) * PAGE;
    let numbers = from..commit.changed_files.min(from + PAGE);
    let lines = |number, lines| if number == 0 { lines } else { 0 };
    let file = |number| {
        let (additions, deletions) = (lines(number, commit.additions), lines(number, commit.deletions));
        json!({ "filename": format!("src/file-{number:04}.rs"), "additions": additions, "deletions": deletions })
    };
    numbers.map(file).collect()
}
