//! Comments on an issue or a pull request: one for each item, or one of each kind that always shows the newest. It must
//! not know how they are found again.

use std::sync::Arc;

use serde_json::json;
use sparky_github::GitHub;
use sparky_store::Record;

use super::marker::{self, Marker};
use super::shelf::Shelf;
use super::{Found, Service, Trace};
use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::post::Post;
use crate::request::Request;
use crate::text::{quiet_on_github, shorten};

/// What GitHub takes, with room for the title and the marker.
const BODY: usize = 64_000;

/// The comments on one issue.
pub(crate) struct GithubComment<'a> {
    pub(crate) github: &'a Arc<GitHub>,
    pub(crate) target: &'a str,
    pub(crate) repo: &'a str,
    pub(crate) issue: u64,
    pub(crate) rolling: bool,
}

impl GithubComment<'_> {
    const fn shelf(&self) -> Shelf<'_> {
        let permission = "issues: write (pull-requests: write on a pull request)";
        Shelf { github: self.github, repo: self.repo, noun: "comment", name: "id", permission }
    }

    fn marker(&self, post: &Post<'_>) -> Marker {
        Marker::new(&marker::key(self.target, post, self.rolling), &post.item.id, "", &text(post))
    }
}

impl Service for GithubComment<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let (method, path) = match found {
            Found::Changed(Trace { remote: Some(id), .. }) => {
                ("PATCH", format!("/repos/{}/issues/comments/{id}", self.repo))
            }
            _ => ("POST", format!("/repos/{}/issues/{}/comments", self.repo, self.issue)),
        };
        let body = format!("{}\n\n{}\n", text(post), self.marker(post).comment());
        Ok(Request::to(method, &path).json(&json!({ "body": body })))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let (shelf, wanted) = (self.shelf(), self.marker(post));
        let known = record.and_then(|record| Some((record, record.remote.as_deref()?)));
        if let Some((record, id)) = known.filter(|_| !self.rolling) {
            return shelf.fetch(&format!("/repos/{}/issues/comments/{id}", self.repo), record, &wanted).await;
        }
        let path = format!("/repos/{}/issues/{}/comments?", self.repo, self.issue);
        let path = if self.rolling { path } else { format!("{path}since={}", since(post)) };
        Ok(shelf.search(&path, &wanted).await?.map_or(Found::Nothing, |seen| seen.compare(&wanted, "comment")))
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        self.shelf().write(request).await
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let Some(id) = &record.remote else {
            return Ok(Withdrawn::nameless());
        };
        let path = format!("/repos/{}/issues/comments/{id}", self.repo);
        self.shelf().withdraw(&path, record, json!({})).await
    }

    async fn check(&self) -> Result<Checked, Error> {
        let path = format!("/repos/{}/issues/{}", self.repo, self.issue);
        let issue = self.github.get("GetIssue", &path).await.map_err(|error| self.shelf().fault(error))?;
        let is_locked = issue.get("locked").and_then(serde_json::Value::as_bool) == Some(true);
        let state = if is_locked { "locked: only people with write access may comment" } else { "open to comments" };
        Ok(Checked::good([format!("{}#{} is {state}", self.repo, self.issue)]))
    }
}

/// Nothing of an item is older than the window's beginning.
pub(super) fn since(post: &Post<'_>) -> String {
    post.content.window.since.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn text(post: &Post<'_>) -> String {
    let title = shorten(&quiet_on_github(&post.item.title), 256);
    format!("## {title}\n\n{}", shorten(quiet_on_github(&post.item.body_markdown).trim(), BODY))
}
