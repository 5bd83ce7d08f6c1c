//! Texts with a marker on GitHub: one is looked for among many, only what people made who may write there counts, and
//! what a person has changed or removed stays so. It must not know what kind of text it is.

use std::sync::Arc;

use serde_json::Value;
use sparky_github::{Error as GitHubError, GitHub};
use sparky_store::{Record, RecordState};

use super::marker::{self, Marker, digest};
use super::{Found, Trace};
use crate::deliver::Withdrawn;
use crate::error::{Error, Trouble};
use crate::request::Request;
use crate::web::{name, text};

/// Texts on a page, and pages that are looked through.
pub(crate) const PAGE: usize = 100;
pub(crate) const PAGES: usize = 20;

/// What stands in the place of a text that was taken back.
pub(crate) const WITHDRAWN: &str = "*Withdrawn.*";

/// Where the texts of one kind are.
#[derive(Clone, Copy)]
pub(crate) struct Shelf<'a> {
    pub(crate) github: &'a Arc<GitHub>,
    pub(crate) repo: &'a str,
    /// What people call such a text.
    pub(crate) noun: &'static str,
    /// The field that names one.
    pub(crate) name: &'static str,
    /// What a token needs, as it is written in a workflow.
    pub(crate) permission: &'static str,
}

/// A text with a marker, as GitHub shows it.
pub(crate) struct Seen {
    pub(crate) marker: Marker,
    /// Whether somebody made it who may write here; a stranger could write a marker too.
    pub(crate) is_ours: bool,
    /// Who made it.
    login: Option<String>,
    pub(crate) trace: Trace,
    /// Of what is there now.
    pub(crate) sha256: String,
    pub(crate) created_at: String,
}

impl Seen {
    pub(crate) fn compare(self, wanted: &Marker, noun: &str) -> Found {
        self.marker.compare(&self.sha256, wanted, self.trace, noun)
    }
}

impl Shelf<'_> {
    /// Nothing for a text without a marker, and for a pull request.
    pub(crate) fn read(&self, found: &Value) -> Option<Seen> {
        if found.get("pull_request").is_some_and(|request| !request.is_null()) {
            return None;
        }
        let (body, marker) = Marker::split(text(found, "body")?)?;
        let trace = Trace { remote: Some(name(found, self.name)?), url: text(found, "html_url").map(str::to_owned) };
        let sha256 = digest(text(found, "title").unwrap_or_default(), body);
        let created_at = text(found, "created_at").unwrap_or_default().to_owned();
        let login = found.pointer("/user/login").and_then(Value::as_str).map(str::to_owned);
        Some(Seen { marker, is_ours: is_ours(found), login, trace, sha256, created_at })
    }

    /// Looks through a list; `path` has a query already, but for the page.
    pub(crate) async fn search(&self, path: &str, wanted: &Marker) -> Result<Option<Seen>, Error> {
        for page in 1..=PAGES {
            let (seen, is_last) = self.page(path, page).await?;
            if let Some(found) = seen.into_iter().find(|seen| seen.marker.key == wanted.key) {
                return Ok(Some(found));
            }
            if is_last {
                return Ok(None);
            }
        }
        Err(Error::TooMany { noun: self.noun, repo: self.repo.to_owned(), looked: PAGES * PAGE })
    }

    /// The texts of ours on a page, and whether it is the last.
    pub(crate) async fn page(&self, path: &str, page: usize) -> Result<(Vec<Seen>, bool), Error> {
        let path = format!("{path}&per_page={PAGE}&page={page}");
        let answer = self.github.get("ListTexts", &path).await.map_err(|error| self.fault(error))?;
        let list = answer.as_array().ok_or_else(|| self.strange("no list came back"))?;
        let mut seen: Vec<Seen> = list.iter().filter_map(|found| self.read(found)).collect();
        if seen.iter().any(|seen| !seen.is_ours) {
            let me = self.me().await?;
            seen.retain(|seen| seen.is_ours || (me.is_some() && seen.login == me));
        }
        Ok((seen, list.len() < PAGE))
    }

    /// Who asks; nobody for a token that belongs to no person.
    async fn me(&self) -> Result<Option<String>, Error> {
        match self.github.get("GetUser", "/user").await {
            Ok(user) => Ok(text(&user, "login").map(str::to_owned)),
            Err(GitHubError::Forbidden { .. } | GitHubError::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.fault(error)),
        }
    }

    /// The text that the ledger names, at `path`.
    pub(crate) async fn fetch(&self, path: &str, record: &Record, wanted: &Marker) -> Result<Found, Error> {
        let trace = Trace { remote: record.remote.clone(), url: record.url.clone() };
        let noun = self.noun;
        match self.github.get("GetText", path).await {
            Ok(found) => Ok(match self.read(&found) {
                Some(seen) => seen.compare(wanted, noun),
                None => {
                    Found::Left(trace, format!("a person has removed the marker from the {noun}; it is left alone"))
                }
            }),
            Err(GitHubError::NotFound { .. }) if record.state == RecordState::Published => {
                Ok(Found::Left(trace, format!("a person has deleted the {noun}; it is not made again")))
            }
            Err(GitHubError::NotFound { .. }) => Ok(Found::Nothing),
            Err(error) => Err(self.fault(error)),
        }
    }

    /// Takes back a text at `path`, and changes `more` with it; one that shows something newer by now stays.
    pub(crate) async fn withdraw(&self, path: &str, record: &Record, more: Value) -> Result<Withdrawn, Error> {
        let found = match self.github.get("GetText", path).await {
            Ok(found) => found,
            Err(GitHubError::NotFound { .. }) => return Ok(Withdrawn::Gone),
            Err(error) => return Err(self.fault(error)),
        };
        if let Some(end) = withdrawal(text(&found, "body").unwrap_or_default(), record, self.noun) {
            return Ok(end);
        }
        let mut change = more;
        change["body"] = WITHDRAWN.into();
        self.github.patch("WithdrawText", path, change).await.map_err(|error| self.fault(error))?;
        Ok(Withdrawn::Gone)
    }

    /// Sends a request, whose address is a path of the API.
    pub(crate) async fn write(&self, request: &Request) -> Result<Trace, Error> {
        let body = request.value();
        let answer = match request.method {
            "PATCH" => self.github.patch("UpdateText", &request.shown, body).await,
            _ => self.github.post("CreateText", &request.shown, body).await,
        };
        let answer = answer.map_err(|error| self.fault(error))?;
        let remote = name(&answer, self.name).ok_or_else(|| self.strange("nothing came back"))?;
        Ok(Trace { remote: Some(remote), url: text(&answer, "html_url").map(str::to_owned) })
    }

    pub(crate) const fn fault(&self, source: GitHubError) -> Error {
        Error::GitHub { source, permission: self.permission }
    }

    pub(crate) fn strange(&self, reason: &str) -> Error {
        Error::Service { place: format!("github.com/{}", self.repo), trouble: Trouble::Unanswered(reason.to_owned()) }
    }
}

/// Why nothing is to be done, when nothing is.
pub(crate) fn withdrawal(body: &str, record: &Record, noun: &str) -> Option<Withdrawn> {
    match Marker::split(body) {
        Some((_, marker)) if marker.item == marker::encode(&record.item) => None,
        Some(_) => Some(Withdrawn::Gone),
        None if body.trim() == WITHDRAWN => Some(Withdrawn::Gone),
        None => Some(Withdrawn::ByHand(format!("a person has written something else into the {noun}"))),
    }
}

fn is_ours(found: &Value) -> bool {
    let is_bot = found.pointer("/user/type").and_then(Value::as_str) == Some("Bot");
    match text(found, "author_association") {
        Some(role) => is_bot || matches!(role, "OWNER" | "MEMBER" | "COLLABORATOR"),
        None => true,
    }
}
