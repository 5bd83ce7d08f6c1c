//! Reviews of a pull request and the comments on diffs that belong to them.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::records::{Comment, Review, ReviewState};

use super::actor::{Account, actor};
use super::page::{self, Page};
use super::query::{REST_OF_REVIEW_COMMENTS, REST_OF_REVIEWS, Reader};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Found {
    id: String,
    state: String,
    submitted_at: Option<DateTime<Utc>>,
    author: Option<Account>,
    comments: Page<FoundComment>,
}

/// A comment of either sort.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FoundComment {
    id: String,
    created_at: DateTime<Utc>,
    author: Option<Account>,
}

impl FoundComment {
    /// The comment as a fact of issue or pull request `number`.
    pub(crate) fn comment(self, number: u64) -> Comment {
        let author = actor(self.author.as_ref());
        Comment { id: self.id, number, author, created_at: self.created_at, ..Comment::default() }
    }
}

/// All submitted reviews of a pull request, and all comments on its diff.
pub(crate) async fn read(
    reader: &Reader<'_>,
    number: u64,
    id: &str,
    first: Page<Found>,
) -> Result<(Vec<Review>, Vec<Comment>), ApiError> {
    let mut reviews = Vec::new();
    let mut comments = Vec::new();
    for found in page::rest(reader, REST_OF_REVIEWS, id, first).await? {
        let Found { id, state, submitted_at, author, comments: first } = found;
        let own = page::rest(reader, REST_OF_REVIEW_COMMENTS, &id, first).await?;
        // A pending review is seen by its author alone, and so are its comments.
        let (Some(state), Some(submitted_at)) = (verdict(&state), submitted_at) else { continue };
        comments.extend(own.into_iter().map(|comment| comment.comment(number)));
        let author = actor(author.as_ref());
        reviews.push(Review { id, pull_request: number, author, submitted_at, state, association: None });
    }
    Ok((reviews, comments))
}

fn verdict(state: &str) -> Option<ReviewState> {
    match state {
        "APPROVED" => Some(ReviewState::Approved),
        "CHANGES_REQUESTED" => Some(ReviewState::ChangesRequested),
        "DISMISSED" => Some(ReviewState::Dismissed),
        "COMMENTED" => Some(ReviewState::Commented),
        _ => None,
    }
}
