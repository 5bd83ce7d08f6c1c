//! Tags of a clone as releases. It must not know what a release is on GitHub.

use std::path::Path;

use chrono::DateTime;
use sparky_git::Git;
use sparky_schema::records::Release;

use crate::Error;
use crate::message::one_line;
use crate::range::Range;

/// Name, date (the tagger's, else the commit's), kind of object, subject, each with a NUL behind it.
const FORMAT: &str = "--format=%(refname:strip=2)%00%(creatordate:unix)%00%(objecttype)%00%(contents:subject)%00";

/// Reads the tags of a range, sorted by date and name.
pub(crate) async fn read(git: &Git, path: &Path, range: Range) -> Result<Vec<Release>, Error> {
    let list = git.run(path, ["for-each-ref", FORMAT, "refs/tags"]).text().await?;
    let mut releases: Vec<Release> = list.split_terminator("\0\n").filter_map(|line| release(line, range)).collect();
    releases.sort_by(|a, b| (a.published_at, &a.tag).cmp(&(b.published_at, &b.tag)));
    Ok(releases)
}

fn release(line: &str, range: Range) -> Option<Release> {
    let mut fields = line.split('\0');
    let (tag, date, kind) = (fields.next()?, fields.next()?, fields.next()?);
    let published_at = DateTime::from_timestamp(date.parse().ok()?, 0)?;
    // The subject of a light tag is its commit's, which is no name for a release.
    let name = if kind == "tag" { one_line(fields.next().unwrap_or_default()) } else { String::new() };
    range.contains(published_at).then(|| Release {
        tag: tag.to_owned(),
        name,
        author: None,
        published_at,
        prerelease: is_prerelease(tag),
        local_only: false,
    })
}

/// Whether a version says of itself that it is not final, as semantic versioning and common usage have it.
fn is_prerelease(tag: &str) -> bool {
    let tag = tag.to_lowercase();
    let starts_with_digit = |rest: &str| rest.is_empty() || rest.starts_with(|c: char| !c.is_ascii_alphabetic());
    ["alpha", "beta", "rc", "pre", "dev", "nightly", "canary", "snapshot"]
        .iter()
        .any(|word| tag.rsplit_once(word).is_some_and(|(before, rest)| is_version(before) && starts_with_digit(rest)))
}

fn is_version(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) && text.ends_with(|c: char| !c.is_ascii_alphabetic())
}
