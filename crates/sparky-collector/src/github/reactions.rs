//! Reactions to single comments. Counting them with the comments would cost a point for every hundred places on a page;
//! when a reaction was first given costs nothing and tells whether there is one. So the comments that have some are
//! counted by their ids, a hundred in a question. It must not know what is commented on.

use std::collections::BTreeMap;

use futures::future::try_join_all;
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::records::{Comment, Reactions};

use super::query;
use super::reader::Reader;
use super::thread::ReactionGroup;

/// Comments of one question.
const AT_ONCE: usize = 100;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    id: String,
    reaction_groups: Option<Vec<ReactionGroup>>,
}

/// A sort of reaction to a comment, not counted.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Given {
    content: String,
    created_at: Option<String>,
}

/// The reactions that somebody gave, each counted as none until [`count`] does.
pub(crate) fn uncounted(groups: Option<Vec<Given>>) -> Reactions {
    let given = groups.into_iter().flatten().filter(|group| group.created_at.is_some());
    given.map(|group| (group.content.to_lowercase(), 0)).collect()
}

/// Counts the reactions to those comments that have some.
pub(crate) async fn count(reader: &Reader<'_>, comments: Vec<&mut Comment>) -> Result<(), ApiError> {
    let mut reacted: Vec<&mut Comment> = comments.into_iter().filter(|comment| !comment.reactions.is_empty()).collect();
    let ids: Vec<&str> = reacted.iter().map(|comment| comment.id.as_str()).collect();
    let asks = ids.chunks(AT_ONCE).map(|ids| reader.ask::<Vec<Option<Found>>>(query::reactions(ids), ""));
    let found = try_join_all(asks).await?.into_iter().flatten().flatten().flatten();
    let mut counted: BTreeMap<String, Reactions> =
        found.map(|found| (found.id, super::thread::reactions(found.reaction_groups))).collect();
    for comment in &mut reacted {
        // One that is gone meanwhile has no reactions any more.
        comment.reactions = counted.remove(&comment.id).unwrap_or_default();
    }
    Ok(())
}
