//! Commits on top of what was seen, through GitHub's API: all of it or nothing, never by force. It must not know about retries
//! and reviews.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sparky_github::Error as GitHubError;

use super::tree::{Entry, TRAILER, Tip, Tree};
use crate::error::{Error, Refusal};
use crate::request::Request;
use crate::targets::github_discussion::whole;

const COMMIT: &str = "mutation CreateCommit($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { \
                      commit { oid url } } }";

/// What became of a commit.
pub(super) enum Committed {
    Done,
    /// Somebody else's came first.
    Raced,
    /// Nobody knows.
    Unknown(Error),
}

impl Tree<'_> {
    /// Commits on top of `oid`, or not at all.
    pub(super) async fn commit(
        &self,
        branch: &str,
        oid: &str,
        entries: &[&Entry],
        message: &str,
    ) -> Result<Committed, Error> {
        let addition = |entry: &&Entry| json!({ "path": entry.path, "contents": STANDARD.encode(&entry.bytes) });
        let additions: Vec<Value> = entries.iter().map(addition).collect();
        self.change((branch, oid), json!({ "additions": additions }), message).await
    }

    /// The request of such a commit, with the sizes of the files for what they hold.
    pub(super) fn commit_request(&self, place: (&str, &str), entries: &[&Entry], message: &str) -> Request {
        let told = |entry: &&Entry| format!("(base64 of {} bytes)", entry.bytes.len());
        let addition = |entry: &&Entry| json!({ "path": entry.path, "contents": told(entry) });
        let additions: Vec<Value> = entries.iter().map(addition).collect();
        let variables = self.variables(place, &json!({ "additions": additions }), message);
        let body = json!({ "operationName": "CreateCommit", "query": COMMIT, "variables": variables });
        Request::to("POST", "/graphql").json(&body)
    }

    /// Removes files, and writes others, in a commit on top of what was seen.
    pub(super) async fn remove(
        &self,
        tip: &Tip,
        paths: &[String],
        others: &[Entry],
        message: &str,
    ) -> Result<Committed, Error> {
        let deletions: Vec<Value> = paths.iter().map(|path| json!({ "path": path })).collect();
        let addition = |entry: &Entry| json!({ "path": entry.path, "contents": STANDARD.encode(&entry.bytes) });
        let additions: Vec<Value> = others.iter().map(addition).collect();
        let files = json!({ "deletions": deletions, "additions": additions });
        self.change((&tip.branch, &tip.oid), files, message).await
    }

    fn variables(&self, (branch, oid): (&str, &str), files: &Value, message: &str) -> Value {
        let input = json!({
            "branch": { "repositoryNameWithOwner": self.repo, "branchName": branch },
            "expectedHeadOid": oid,
            "message": { "headline": message, "body": format!("{TRAILER}{}", self.target) },
            "fileChanges": files,
        });
        json!({ "input": input })
    }

    async fn change(&self, place: (&str, &str), files: Value, message: &str) -> Result<Committed, Error> {
        let variables = self.variables(place, &files, message);
        let answer = self.github.graphql("CreateCommit", COMMIT, variables).await;
        match answer {
            Ok(answer) if answer.errors.iter().any(|error| is_race(&error.kind, &error.message)) => {
                return Ok(Committed::Raced);
            }
            Err(GitHubError::Refused { message, .. }) if is_race("", &message) => return Ok(Committed::Raced),
            Err(error @ GitHubError::Unavailable { .. }) => return Ok(Committed::Unknown(self.fault(error))),
            answer => whole("CreateCommit", answer),
        }
        .map_err(|error| match error {
            GitHubError::Refused { message, .. } if is_rule(&message) => self.refused(Refusal::Protected, &message),
            error => self.fault(error),
        })
        .map(|_| Committed::Done)
    }

    /// The request that makes a branch.
    pub(super) fn branch_request(&self, branch: &str, oid: &str) -> Request {
        let body = json!({ "ref": format!("refs/heads/{branch}"), "sha": oid });
        Request::to("POST", &format!("/repos/{}/git/refs", self.repo)).json(&body)
    }

    /// Makes a branch; one that is there already is as good.
    pub(super) async fn make_branch(&self, branch: &str, oid: &str) -> Result<(), Error> {
        let request = self.branch_request(branch, oid);
        match self.github.post("CreateRef", &request.shown, request.value()).await {
            Ok(_) => Ok(()),
            Err(GitHubError::Refused { message, .. }) if message.contains("already exists") => Ok(()),
            Err(error) => Err(self.fault(error)),
        }
    }
}

fn is_race(kind: &str, message: &str) -> bool {
    kind == "STALE_DATA" || message.contains("Expected branch to point to")
}

fn is_rule(message: &str) -> bool {
    let message = message.to_lowercase();
    ["rule", "protected"].iter().any(|word| message.contains(word))
}
