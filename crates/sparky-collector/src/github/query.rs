//! The questions: fragments for what is read of each kind, and the fields that ask for them. It must not know what
//! the answers mean.

mod listing;

use serde_json::{Value, json};
use sparky_schema::ids::RepoName;

use super::batch::{Ask, Fragment, document};
pub(crate) use listing::{DISCUSSIONS, End, ISSUES, Listing, PULL_REQUESTS, PULL_REQUESTS_WITH_FILES};

macro_rules! fragments {
    ($($constant:ident = $name:literal in $file:literal;)*) => {
        $(const $constant: Fragment = Fragment { name: $name, text: include_str!(concat!("fragments/", $file)) };)*
    };
}

fragments! {
    REPOSITORY = "RepositoryFields" in "repository.graphql";
    COMMUNITY = "CommunityFields" in "community.graphql";
    COMMIT = "CommitFields" in "commit.graphql";
    PULL_REQUEST = "PullRequestFields" in "pull_request.graphql";
    PULL_REQUEST_FILES = "PullRequestFileFields" in "pull_request_files.graphql";
    TIMELINE = "TimelineFields" in "timeline.graphql";
    REVIEW = "ReviewFields" in "review.graphql";
    REVIEW_COMMENT = "ReviewCommentFields" in "review_comment.graphql";
    ISSUE = "IssueFields" in "issue.graphql";
    COMMENT = "CommentFields" in "comment.graphql";
    DISCUSSION = "DiscussionFields" in "discussion.graphql";
    DISCUSSION_COMMENT = "DiscussionCommentFields" in "discussion_comment.graphql";
    REPLY = "ReplyFields" in "reply.graphql";
    RELEASE = "ReleaseFields" in "release.graphql";
    SUITE = "CheckSuiteFields" in "check_suite.graphql";
    ACTOR = "ActorFields" in "actor.graphql";
}

/// A list inside something that has an id, which did not fit into the first answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nested {
    /// The types that have it.
    owners: &'static [&'static str],
    field: &'static str,
    selection: &'static str,
    fragments: &'static [Fragment],
    nodes_each: u64,
}

macro_rules! nested {
    ($($constant:ident = $owners:expr, $field:literal, $selection:literal, $fragments:expr, $nodes:literal;)*) => {
        $(pub(crate) const $constant: Nested = Nested {
            owners: $owners, field: $field, selection: $selection, fragments: $fragments, nodes_each: $nodes,
        };)*
        const NESTED: &[Nested] = &[$($constant),*];
    };
}

nested! {
    COMMENTS = &["PullRequest", "Issue"], "comments(first: 100{})", "...CommentFields", &[COMMENT, ACTOR], 1;
    ASSIGNEES = &["PullRequest", "Issue"], "assignees(first: 100{})", "...ActorFields", &[ACTOR], 1;
    FILES = &["PullRequest"], "files(first: 100{})", "path additions deletions", &[], 1;
    LABELS = &["PullRequest", "Issue", "Discussion"], "labels(first: 100{})", "name", &[], 1;
    CLOSING_ISSUES = &["PullRequest"], "closingIssuesReferences(first: 100{})",
        "number repository { nameWithOwner }", &[], 1;
    REVIEWS = &["PullRequest"], "reviews(first: 50{})", "...ReviewFields", &[REVIEW, REVIEW_COMMENT, ACTOR], 6;
    TIMELINES = &["PullRequest"],
        "timelineItems(first: 100{}, itemTypes: [READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, REVIEW_REQUESTED_EVENT, CLOSED_EVENT, REOPENED_EVENT])",
        "...TimelineFields", &[TIMELINE, ACTOR], 1;
    REVIEW_COMMENTS = &["PullRequestReview"], "comments(first: 100{})", "...ReviewCommentFields",
        &[REVIEW_COMMENT, ACTOR], 1;
    DISCUSSION_COMMENTS = &["Discussion"], "comments(first: 50{})", "...DiscussionCommentFields",
        &[DISCUSSION_COMMENT, REPLY, ACTOR], 6;
    REPLIES = &["DiscussionComment"], "replies(first: 100{})", "...ReplyFields", &[REPLY, ACTOR], 1;
    PARENTS = &["Commit"], "parents(first: 100{})", "oid", &[], 1;
}

impl Nested {
    /// The next page of the list of the thing `id`.
    pub(crate) fn ask(&self, id: &str, after: &str) -> Ask {
        let field = self.field.replace("{}", &cursor(Some(after)));
        let list = format!("list: {field} {{ {PAGE_INFO} nodes {{ {} }} }}", self.selection);
        let owners: Vec<String> = self.owners.iter().map(|owner| format!("... on {owner} {{ {list} }}")).collect();
        let field = format!("node(id: {}) {{ {} }}", quoted(id), owners.join(" "));
        let nodes = 100 * self.nodes_each;
        Ask { operation: "Rest", field, fragments: self.fragments, nodes, divisible: false }
    }
}

/// What the repository is, and when its lists last changed.
pub(crate) fn probe(name: &RepoName) -> Ask {
    let field = format!("{} {{ ...RepositoryFields }}", repository(name));
    Ask { operation: "Probe", field, fragments: PROBED, nodes: PROBE_NODES, divisible: false }
}

const PROBED: &[Fragment] = &[REPOSITORY];
const PROBE_NODES: u64 = 61;

/// A page of the repositories of an organization or user, each with what a probe of it says.
pub(crate) fn owner(login: &str, first: u64, after: Option<&str>) -> Ask {
    let order = "ownerAffiliations: [OWNER], orderBy: { field: NAME, direction: ASC }";
    let list = format!(
        "repositories(first: {first}{}, {order}) {{ {PAGE_INFO} nodes {{ ...RepositoryFields }} }}",
        cursor(after)
    );
    let field = format!("repositoryOwner(login: {}) {{ {list} }}", quoted(login));
    Ask { operation: "Owner", field, fragments: PROBED, nodes: first * (PROBE_NODES + 1), divisible: true }
}

/// A page of the default branch's history; `since` and `until` are both inclusive.
pub(crate) fn history(name: &RepoName, first: u64, after: Option<&str>, since: &str, until: Option<&str>) -> Ask {
    let until = until.map_or_else(String::new, |until| format!(", until: {}", quoted(until)));
    let list = format!(
        "history(first: {first}{}, since: {}{until}) {{ totalCount {PAGE_INFO} nodes {{ ...CommitFields }} }}",
        cursor(after),
        quoted(since)
    );
    let all = "oid all: history { totalCount }";
    let field =
        format!("{} {{ defaultBranchRef {{ target {{ ... on Commit {{ {all} {list} }} }} }} }}", repository(name));
    Ask { operation: "Commits", field, fragments: &[COMMIT], nodes: first * COMMIT_NODES, divisible: true }
}

/// Nodes that a commit asks for, itself included.
pub(crate) const COMMIT_NODES: u64 = 4;

/// A page of the releases, by creation.
pub(crate) fn releases(name: &RepoName, first: u64, after: Option<&str>) -> Ask {
    let order = "orderBy: { field: CREATED_AT, direction: DESC }";
    let list = format!(
        "releases(first: {first}{}, {order}) {{ totalCount {PAGE_INFO} nodes {{ ...ReleaseFields }} }}",
        cursor(after)
    );
    let field = format!("{} {{ {list} }}", repository(name));
    Ask { operation: "Releases", field, fragments: &[RELEASE, ACTOR], nodes: first, divisible: true }
}

/// What checked the head of the default branch.
pub(crate) fn check_suites(name: &RepoName) -> Ask {
    let list = format!("oid checkSuites(first: 50) {{ {PAGE_INFO} nodes {{ ...CheckSuiteFields }} }}");
    let field = format!("{} {{ defaultBranchRef {{ target {{ ... on Commit {{ {list} }} }} }} }}", repository(name));
    Ask { operation: "WorkflowRuns", field, fragments: &[SUITE], nodes: 50, divisible: false }
}

/// Of so many open pull requests, those that moved last: whether they can be merged. And the files that help strangers.
pub(crate) fn standing(name: &RepoName, wants_files: bool, open: u64) -> Ask {
    let first = open.min(100);
    let order = "orderBy: { field: UPDATED_AT, direction: DESC }";
    let files = if wants_files { "...CommunityFields" } else { "" };
    let pulls = format!(
        "openPulls: pullRequests(first: {first}, states: [OPEN], {order}) {{ {PAGE_INFO} nodes {{ number mergeable }} }}"
    );
    let pulls = if open > 0 { pulls } else { String::new() };
    let field = format!("{} {{ id {files} {pulls} }}", repository(name));
    let fragments: &[Fragment] = if wants_files { &[COMMUNITY] } else { &[] };
    Ask { operation: "Standing", field, fragments, nodes: first, divisible: false }
}

/// How people reacted to the comments with these ids.
pub(crate) fn reactions(ids: &[&str]) -> Ask {
    let of = "... on Reactable { id reactionGroups { content reactors { totalCount } } }";
    let field = format!("nodes(ids: {}) {{ {of} }}", json!(ids));
    Ask { operation: "Reactions", field, fragments: &[], nodes: ids.len() as u64, divisible: false }
}

/// Every shape of query that is sent, for the check against GitHub's schema.
pub(crate) fn examples() -> Vec<(&'static str, String)> {
    let Ok(name) = "octo/cat".parse::<RepoName>() else { return Vec::new() };
    let (after, since) = (Some("Y3Vyc29y"), "2026-07-01T00:00:00Z");
    let mut asks = vec![
        probe(&name),
        owner("octo", 50, after),
        history(&name, 100, after, since, Some(since)),
        super::estimate::count(&name),
        releases(&name, 100, after),
        check_suites(&name),
        standing(&name, true, 100),
        reactions(&["IC_1", "PRRC_1"]),
    ];
    for listing in [PULL_REQUESTS_WITH_FILES, ISSUES, DISCUSSIONS] {
        asks.extend([
            listing.ask(&name, listing.page, after),
            listing.census(&name, after),
            listing.numbered(&name, &[1, 2]),
        ]);
    }
    asks.extend([PULL_REQUESTS, ISSUES].map(|listing| listing.open(&name, 100, End::Oldest)));
    asks.extend(NESTED.iter().map(|nested| nested.ask("I_1", "Y3Vyc29y")));
    let mut examples: Vec<_> = asks.iter().map(|ask| document(std::iter::once(ask))).collect();
    examples.push(document(asks.iter()));
    examples
}

const PAGE_INFO: &str = "pageInfo { hasNextPage endCursor }";

pub(super) fn repository(name: &RepoName) -> String {
    format!("repository(owner: {}, name: {})", quoted(name.owner()), quoted(name.name()))
}

fn cursor(after: Option<&str>) -> String {
    after.map_or_else(String::new, |after| format!(", after: {}", quoted(after)))
}

/// A string of GraphQL, which JSON's strings are too.
fn quoted(text: &str) -> String {
    Value::to_string(&json!(text))
}
