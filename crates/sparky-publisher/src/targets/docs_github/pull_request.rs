//! The pull request that asks for a review: one for each window, brought up to date in place. It must not know what is in
//! it.

use serde_json::{Value, json};
use sparky_github::Error as GitHubError;

use super::tree::Tree;
use crate::error::{Error, Trouble};
use crate::post::{Post, commit_message};
use crate::request::Request;
use crate::text::{quiet_on_github, shorten};
use crate::web::{name, text};

const PERMISSION: &str = "contents: write and pull-requests: write; Actions must be allowed to create pull requests";
/// The last line of its description.
const CLOSING: &str = "Merge to publish. Close to leave it out: it is not opened again.";
/// A window that is reviewed more often than that has other problems.
const ROUNDS: usize = 9;

/// The pull requests into one branch.
pub(super) struct PullRequests<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) base: &'a str,
}

/// A pull request, or the place of one.
#[derive(Debug, Clone)]
pub(super) struct Pull {
    pub(super) branch: String,
    pub(super) url: Option<String>,
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    Missing,
    Open { number: String, body: String },
    Declined,
}

impl Pull {
    /// Whether it was never opened.
    pub(super) const fn is_missing(&self) -> bool {
        matches!(self.state, State::Missing)
    }

    /// Whether a person has closed it without a merge.
    pub(super) const fn is_declined(&self) -> bool {
        matches!(self.state, State::Declined)
    }
}

impl PullRequests<'_> {
    /// The one that waits, was declined or is to be opened; a merged one is followed by another, on a branch of its own.
    pub(super) async fn find(&self, branch: &str) -> Result<Pull, Error> {
        for round in 1..=ROUNDS {
            let branch = if round == 1 { branch.to_owned() } else { format!("{branch}-{round}") };
            let newest = self.newest(&branch).await?;
            if newest.get("merged_at").is_none_or(Value::is_null) {
                return Ok(pull(branch, &newest));
            }
        }
        Err(self.strange("too many merged pull requests of one window"))
    }

    async fn newest(&self, branch: &str) -> Result<Value, Error> {
        let owner = self.tree.repo.split('/').next().unwrap_or_default();
        let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let (head, base) = (encode(&format!("{owner}:{branch}")), encode(self.base));
        let query = format!("head={head}&base={base}&state=all&sort=created&direction=desc&per_page=1");
        let list = self.tree.github.get("ListPullRequests", &format!("{}?{query}", self.path())).await;
        let list = list.map_err(fault)?;
        let list = list.as_array().ok_or_else(|| self.strange("no list of pull requests"))?;
        Ok(list.first().cloned().unwrap_or_default())
    }

    /// What opens it, or corrects its words; none when nothing is to be done.
    pub(super) fn request(&self, pull: &Pull, posts: &[Post<'_>]) -> Option<Request> {
        match &pull.state {
            State::Declined => None,
            State::Open { number, body } => {
                // A description that does not end as ours does was written by a person.
                let new_body = with_lines(body, posts);
                let is_due = body.trim_end().ends_with(CLOSING) && new_body.trim() != body.trim();
                let path = format!("{}/{number}", self.path());
                is_due.then(|| Request::to("PATCH", &path).json(&json!({ "body": new_body })))
            }
            State::Missing => {
                let (title, body) = (commit_message(posts.iter()), with_lines("", posts));
                let body = json!({ "title": title, "body": body, "head": pull.branch, "base": self.base });
                Some(Request::to("POST", &self.path()).json(&body))
            }
        }
    }

    /// Opens it, or corrects its words; says where it is.
    pub(super) async fn bring_up_to_date(&self, pull: &Pull, posts: &[Post<'_>]) -> Result<String, Error> {
        match self.request(pull, posts) {
            Some(request) if pull.is_missing() => return self.open(&pull.branch, &request).await,
            Some(request) => {
                let change = self.tree.github.patch("UpdatePullRequest", &request.shown, request.value());
                change.await.map_err(fault)?;
            }
            None => {}
        }
        Ok(pull.url.clone().unwrap_or_default())
    }

    async fn open(&self, branch: &str, request: &Request) -> Result<String, Error> {
        let made = match self.tree.github.post("CreatePullRequest", &request.shown, request.value()).await {
            Ok(made) => made,
            // Somebody was faster, or the answer was lost.
            Err(error @ (GitHubError::Refused { .. } | GitHubError::Unavailable { .. })) => {
                let newest = self.newest(branch).await?;
                if text(&newest, "state") == Some("open") { newest } else { return Err(fault(error)) }
            }
            Err(error) => return Err(fault(error)),
        };
        text(&made, "html_url").map(str::to_owned).ok_or_else(|| self.strange("no pull request came back"))
    }

    fn path(&self) -> String {
        format!("/repos/{}/pulls", self.tree.repo)
    }

    fn strange(&self, reason: &str) -> Error {
        let trouble = Trouble::Unanswered(reason.to_owned());
        Error::Service { place: format!("github.com/{}", self.tree.repo), trouble }
    }
}

fn fault(source: GitHubError) -> Error {
    Error::GitHub { source, permission: PERMISSION }
}

fn pull(branch: String, found: &Value) -> Pull {
    let field = |key: &str| text(found, key).unwrap_or_default().to_owned();
    let state = match (text(found, "state"), name(found, "number")) {
        (Some("open"), Some(number)) => State::Open { number, body: field("body") },
        (Some(_), Some(_)) => State::Declined,
        _ => State::Missing,
    };
    Pull { branch, url: text(found, "html_url").map(str::to_owned), state }
}

/// The titles that are there, and those of these posts.
fn with_lines(body: &str, posts: &[Post<'_>]) -> String {
    let line = |post: &Post<'_>| format!("- {}", shorten(&quiet_on_github(&post.item.title), 256));
    let mut lines: Vec<String> = body.lines().filter(|line| line.starts_with("- ")).map(str::to_owned).collect();
    for line in posts.iter().map(line) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    format!("{}\n\n{CLOSING}", lines.join("\n"))
}
