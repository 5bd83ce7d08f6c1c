//! Issues of a repository: one for each item, or one of each kind that always shows the newest. When a new one comes,
//! earlier ones may be closed. It must not know how they are found again.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Days};
use serde_json::json;
use sparky_github::GitHub;
use sparky_store::Record;

use super::github_comment::since;
use super::marker::{self, Marker};
use super::shelf::{PAGES, Seen, Shelf};
use super::{Found, Service, Trace};
use crate::config::Older;
use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::post::Post;
use crate::request::{Repeat, Request};
use crate::text::{quiet_on_github, shorten};

/// What GitHub takes, with room for the marker.
const TITLE: usize = 256;
const BODY: usize = 65_000;

/// The issues.
pub(crate) struct GithubIssue<'a> {
    github: &'a Arc<GitHub>,
    target: &'a str,
    repo: &'a str,
    rolling: bool,
    older: Older,
    /// Earlier ones that are to be closed.
    stale: Mutex<Vec<String>>,
}

impl<'a> GithubIssue<'a> {
    pub(crate) const fn new(
        github: &'a Arc<GitHub>,
        target: &'a str,
        repo: &'a str,
        rolling: bool,
        older: Older,
    ) -> Self {
        Self { github, target, repo, rolling, older, stale: Mutex::new(Vec::new()) }
    }

    const fn shelf(&self) -> Shelf<'_> {
        Shelf { github: self.github, repo: self.repo, noun: "issue", name: "number", permission: "issues: write" }
    }

    fn marker(&self, post: &Post<'_>) -> Marker {
        Marker::new(&marker::key(self.target, post, self.rolling), &post.item.id, &title(post), &text(post))
    }

    /// Newest first. A rolling issue may be as old as the repository; any other was made after its window began.
    fn list(&self, post: &Post<'_>) -> String {
        let since = if self.rolling { String::new() } else { format!("&since={}", since(post)) };
        format!("/repos/{}/issues?state=all&sort=created&direction=desc{since}", self.repo)
    }

    /// Open issues of this target that the new one takes the place of.
    async fn find_stale(&self, post: &Post<'_>) -> Result<Vec<String>, Error> {
        let path = format!("/repos/{}/issues?state=open&sort=created&direction=desc", self.repo);
        let mut stale = Vec::new();
        for page in 1..=PAGES {
            let (seen, is_last) = self.shelf().page(&path, page).await?;
            let old = seen.into_iter().filter(|seen| self.is_stale(seen, post));
            stale.extend(old.filter_map(|seen| seen.trace.remote));
            if is_last {
                break;
            }
        }
        Ok(stale)
    }

    fn is_stale(&self, seen: &Seen, post: &Post<'_>) -> bool {
        let (item, kind) = (marker::encode(&post.item.id), marker::scope(post));
        let is_of = |scope: &str| seen.marker.key.starts_with(&marker::encode(&format!("{}/{scope}", self.target)));
        // Ids of one kind sort as their windows do.
        let is_replaced = self.older.close && is_of(&format!("{kind}/")) && seen.marker.item < item;
        let until = post.content.window.until;
        let limit = self.older.days.and_then(|days| until.checked_sub_days(Days::new(days.into())));
        let made = DateTime::parse_from_rfc3339(&seen.created_at).ok();
        let is_expired = limit.zip(made).is_some_and(|(limit, made)| made < limit);
        is_replaced || (is_expired && is_of("") && seen.marker.item != item)
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
        let body = format!("{}\n\n{}\n", text(post), self.marker(post).comment());
        Ok(Request::to(method, &path).json(&json!({ "title": title(post), "body": body })))
    }

    /// The issue, then an end to the earlier ones.
    fn next(&self, post: &Post<'_>, found: &Found, done: &[Trace]) -> Result<Option<Request>, Error> {
        let Some(index) = done.len().checked_sub(1) else { return self.plan(post, found).map(Some) };
        let stale = self.stale.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(stale.get(index).filter(|_| *found == Found::Nothing).map(|number| {
            let path = format!("/repos/{}/issues/{number}", self.repo);
            let request = Request::to("PATCH", &path).json(&json!({ "state": "closed", "state_reason": "completed" }));
            Request { repeat: Repeat::Always, ..request }
        }))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let (shelf, wanted) = (self.shelf(), self.marker(post));
        let known = record.and_then(|record| Some((record, record.remote.as_deref()?)));
        if let Some((record, number)) = known.filter(|_| !self.rolling) {
            return shelf.fetch(&format!("/repos/{}/issues/{number}", self.repo), record, &wanted).await;
        }
        let seen = shelf.search(&self.list(post), &wanted).await?;
        if seen.is_none() && self.older != Older::default() {
            *self.stale.lock().unwrap_or_else(PoisonError::into_inner) = self.find_stale(post).await?;
        }
        Ok(seen.map_or(Found::Nothing, |seen| seen.compare(&wanted, shelf.noun)))
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        match self.shelf().write(request).await {
            // The item is there; the next one closes what is left.
            Err(error) if request.repeat == Repeat::Always => {
                tracing::warn!(target_name = self.target, "an earlier issue is not closed: {error}");
                Ok(Trace::default())
            }
            end => end,
        }
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let Some(id) = &record.remote else {
            return Ok(Withdrawn::nameless());
        };
        let closed = json!({ "title": "Withdrawn", "state": "closed", "state_reason": "not_planned" });
        self.shelf().withdraw(&format!("/repos/{}/issues/{id}", self.repo), record, closed).await
    }

    async fn check(&self) -> Result<Checked, Error> {
        let repository = self.github.get("GetRepository", &format!("/repos/{}", self.repo)).await;
        let repository = repository.map_err(|error| self.shelf().fault(error))?;
        if repository.get("has_issues").and_then(serde_json::Value::as_bool) == Some(false) {
            return Err(Error::Unusable(format!("{} has no issues; switch them on in its settings", self.repo)));
        }
        Ok(Checked::good([format!("{} has issues", self.repo)]))
    }
}

fn title(post: &Post<'_>) -> String {
    shorten(&quiet_on_github(&post.item.title), TITLE)
}

fn text(post: &Post<'_>) -> String {
    shorten(quiet_on_github(&post.item.body_markdown).trim(), BODY)
}
