//! What a clone is called and where it is on the web, from its remote. It must not reach the remote.

use std::net::Ipv4Addr;
use std::path::Path;

use sparky_git::Git;
use sparky_schema::ids::RepoName;

use super::unreadable;
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
    if !path.is_dir() {
        let message = if path.exists() { "it is not a folder" } else { "there is no such folder" };
        return Err(unreadable::error(path, message));
    }
    git.run(path, ["rev-parse", "--git-dir"]).text().await?;
    let remote = git.run(path, ["config", "--get", "remote.origin.url"]).text().await.unwrap_or_default();
    Ok(from_remote(remote.trim()).unwrap_or_else(|| Place { name: local_name(path), url: None }))
}

/// The place that a remote address names: `https://host/owner/name`, `git@host:owner/name.git`, and the like.
fn from_remote(remote: &str) -> Option<Place> {
    let (scheme, host, path) = match remote.split_once("://") {
        Some((scheme @ ("http" | "https" | "ssh" | "git"), rest)) => {
            let (host, path) = rest.split_once('/')?;
            (scheme, host, path)
        }
        Some(_) => return None,
        None => {
            let (host, path) = remote.split_once(':').filter(|(host, _)| !host.contains('/') && host.len() > 1)?;
            ("", host, path)
        }
    };
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let is_folder_of_server = scheme.is_empty() && path.starts_with('/');
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let mut parts = path.rsplit('/');
    let (name, owner) = (parts.next()?, parts.next()?);
    let repository: RepoName = format!("{owner}/{name}").parse().ok()?;
    // A path of more than two parts is a group of another forge: the address stays whole, the name is its end.
    let site = site(scheme, host).filter(|_| is_web_path(path) && !is_folder_of_server);
    Some(Place { name: repository, url: site.map(|site| format!("{site}/{path}")) })
}

/// Where the pages of a host are; none for a nickname of the ssh configuration and for a machine without a name.
fn site(scheme: &str, host: &str) -> Option<String> {
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
    let has_domain = name.contains('.') && name.parse::<Ipv4Addr>().is_err();
    let site = match port {
        // Where pages and git share a port; the port of ssh says nothing about pages.
        Some(port) if scheme.starts_with("http") => format!("{scheme}://{name}:{}", port.parse::<u16>().ok()?),
        _ => format!("https://{name}"),
    };
    (is_name && has_domain).then_some(site)
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
