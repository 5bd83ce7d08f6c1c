//! Issues of a repository: one for each item, or one of each kind that always shows the newest. A hidden marker tells
//! which item an issue holds and whether a person has changed it since.

mod seen;

use std::sync::Arc;

use serde_json::{Value, json};
use sparky_github::{Error as GitHubError, GitHub};
use sparky_store::{Record, RecordState};

use self::seen::Seen;
use super::marker::Marker;
use super::{Found, Service, Trace};
use crate::error::{Error, Trouble};
use crate::post::Post;
use crate::request::Request;
use crate::text::{quiet_on_github, shorten};

/// What GitHub takes, with room for the marker.
const TITLE: usize = 256;
const BODY: usize = 65_000;
/// Issues on a page, and pages that are looked through.
const PAGE: usize = 100;
const PAGES: usize = 20;

/// The issues.
pub(crate) struct GithubIssue<'a> {
    pub(crate) github: &'a Arc<GitHub>,
    pub(crate) target: &'a str,
    pub(crate) repo: &'a str,
    pub(crate) rolling: bool,
}

impl GithubIssue<'_> {
    fn marker(&self, post: &Post<'_>) -> Marker {
        let scope = if self.rolling { post.item.kind.name() } else { post.item.id.as_str() };
        Marker::new(&format!("{}/{scope}", self.target), &post.item.id, &title(post), &text(post))
    }

    /// Newest first. A rolling issue may be as old as the repository; any other was made after its window began.
    async fn search(&self, wanted: &Marker, post: &Post<'_>) -> Result<Option<Seen>, Error> {
        let since = post.content.window.since.format("%Y-%m-%dT%H:%M:%SZ");
        let since = if self.rolling { String::new() } else { format!("&since={since}") };
        for page in 1..=PAGES {
            let query = format!("state=all&sort=created&direction=desc&per_page={PAGE}{since}&page={page}");
            let path = format!("/repos/{}/issues?{query}", self.repo);
            let answer = self.github.get("ListIssues", &path).await?;
            let issues = answer.as_array().ok_or_else(|| self.strange("no list of issues"))?;
            let mut seen = issues.iter().filter_map(Seen::of);
            if let Some(found) = seen.find(|seen| seen.is_ours && seen.marker.key == wanted.key) {
                return Ok(Some(found));
            }
            if issues.len() < PAGE {
                return Ok(None);
            }
        }
        Err(Error::TooManyIssues { repo: self.repo.to_owned(), looked: PAGES * PAGE })
    }

    /// The issue of the ledger; none when it is gone.
    async fn fetch(&self, number: &str) -> Result<Option<Value>, Error> {
        match self.github.get("GetIssue", &format!("/repos/{}/issues/{number}", self.repo)).await {
            Ok(issue) => Ok(Some(issue)),
            Err(GitHubError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn strange(&self, reason: &str) -> Error {
        Error::Service { place: format!("github.com/{}", self.repo), trouble: Trouble::Unanswered(reason.to_owned()) }
    }
}

impl Service for GithubIssue<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let (method, path) = match found {
            Found::Changed(Trace { remote: Some(number), .. }) => {
                ("PATCH", format!("/repos/{}/issues/{number}", self.repo))
            }
            _ => ("POST", format!("/repos/{}/issues", self.repo)),
        };
        let body =
            json!({ "title": title(post), "body": format!("{}\n\n{}\n", text(post), self.marker(post).comment()) });
        Ok(Request::to(method, &path).body(body.to_string()))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let wanted = self.marker(post);
        let known = record.and_then(|record| Some((record, record.remote.as_deref()?)));
        if let Some((record, number)) = known.filter(|_| !self.rolling) {
            let trace = Trace { remote: Some(number.to_owned()), url: record.url.clone() };
            return Ok(match self.fetch(number).await? {
                Some(issue) => match Seen::of(&issue) {
                    Some(seen) => seen.compare(&wanted),
                    None => Found::Left(
                        trace,
                        "a person has removed the marker from the issue; it is left alone".to_owned(),
                    ),
                },
                None if record.state == RecordState::Published => {
                    Found::Left(trace, "a person has deleted the issue; it is not made again".to_owned())
                }
                None => Found::Nothing,
            });
        }
        Ok(self.search(&wanted, post).await?.map_or(Found::Nothing, |seen| seen.compare(&wanted)))
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let body = serde_json::from_slice(request.body.bytes()).unwrap_or_default();
        let issue = match request.method {
            "PATCH" => self.github.patch("UpdateIssue", &request.shown, body).await?,
            _ => self.github.post("CreateIssue", &request.shown, body).await?,
        };
        let number = issue.get("number").and_then(Value::as_u64).ok_or_else(|| self.strange("no issue came back"))?;
        let url = issue.get("html_url").and_then(Value::as_str).map(str::to_owned);
        Ok(Trace { remote: Some(number.to_string()), url })
    }
}

fn title(post: &Post<'_>) -> String {
    shorten(&quiet_on_github(&post.item.title), TITLE)
}

fn text(post: &Post<'_>) -> String {
    shorten(quiet_on_github(&post.item.body_markdown).trim(), BODY)
}
