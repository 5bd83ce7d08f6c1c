//! The branch whose commits count, and which of them the remote does not have yet.

use std::collections::BTreeSet;
use std::path::Path;

use sparky_git::Git;

use super::unreadable;
use crate::Error;

/// The default branch of a clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Branch {
    /// Its short name; none when the clone has nothing but a detached HEAD.
    pub(crate) name: Option<String>,
    /// What git shall start from.
    pub(crate) revision: String,
}

/// The branch that the remote calls its default (the local one of that name, if it is there), else the one that is
/// checked out; none in a repository without commits.
pub(crate) async fn default(git: &Git, path: &Path) -> Result<Option<Branch>, Error> {
    let remote_head = symbolic(git, path, "refs/remotes/origin/HEAD").await;
    if let Some(name) = remote_head.as_deref().and_then(|head| head.strip_prefix("refs/remotes/origin/")) {
        for revision in [format!("refs/heads/{name}"), format!("refs/remotes/origin/{name}")] {
            if exists(git, path, &revision).await {
                return Ok(Some(Branch { name: Some(name.to_owned()), revision }));
            }
        }
    }
    if exists(git, path, "HEAD").await {
        let head = symbolic(git, path, "HEAD").await;
        let name = head.as_deref().and_then(|head| head.strip_prefix("refs/heads/")).map(str::to_owned);
        return Ok(Some(Branch { name, revision: "HEAD".to_owned() }));
    }
    if git.run(path, ["rev-parse", "--verify", "--quiet", "HEAD"]).text().await.is_ok() {
        return Err(unreadable::error(path, "the commit that HEAD names is missing"));
    }
    beside_unborn(git, path).await
}

/// HEAD names a branch without commits. That is an empty repository, unless other branches have some: in a bare one
/// that was made with another default, or one that was only fetched into.
async fn beside_unborn(git: &Git, path: &Path) -> Result<Option<Branch>, Error> {
    let words = ["for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes/origin"];
    let refs = git.run(path, words).text().await?;
    for root in ["refs/heads/", "refs/remotes/origin/"] {
        let mut names: Vec<&str> = refs.lines().filter_map(|name| name.strip_prefix(root)).collect();
        names.retain(|name| *name != "HEAD");
        let usual = ["main", "master"].into_iter().find(|usual| names.contains(usual));
        let name = match names.as_slice() {
            [] => continue,
            [only] => *only,
            _ => usual.ok_or_else(|| unreadable::error(path, "HEAD names a branch that is not there"))?,
        };
        return Ok(Some(Branch { name: Some(name.to_owned()), revision: format!("{root}{name}") }));
    }
    Ok(None)
}

/// Commits of a revision that no branch of a remote holds; empty in a clone without remote branches, where nothing can be told.
pub(crate) async fn unpushed(git: &Git, path: &Path, revision: &str) -> Result<BTreeSet<String>, Error> {
    let remote = git.run(path, ["for-each-ref", "--count=1", "refs/remotes"]).text().await?;
    if remote.trim().is_empty() {
        return Ok(BTreeSet::new());
    }
    let list = git.run(path, ["rev-list", revision, "--not", "--remotes"]).text().await?;
    Ok(list.lines().map(str::to_owned).collect())
}

async fn symbolic(git: &Git, path: &Path, name: &str) -> Option<String> {
    let target = git.run(path, ["symbolic-ref", "--quiet", name]).text().await.ok()?;
    Some(target.trim().to_owned())
}

async fn exists(git: &Git, path: &Path, revision: &str) -> bool {
    let commit = format!("{revision}^{{commit}}");
    git.run(path, ["rev-parse", "--verify", "--quiet", &commit]).text().await.is_ok()
}
