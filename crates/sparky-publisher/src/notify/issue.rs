//! The one issue that says how things are: opened when something is wrong, changed when something else is, closed when all
//! is well, and opened again. It is found by its marker, so that there is never a second one. It must not know what can be
//! wrong.

use std::sync::Arc;

use serde_json::{Value, json};
use sparky_github::GitHub;
use sparky_schema::publication::{Status, TargetResult};

use super::{Told, failed};
use crate::config::Config;
use crate::deliver::{Delivery, entry};
use crate::error::Error;
use crate::request::Request;
use crate::targets::{Marker, PAGES, Seen, Shelf, digest, encode};
use crate::text::{quiet_on_github, shorten};

/// What the issue is for, in its marker and in results.
const KEY: &str = "alert/health";
/// What its marker says when all is well.
const WELL: &str = "well";
/// What GitHub takes, with room for the marker.
const BODY: usize = 65_000;
/// Pages of closed issues that are looked through, the newest change first: an older one is history.
const CLOSED_PAGES: usize = 3;

/// Where the issue is.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The client whose token may write there.
    pub github: Arc<GitHub>,
    /// `owner/name`.
    pub repo: String,
}

/// How things are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Something is wrong.
    Ill {
        /// What is, in few words that stay the same while it is.
        reasons: Vec<String>,
        /// The title of the issue.
        title: String,
        /// The text that is compared, in CommonMark.
        body_markdown: String,
        /// What is added and may differ from day to day, such as a link.
        footer: String,
    },
    /// All is well.
    Well {
        /// What the issue says then.
        body_markdown: String,
    },
}

/// What is to be done with the issue.
enum Step {
    Nothing(Status, Option<String>),
    Write(Status, Request),
}

/// Brings the issue up to date with how things are. What fails is in the result. With [`Config::dry_run`] nothing is
/// written.
pub async fn keep_issue(issue: &Issue, state: &State, config: &Config) -> Told {
    let name = format!("issue in {}", issue.repo);
    match keep(issue, state, config, &name).await {
        Ok(told) => told,
        Err(error) => failed(&name, KEY, &error),
    }
}

async fn keep(issue: &Issue, state: &State, config: &Config, name: &str) -> Result<Told, Error> {
    let desk = Desk { issue };
    let (step, url) = desk.step(state).await?;
    let told = |status, url, error| {
        let result = TargetResult { url, error, ..entry(name, KEY, status) };
        Told::from(Delivery::of(result))
    };
    match step {
        Step::Nothing(status, because) => Ok(told(status, url, because)),
        Step::Write(status, request) if config.dry_run => {
            let requests = vec![request.planned(name, KEY)];
            Ok(Told { requests, ..told(status, url, None) })
        }
        Step::Write(status, request) => {
            if let Some(reason) = config.stop.reason() {
                return Err(Error::Stopped(reason));
            }
            let trace = desk.shelf().write(&request).await?;
            Ok(told(status, trace.url, None))
        }
    }
}

struct Desk<'a> {
    issue: &'a Issue,
}

impl Desk<'_> {
    const fn shelf(&self) -> Shelf<'_> {
        Shelf {
            github: &self.issue.github,
            repo: self.issue.repo.as_str(),
            noun: "issue",
            name: "number",
            permission: "issues: write",
        }
    }

    async fn step(&self, state: &State) -> Result<(Step, Option<String>), Error> {
        let open = self.find("open", PAGES).await?;
        let is_open = open.is_some();
        let seen = match open {
            Some(seen) => Some(seen),
            None => self.find("closed", CLOSED_PAGES).await?,
        };
        let url = seen.as_ref().and_then(|seen| seen.trace.url.clone());
        let step = match state {
            State::Ill { reasons, title, body_markdown, footer } => {
                let text = body_markdown.trim();
                let wanted = Marker::with(KEY, &reasons.join(" "), digest(title, text));
                let body = body(text, footer, &wanted);
                self.open(seen.as_ref(), is_open, &wanted, &json!({ "title": title, "body": body }))
            }
            State::Well { body_markdown } => {
                let wanted = Marker::with(KEY, WELL, digest("", body_markdown));
                self.close(seen.as_ref(), is_open, &body(body_markdown, "", &wanted))
            }
        };
        Ok((step, url))
    }

    fn open(&self, seen: Option<&Seen>, is_open: bool, wanted: &Marker, fields: &Value) -> Step {
        let Some(seen) = seen else {
            return Step::Write(Status::Published, self.request(None, fields));
        };
        if is_open && seen.marker == *wanted {
            return Step::Nothing(Status::Unchanged, None);
        }
        if !is_open && seen.marker.item == wanted.item {
            let because = "a person has closed the issue, and nothing else is wrong since; it stays closed";
            return Step::Nothing(Status::Skipped, Some(because.to_owned()));
        }
        let mut fields = fields.clone();
        fields["state"] = json!("open");
        Step::Write(if is_open { Status::Updated } else { Status::Published }, self.request(Some(seen), &fields))
    }

    fn close(&self, seen: Option<&Seen>, is_open: bool, body: &str) -> Step {
        match seen {
            Some(seen) if is_open || seen.marker.item != encode(WELL) => {
                let fields = json!({ "body": body, "state": "closed", "state_reason": "completed" });
                Step::Write(Status::Updated, self.request(Some(seen), &fields))
            }
            _ => Step::Nothing(Status::Unchanged, None),
        }
    }

    fn request(&self, seen: Option<&Seen>, fields: &Value) -> Request {
        let issues = format!("/repos/{}/issues", self.issue.repo);
        match seen.and_then(|seen| seen.trace.remote.as_ref()) {
            Some(number) => Request::to("PATCH", &format!("{issues}/{number}")).json(fields),
            None => Request::to("POST", &issues).json(fields),
        }
    }

    /// The issue among those that are open, or closed. Of several that are open, which only a person can bring about, the
    /// one that was changed last.
    async fn find(&self, state: &str, pages: usize) -> Result<Option<Seen>, Error> {
        let path = format!("/repos/{}/issues?state={state}&sort=updated&direction=desc", self.issue.repo);
        let key = encode(KEY);
        for page in 1..=pages {
            let (seen, is_last) = self.shelf().page(&path, page).await?;
            if let Some(found) = seen.into_iter().find(|seen| seen.marker.key == key) {
                return Ok(Some(found));
            }
            if is_last || (page == pages && state == "closed") {
                return Ok(None);
            }
        }
        Err(Error::TooMany { noun: "issue", repo: self.issue.repo.clone(), looked: PAGES * crate::targets::PAGE })
    }
}

/// The footer is not of strangers: its links lead where they say.
fn body(text: &str, footer: &str, marker: &Marker) -> String {
    let text = shorten(quiet_on_github(text).trim(), BODY);
    let parts = [text.as_str(), footer.trim(), &marker.comment()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n") + "\n"
}
