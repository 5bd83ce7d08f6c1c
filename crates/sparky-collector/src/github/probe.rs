//! What a repository is and when its lists last changed, asked of many repositories at once. It must not know what is
//! done about it.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::codec::sha256_hex;
use sparky_schema::collection::{About, CheckState, Checks, Open};
use sparky_schema::ids::{RepoName, Sha};

use super::batch::Batcher;
use super::listing::Seen;
use super::query;
use super::thread::Total;
use crate::message::one_line;

/// What a probe saw.
#[derive(Debug, Clone)]
pub(crate) struct Probe {
    pub(crate) name: RepoName,
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) is_empty: bool,
    pub(crate) private: bool,
    pub(crate) about: About,
    pub(crate) default_branch: Option<String>,
    pub(crate) head: Option<Sha>,
    pub(crate) checks: Option<Checks>,
    pub(crate) open: Open,
    pub(crate) pull_requests: Seen,
    pub(crate) issues: Seen,
    pub(crate) discussions: Seen,
    /// A digest of the newest releases and how many there are.
    pub(crate) releases: String,
    /// When things last happened, in no order.
    pub(crate) activity: Vec<DateTime<Utc>>,
}

/// A repository in an answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Found {
    id: String,
    name_with_owner: RepoName,
    url: String,
    description: Option<String>,
    homepage_url: Option<String>,
    is_empty: bool,
    pub(crate) is_archived: bool,
    pub(crate) is_private: bool,
    pub(crate) is_fork: bool,
    created_at: Option<DateTime<Utc>>,
    pushed_at: Option<DateTime<Utc>>,
    stargazer_count: u64,
    fork_count: u64,
    watchers: Option<Total>,
    primary_language: Option<Named>,
    license_info: Option<License>,
    repository_topics: Option<Nodes<Topic>>,
    default_branch_ref: Option<BranchRef>,
    pull_requests: Nodes<Moment>,
    issues: Nodes<Moment>,
    discussions: Option<Nodes<Moment>>,
    open_pull_requests: Total,
    open_issues: Total,
    releases: Nodes<Release>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct License {
    spdx_id: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Topic {
    topic: Named,
}

#[derive(Debug, Deserialize)]
struct BranchRef {
    name: String,
    target: Option<Target>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    oid: Option<Sha>,
    committed_date: Option<DateTime<Utc>>,
    status_check_rollup: Option<Rollup>,
}

#[derive(Debug, Deserialize)]
struct Rollup {
    state: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Nodes<T> {
    #[serde(default)]
    total_count: u64,
    nodes: Option<Vec<Option<T>>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Moment {
    updated_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Release {
    id: String,
    is_draft: bool,
    published_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
}

impl<T> Nodes<T> {
    fn entries(&self) -> impl Iterator<Item = &T> {
        self.nodes.iter().flatten().flatten()
    }
}

impl Nodes<Moment> {
    fn seen(&self) -> Seen {
        Seen { count: self.total_count, latest: self.entries().map(|moment| moment.updated_at).collect() }
    }
}

/// Asks what a repository is. GitHub follows renames by itself.
pub(crate) async fn probe(batcher: &Batcher<'_>, name: &RepoName) -> Result<Probe, ApiError> {
    let found: Option<Found> = batcher.insist(query::probe(name)).await?.take("")?;
    found.map(Probe::from).ok_or_else(|| ApiError::NotFound { what: format!("repository {name}") })
}

impl From<Found> for Probe {
    fn from(found: Found) -> Self {
        let (pull_requests, issues) = (found.pull_requests.seen(), found.issues.seen());
        let discussions = found.discussions.as_ref().map(Nodes::seen).unwrap_or_default();
        let published = found.releases.entries().filter_map(|release| release.published_at);
        let target = found.default_branch_ref.as_ref().and_then(|branch| branch.target.as_ref());
        let committed = target.and_then(|target| target.committed_date);
        let newest = [pull_requests.newest(), issues.newest(), discussions.newest(), committed];
        Self {
            activity: newest.into_iter().flatten().chain(published).collect(),
            head: target.and_then(|target| target.oid.clone()),
            checks: target.and_then(checks),
            about: about(&found),
            open: Open { pull_requests: found.open_pull_requests.total_count, issues: found.open_issues.total_count },
            releases: digest(&found.releases),
            default_branch: found.default_branch_ref.map(|branch| branch.name),
            name: found.name_with_owner,
            id: found.id,
            url: found.url,
            is_empty: found.is_empty,
            private: found.is_private,
            pull_requests,
            issues,
            discussions,
        }
    }
}

fn about(found: &Found) -> About {
    let text = |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
    let mut topics: Vec<String> =
        found.repository_topics.iter().flat_map(Nodes::entries).map(|topic| topic.topic.name.clone()).collect();
    topics.sort();
    About {
        description: text(&found.description),
        homepage: text(&found.homepage_url),
        stars: found.stargazer_count,
        forks: found.fork_count,
        watchers: found.watchers.as_ref().map_or(0, |watchers| watchers.total_count),
        topics,
        language: found.primary_language.as_ref().map(|language| language.name.clone()),
        license: found.license_info.as_ref().and_then(|license| license.spdx_id.clone()),
        archived: found.is_archived,
        fork: found.is_fork,
        created_at: found.created_at,
        pushed_at: found.pushed_at,
        community: None,
    }
}

fn checks(target: &Target) -> Option<Checks> {
    let state = match target.status_check_rollup.as_ref()?.state.as_str() {
        "SUCCESS" => CheckState::Success,
        "FAILURE" => CheckState::Failure,
        "ERROR" => CheckState::Error,
        _ => CheckState::Pending,
    };
    Some(Checks { sha: target.oid.clone()?, state })
}

/// Changes when a release is published, edited or deleted among the newest, or the number of releases changes.
fn digest(releases: &Nodes<Release>) -> String {
    let each = releases.entries().map(|release| {
        format!("{} {} {:?} {:?}", release.id, release.is_draft, release.published_at, release.updated_at)
    });
    let text = std::iter::once(releases.total_count.to_string()).chain(each).collect::<Vec<_>>().join("\n");
    sha256_hex(text.as_bytes()).chars().take(16).collect()
}
