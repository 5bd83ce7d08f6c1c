//! Facts from GitHub: commits, pull requests, issues, reviews, both sorts of comments and releases of a repository,
//! complete to the last page. One file per kind; each file owns its query in `queries/`.
//!
//! It must not know tokens, limits and retries (sparky-github does), nor local clones.

mod actor;
mod commits;
mod issues;
mod organization;
mod page;
mod pull_requests;
mod query;
mod releases;
mod repository;
mod reviews;

use chrono::{DateTime, Utc};
use sparky_github::{Error as ApiError, GitHub};
use sparky_schema::collection::{Records, RepositoryFacts, Source};
use sparky_schema::gap::{Gap, GapReason, Kind};
use sparky_schema::ids::RepoName;

use crate::Error;
use crate::collect::Reading;
use crate::range::Range;

pub(crate) use organization::organization;
pub(crate) use query::QUERIES;
use query::Reader;

/// Reads what GitHub knows of a repository in a range.
///
/// # Errors
/// When no repository could be read with this token. Everything else is a gap.
pub(crate) async fn read(github: &GitHub, name: &RepoName, range: Range) -> Result<Reading, Error> {
    let probe = match repository::probe(&Reader::new(github, name)).await {
        Ok(probe) => probe,
        Err(error) => return Ok(Reading { facts: None, gaps: vec![gap(name, &[], error)?] }),
    };
    let name = &probe.name;
    let (commits, pulls, issues, releases) = futures::join!(
        part(github, name, &[Kind::Commits], async |reader| commits::read(reader, range).await),
        part(github, name, PULL_REQUEST_KINDS, async |reader| pull_requests::read(reader, range).await),
        part(github, name, &[Kind::Issues, Kind::Comments], async |reader| issues::read(reader, range).await),
        part(github, name, &[Kind::Releases], async |reader| releases::read(reader, range).await),
    );
    let (commits, pulls, issues, releases) = (commits?, pulls?, issues?, releases?);
    let gaps: Vec<Gap> = [commits.gap, pulls.gap, issues.gap, releases.gap].into_iter().flatten().collect();
    let mut records = Records { commits: commits.found, releases: releases.found, ..Records::default() };
    (records.pull_requests, records.reviews, records.review_comments) =
        (pulls.found.pull_requests, pulls.found.reviews, pulls.found.review_comments);
    records.issues = issues.found.issues;
    records.comments = pulls.found.comments.into_iter().chain(issues.found.comments).collect();
    sort(&mut records);
    let is_complete = |kind: &Kind| !gaps.iter().any(|gap| gap.kinds.contains(kind));
    if records == Records::default() && !KINDS.iter().any(is_complete) {
        // Nothing was read at all: one gap says so better than an entry full of nothing.
        let whole = gaps.into_iter().next().map(|gap| Gap { kinds: Vec::new(), ..gap });
        return Ok(Reading { facts: None, gaps: whole.into_iter().collect() });
    }
    let facts = RepositoryFacts {
        url: Some(probe.url),
        default_branch: probe.default_branch,
        private: probe.private,
        kinds: KINDS.into_iter().filter(is_complete).collect(),
        notes: probe.notes,
        records,
        ..RepositoryFacts::new(probe.name, Source::Github)
    };
    Ok(Reading { facts: Some(facts), gaps })
}

/// When something last happened in a repository, not counting what comes after `not_after`.
pub(crate) async fn newest(
    github: &GitHub,
    name: &RepoName,
    not_after: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Error> {
    match repository::probe(&Reader::new(github, name)).await {
        Ok(probe) => Ok(probe.activity.into_iter().filter(|at| *at <= not_after).max()),
        // Reading the repository will say what is wrong with it.
        Err(error) => gap(name, &[], error).map(|_| None),
    }
}

/// What is read.
const KINDS: [Kind; 7] = [
    Kind::Commits,
    Kind::PullRequests,
    Kind::Issues,
    Kind::Reviews,
    Kind::Comments,
    Kind::ReviewComments,
    Kind::Releases,
];

const PULL_REQUEST_KINDS: &[Kind] = &[Kind::PullRequests, Kind::Reviews, Kind::Comments, Kind::ReviewComments];

/// What one query found, and what it could not.
struct Part<T> {
    found: T,
    gap: Option<Gap>,
}

async fn part<'a, T: Default>(
    github: &'a GitHub,
    name: &'a RepoName,
    kinds: &[Kind],
    read: impl AsyncFnOnce(&Reader<'a>) -> Result<T, ApiError>,
) -> Result<Part<T>, Error> {
    let reader = Reader::new(github, name);
    match read(&reader).await {
        Ok(found) => {
            let gap = reader.missing().map(|message| Gap {
                repository: name.clone(),
                kinds: kinds.to_vec(),
                reason: GapReason::Partial,
                message: format!("GitHub left out a part of its answer: {message}."),
                hint: "Run again; if it stays, check that the token may read everything in the repository.".to_owned(),
            });
            Ok(Part { found, gap })
        }
        Err(error) => Ok(Part { found: T::default(), gap: Some(gap(name, kinds, error)?) }),
    }
}

/// A fault of one repository as a gap; a fault of the token as an error.
fn gap(name: &RepoName, kinds: &[Kind], error: ApiError) -> Result<Gap, Error> {
    let hint = match &error {
        ApiError::NotFound { .. } => "Check the spelling; a private repository needs a token that may read it.",
        ApiError::Forbidden { .. } => {
            "Give the token read access to the repository's contents, issues and pull requests."
        }
        ApiError::Blocked { .. } => "The repository is blocked; take it out of the sources.",
        ApiError::RateLimited { .. } => "Run again after that time, or allow a longer wait with --max-wait.",
        ApiError::Unavailable { .. } | ApiError::Refused { .. } | ApiError::TooHeavy { .. } => {
            "Run again later; what was read so far is kept."
        }
        ApiError::NoToken
        | ApiError::BadCredentials { .. }
        | ApiError::App { .. }
        | ApiError::Reserve { .. }
        | ApiError::Address { .. } => return Err(error.into()),
    };
    let reason = match &error {
        ApiError::NotFound { .. } => GapReason::NotFound,
        ApiError::Forbidden { .. } => GapReason::Forbidden,
        ApiError::Blocked { .. } => GapReason::Blocked,
        ApiError::RateLimited { .. } => GapReason::RateLimited,
        _ => GapReason::Unavailable,
    };
    let message = format!("{error}.");
    Ok(Gap { repository: name.clone(), kinds: kinds.to_vec(), reason, message, hint: hint.to_owned() })
}

fn sort(records: &mut Records) {
    records.commits.sort_by(|a, b| (a.committed_at, &a.sha).cmp(&(b.committed_at, &b.sha)));
    records.pull_requests.sort_by_key(|pull| (pull.created_at, pull.number));
    records.issues.sort_by_key(|issue| (issue.created_at, issue.number));
    records.reviews.sort_by(|a, b| (a.submitted_at, &a.id).cmp(&(b.submitted_at, &b.id)));
    records.comments.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    records.review_comments.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    records.releases.sort_by(|a, b| (a.published_at, &a.tag).cmp(&(b.published_at, &b.tag)));
}
