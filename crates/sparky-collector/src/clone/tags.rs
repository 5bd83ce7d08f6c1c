//! Tags of a clone as releases. It must not know what a release is on GitHub.

use std::path::Path;

use chrono::DateTime;
use sparky_git::Git;
use sparky_schema::records::Release;

use super::branch;
use crate::Error;
use crate::message::one_line;
use crate::range::Range;

/// Name, date (the tagger's, else the commit's), the object and what an annotated tag points to, the subject, each with
/// a NUL behind it.
const FORMAT: &str =
    "--format=%(refname:strip=2)%00%(creatordate:unix)%00%(objectname)%00%(*objectname)%00%(contents:subject)%00";

/// Reads the tags of a range, sorted by date and name.
pub(crate) async fn read(git: &Git, path: &Path, range: Range) -> Result<Vec<Release>, Error> {
    let list = git.run(path, ["for-each-ref", FORMAT, "refs/tags"]).text().await?;
    let mut found: Vec<Found<'_>> = list.split_terminator("\0\n").filter_map(|line| release(line, range)).collect();
    if !found.is_empty() {
        let unpushed = branch::unpushed(git, path, "--tags").await?;
        found.iter_mut().for_each(|found| found.release.local_only = unpushed.contains(found.commit));
    }
    let mut releases: Vec<Release> = found.into_iter().map(|found| found.release).collect();
    releases.sort_by(|a, b| (a.published_at, &a.tag).cmp(&(b.published_at, &b.tag)));
    Ok(releases)
}

struct Found<'a> {
    release: Release,
    commit: &'a str,
}

fn release(line: &str, range: Range) -> Option<Found<'_>> {
    let mut fields = line.split('\0');
    let (tag, date) = (fields.next()?, fields.next()?);
    let published_at = DateTime::from_timestamp(date.parse().ok()?, 0)?;
    let (object, tagged, subject) = (fields.next()?, fields.next()?, fields.next()?);
    // The subject of a light tag is its commit's, which is no name for a release.
    let (commit, name) = if tagged.is_empty() { (object, String::new()) } else { (tagged, one_line(subject)) };
    let release = Release {
        tag: tag.to_owned(),
        name,
        author: None,
        published_at,
        prerelease: is_prerelease(tag),
        ..Release::default()
    };
    range.contains(published_at).then_some(Found { release, commit })
}

/// Whether a version says of itself that it is not final, as semantic versioning and common usage have it.
fn is_prerelease(tag: &str) -> bool {
    let tag = tag.to_lowercase();
    let starts_with_digit = |rest: &str| rest.is_empty() || rest.starts_with(|c: char| !c.is_ascii_alphabetic());
    ["alpha", "beta", "rc", "pre", "preview", "prerelease", "dev", "nightly", "canary", "snapshot"]
        .iter()
        .any(|word| tag.rsplit_once(word).is_some_and(|(before, rest)| is_version(before) && starts_with_digit(rest)))
}

fn is_version(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) && text.ends_with(|c: char| !c.is_ascii_alphabetic())
}
