//! An issue as GitHub shows it, compared with what it should be. It must not know how issues are found.

use serde_json::Value;

use super::marker::{Marker, digest};
use crate::targets::{Found, Trace};

/// An issue with a marker.
pub(super) struct Seen {
    pub(super) marker: Marker,
    /// Whether somebody made it who may write here; a stranger could write a marker too.
    pub(super) is_ours: bool,
    trace: Trace,
    /// Of what is there now.
    sha256: String,
}

impl Seen {
    /// Nothing for an issue without a marker, and for a pull request.
    pub(super) fn of(issue: &Value) -> Option<Self> {
        let text = |key: &str| issue.get(key).and_then(Value::as_str);
        if issue.get("pull_request").is_some_and(|request| !request.is_null()) {
            return None;
        }
        let (body, marker) = Marker::split(text("body")?)?;
        let remote = Some(issue.get("number")?.as_u64()?.to_string());
        let trace = Trace { remote, url: text("html_url").map(str::to_owned) };
        let sha256 = digest(text("title").unwrap_or_default(), body);
        Some(Self { marker, is_ours: is_ours(issue), trace, sha256 })
    }

    pub(super) fn compare(self, wanted: &Marker) -> Found {
        if self.sha256 != self.marker.sha256 {
            return Found::Left(self.trace, "a person has changed the issue; it is left alone".to_owned());
        }
        // Ids of one kind sort as their windows do.
        if self.marker.item > wanted.item {
            return Found::Left(self.trace, format!("the issue shows {} already, which is newer", self.marker.item));
        }
        if self.marker == *wanted { Found::Same(self.trace) } else { Found::Changed(self.trace) }
    }
}

fn is_ours(issue: &Value) -> bool {
    let is_bot = issue.pointer("/user/type").and_then(Value::as_str) == Some("Bot");
    match issue.get("author_association").and_then(Value::as_str) {
        Some(role) => is_bot || matches!(role, "OWNER" | "MEMBER" | "COLLABORATOR"),
        None => true,
    }
}
