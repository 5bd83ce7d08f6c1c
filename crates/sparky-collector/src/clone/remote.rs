//! What a clone is called and where it is on the web, from its remote. It must not reach the remote.

use std::path::Path;

use sparky_git::Git;
use sparky_schema::ids::RepoName;

use crate::Error;

/// Name and web address of a clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) name: RepoName,
    pub(crate) url: Option<String>,
}

/// Finds out what the clone at `path` is called.
///
/// # Errors
/// When there is no readable repository.
pub(crate) async fn identify(git: &Git, path: &Path) -> Result<Place, Error> {
    let unreadable = |message: String| Error::NoRepository { path: path.to_owned(), message };
    if !path.is_dir() {
        return Err(unreadable("there is no such folder".to_owned()));
    }
    let check = git.run(path, ["rev-parse", "--git-dir"]).text().await;
    check.map_err(|error| match error {
        sparky_git::Error::Failed { said, .. } => unreadable(said),
        other => Error::Git(other),
    })?;
    let remote = git.run(path, ["config", "--get", "remote.origin.url"]).text().await.unwrap_or_default();
    Ok(from_remote(remote.trim()).unwrap_or_else(|| Place { name: local_name(path), url: None }))
}

/// The place that a remote address names: `https://host/owner/name`, `git@host:owner/name.git`, and the like.
pub(crate) fn from_remote(remote: &str) -> Option<Place> {
    let (host, path) = match remote.split_once("://") {
        Some(("http" | "https" | "ssh" | "git", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        None => remote.split_once(':').filter(|(host, _)| !host.contains('/') && host.len() > 1)?,
    };
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next().unwrap_or_default();
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let mut parts = path.rsplit('/');
    let (name, owner) = (parts.next()?, parts.next()?);
    let repository: RepoName = format!("{owner}/{name}").parse().ok()?;
    // A path of more than two parts is a group of another forge: the address stays whole, the name is its end.
    let url = (host.contains('.') && is_web_path(path)).then(|| format!("https://{host}/{path}"));
    Some(Place { name: repository, url })
}

fn is_web_path(path: &str) -> bool {
    path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/'))
}

/// `local/<folder>` for a path that says no more.
pub(crate) fn local_name(path: &Path) -> RepoName {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let resolved = full.canonicalize().unwrap_or(full);
    let folder = resolved.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = folder.strip_suffix(".git").filter(|rest| !rest.is_empty()).unwrap_or(&folder);
    RepoName::local(folder)
}
