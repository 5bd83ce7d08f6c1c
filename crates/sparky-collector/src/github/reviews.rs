//! Reviews of a pull request and the comments on diffs that belong to them.

use chrono::{DateTime, Utc};
use futures::future::try_join_all;
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::records::{Comment, Review, ReviewState};

use super::actor::{Account, actor};
use super::page::{self, Page};
use super::query::{REVIEW_COMMENTS, REVIEWS};
use super::reader::Reader;
use super::thread::{self, FoundComment};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Found {
    id: String,
    state: String,
    submitted_at: Option<DateTime<Utc>>,
    author_association: Option<String>,
    author: Option<Account>,
    comments: Page<FoundComment>,
}

/// All submitted reviews of a pull request, and all comments on its diff.
pub(crate) async fn read(
    reader: &Reader<'_>,
    number: u64,
    id: &str,
    first: Option<Page<Found>>,
) -> Result<(Vec<Review>, Vec<Comment>), ApiError> {
    let Some(first) = first else { return Ok((Vec::new(), Vec::new())) };
    let found = page::rest(reader, REVIEWS, id, first).await?;
    // A pending review is seen by its author alone, and so are its comments.
    let submitted = found.into_iter().filter_map(|found| Some((verdict(&found.state)?, found.submitted_at?, found)));
    let read = submitted.map(async |(state, submitted_at, found)| {
        let comments = page::rest(reader, REVIEW_COMMENTS, &found.id, found.comments).await?;
        let review = Review {
            id: found.id,
            pull_request: number,
            author: actor(found.author.as_ref()),
            submitted_at,
            state,
            association: thread::association(found.author_association.as_deref()),
        };
        Ok::<_, ApiError>((review, comments))
    });
    let (reviews, comments): (Vec<_>, Vec<_>) = try_join_all(read).await?.into_iter().unzip();
    Ok((reviews, comments.into_iter().flatten().map(|comment| comment.comment(number)).collect()))
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
