//! The lists of a repository that are sorted by last update, and how their pages and entries are asked for. It must not
//! know what the answers mean.

use sparky_schema::ids::RepoName;

use super::{
    ACTOR, COMMENT, DISCUSSION, DISCUSSION_COMMENT, ISSUE, PAGE_INFO, PULL_REQUEST, PULL_REQUEST_FILES, REPLY, REVIEW,
    REVIEW_COMMENT, TIMELINE, cursor, repository,
};
use crate::github::batch::{Ask, Fragment};

/// A list of things in a repository, sorted by last update with the newest first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listing {
    pub(crate) operation: &'static str,
    /// The name of the field.
    pub(crate) field: &'static str,
    /// The name of the field that has one entry.
    single: &'static str,
    /// What is asked of an entry.
    entry: &'static str,
    fragments: &'static [Fragment],
    /// Nodes that one entry asks for at most, itself included.
    pub(crate) nodes_each: u64,
    /// Entries of a full page.
    pub(crate) page: u64,
}

pub(crate) const PULL_REQUESTS: Listing = Listing {
    operation: "PullRequests",
    field: "pullRequests",
    single: "pullRequest",
    entry: "...PullRequestFields",
    fragments: &[PULL_REQUEST, TIMELINE, REVIEW, REVIEW_COMMENT, COMMENT, ACTOR],
    nodes_each: 106,
    page: 40,
};

/// The same with the files that they change.
pub(crate) const PULL_REQUESTS_WITH_FILES: Listing = Listing {
    entry: "...PullRequestFields ...PullRequestFileFields",
    fragments: &[PULL_REQUEST, PULL_REQUEST_FILES, TIMELINE, REVIEW, REVIEW_COMMENT, COMMENT, ACTOR],
    nodes_each: 156,
    ..PULL_REQUESTS
};

pub(crate) const ISSUES: Listing = Listing {
    operation: "Issues",
    field: "issues",
    single: "issue",
    entry: "...IssueFields",
    fragments: &[ISSUE, COMMENT, ACTOR],
    nodes_each: 31,
    page: 50,
};

pub(crate) const DISCUSSIONS: Listing = Listing {
    operation: "Discussions",
    field: "discussions",
    single: "discussion",
    entry: "...DiscussionFields",
    fragments: &[DISCUSSION, DISCUSSION_COMMENT, REPLY, ACTOR],
    nodes_each: 71,
    page: 20,
};

/// An end of a list that is sorted by last update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Newest,
    Oldest,
}

impl End {
    fn direction(self) -> &'static str {
        match self {
            Self::Newest => "DESC",
            Self::Oldest => "ASC",
        }
    }
}

impl Listing {
    /// A page of the list.
    pub(crate) fn ask(&self, name: &RepoName, first: u64, after: Option<&str>) -> Ask {
        let order = "orderBy: { field: UPDATED_AT, direction: DESC }";
        let nodes = format!("{{ totalCount {PAGE_INFO} nodes {{ {} }} }}", self.entry);
        let field = format!("{}(first: {first}{}, {order}) {nodes}", self.field, cursor(after));
        self.within(name, &field, first * self.nodes_each)
    }

    /// The numbers alone of a page of the list, by creation.
    pub(crate) fn census(&self, name: &RepoName, after: Option<&str>) -> Ask {
        let order = "orderBy: { field: CREATED_AT, direction: DESC }";
        let nodes = format!("{{ totalCount {PAGE_INFO} nodes {{ number }} }}");
        let field = format!("{}(first: 100{}, {order}) {nodes}", self.field, cursor(after));
        Ask { operation: "Census", fragments: &[], ..self.within(name, &field, 100) }
    }

    /// The numbers alone of what is open: what was updated last, or what was not for longest.
    pub(crate) fn open(&self, name: &RepoName, first: u64, end: End) -> Ask {
        let order = format!("states: [OPEN], orderBy: {{ field: UPDATED_AT, direction: {} }}", end.direction());
        let nodes = format!("{{ {PAGE_INFO} nodes {{ number updatedAt }} }}");
        let field = format!("{}(first: {first}, {order}) {nodes}", self.field);
        Ask { operation: "Open", fragments: &[], divisible: false, ..self.within(name, &field, first) }
    }

    /// Entries by their numbers, each under its own.
    pub(crate) fn numbered(&self, name: &RepoName, numbers: &[u64]) -> Ask {
        let entry = |number| format!("n{number}: {}(number: {number}) {{ {} }}", self.single, self.entry);
        let entries: Vec<String> = numbers.iter().map(entry).collect();
        Ask { operation: "Again", ..self.within(name, &entries.join(" "), numbers.len() as u64 * self.nodes_each) }
    }

    fn within(&self, name: &RepoName, field: &str, nodes: u64) -> Ask {
        let field = format!("{} {{ {field} }}", repository(name));
        Ask { operation: self.operation, field, fragments: self.fragments, nodes, divisible: true }
    }
}
