//! The notes of a release: a section between hidden markers, for each item or for the newest of each kind. What stands
//! around it is left as it is. It must not know who wrote the rest.

mod section;

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use sparky_github::{Error as GitHubError, GitHub};
use sparky_store::{Record, RecordState};

use self::section::Section;
use super::marker::{self, Marker};
use super::{Found, Service, Trace};
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Unfit};
use crate::post::Post;
use crate::request::Request;
use crate::text::{length, quiet_on_github, shorten};
use crate::web::{name, text};

/// What GitHub takes.
const NOTES: usize = 125_000;
const SECTION: usize = 60_000;
/// The tag that stands for whatever was released last.
const LATEST: &str = "latest";
const PERMISSION: &str = "contents: write";

/// The notes of one release.
pub(crate) struct GithubRelease<'a> {
    github: &'a Arc<GitHub>,
    target: &'a str,
    repo: &'a str,
    tag: &'a str,
    rolling: bool,
    /// The release as it was when it was looked at.
    seen: Mutex<Option<Value>>,
}

impl<'a> GithubRelease<'a> {
    pub(crate) const fn new(
        github: &'a Arc<GitHub>,
        target: &'a str,
        repo: &'a str,
        tag: &'a str,
        rolling: bool,
    ) -> Self {
        Self { github, target, repo, tag, rolling, seen: Mutex::new(None) }
    }

    fn marker(&self, post: &Post<'_>) -> Marker {
        Marker::new(&marker::key(self.target, post, self.rolling), &post.item.id, "", &notes(post))
    }

    async fn fetch(&self) -> Result<Value, Error> {
        let tag: String = url::form_urlencoded::byte_serialize(self.tag.as_bytes()).collect();
        let last = if self.tag == LATEST { LATEST.to_owned() } else { format!("tags/{}", tag.replace('+', "%20")) };
        match self.github.get("GetRelease", &format!("/repos/{}/releases/{last}", self.repo)).await {
            Ok(release) if is_whole(&release) => Ok(release),
            Ok(_) => Err(self.strange()),
            Err(GitHubError::NotFound { .. }) => {
                Err(Error::NoRelease { repo: self.repo.to_owned(), tag: self.tag.to_owned() })
            }
            Err(source) => Err(Error::GitHub { source, permission: PERMISSION }),
        }
    }

    fn strange(&self) -> Error {
        let trouble = crate::error::Trouble::Unanswered("no release came back".to_owned());
        Error::Service { place: format!("github.com/{}", self.repo), trouble }
    }
}

impl Service for GithubRelease<'_> {
    fn plan(&self, post: &Post<'_>, _: &Found) -> Result<Request, Error> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default();
        let before = text(&seen, "body").unwrap_or_default();
        let body = Section::place(before, &notes(post), &self.marker(post));
        if length(&body) > NOTES {
            return Err(Error::Unfit(Unfit::TooLong { what: "the notes of a release", limit: NOTES }));
        }
        let id = name(&seen, "id").unwrap_or_else(|| "${release}".to_owned());
        Ok(Request::to("PATCH", &format!("/repos/{}/releases/{id}", self.repo)).json(&json!({ "body": body })))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let release = self.fetch().await?;
        let url = text(&release, "html_url").map(str::to_owned);
        let (trace, wanted) = (Trace { remote: name(&release, "id"), url }, self.marker(post));
        let section = Section::find(text(&release, "body").unwrap_or_default(), &wanted.key);
        // The latest release is another one now and then, which has no section yet.
        let is_same = record.is_some_and(|record| record.remote == trace.remote);
        let was_there = is_same && record.is_some_and(|record| record.state == RecordState::Published);
        let found = match section {
            Some(section) => section.marker.compare(&section.sha256(), &wanted, trace, "section of the notes"),
            None if was_there => {
                Found::Left(trace, "a person has removed the section from the notes; it is not made again".to_owned())
            }
            None => Found::Nothing,
        };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(release);
        Ok(found)
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let body = serde_json::from_slice(request.body.bytes()).unwrap_or_default();
        let answer = self.github.patch("UpdateRelease", &request.shown, body).await;
        let release = answer.map_err(|source| Error::GitHub { source, permission: PERMISSION })?;
        let url = text(&release, "html_url").map(str::to_owned);
        Ok(Trace { remote: Some(name(&release, "id").ok_or_else(|| self.strange())?), url })
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let release = self.fetch().await?;
        let scope = record.item.rsplit_once('/').map_or(record.item.as_str(), |(scope, _)| scope);
        let key = format!("{}/{}", self.target, if self.rolling { scope } else { record.item.as_str() });
        let notes = text(&release, "body").unwrap_or_default();
        let own = |section: &Section<'_>| section.marker.item == marker::encode(&record.item);
        let Some(section) = Section::find(notes, &marker::encode(&key)).filter(own) else { return Ok(Withdrawn::Gone) };
        let path = format!("/repos/{}/releases/{}", self.repo, name(&release, "id").unwrap_or_default());
        let change = json!({ "body": section.without() });
        let answer = self.github.patch("UpdateRelease", &path, change).await;
        answer.map(|_| Withdrawn::Gone).map_err(|source| Error::GitHub { source, permission: PERMISSION })
    }

    async fn check(&self) -> Result<Checked, Error> {
        let release = self.fetch().await?;
        Ok(Checked::good([format!("the release is {}", text(&release, "tag_name").unwrap_or(self.tag))]))
    }
}

/// Notes that cannot be read must not be written over.
fn is_whole(release: &Value) -> bool {
    name(release, "id").is_some() && release.get("body").is_none_or(|body| body.is_string() || body.is_null())
}

fn notes(post: &Post<'_>) -> String {
    let title = shorten(&quiet_on_github(&post.item.title), 256);
    let body = shorten(quiet_on_github(&post.item.body_markdown).trim(), SECTION);
    // Nothing in a section may look like its end.
    format!("## {title}\n\n{body}").replace("<!--", "<\u{200b}!--")
}
