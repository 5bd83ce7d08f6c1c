//! Reviews and comments as records. It must not know what they are about.

use serde_json::{Value, json};

use super::part::Part;
use super::time;
use crate::world::{Comment, Review};

/// The place of a thread: its repository, itself, and its kind and number in addresses.
pub(super) struct Place<'a> {
    pub(super) repository: &'a str,
    pub(super) number: u64,
    pub(super) url: String,
    /// The id of the issue, pull request or discussion, and the field that leads to it.
    thread: (&'static str, String),
}

impl<'a> Place<'a> {
    /// `kind` is the word in the address, `field` the one that leads back from a comment, `prefix` that of the id.
    pub(super) fn new(repository: &'a str, name: &str, words: [&'static str; 3], number: u64) -> Self {
        let [kind, field, prefix] = words;
        let url = format!("https://github.com/{name}/{kind}/{number}");
        Self { repository, number, url, thread: (field, format!("{prefix}_{repository}_{number}")) }
    }

    pub(super) fn id(&self) -> String {
        self.thread.1.clone()
    }
}

/// What an author is to a repository.
pub(super) fn association(said: Option<&String>) -> &str {
    said.map_or("NONE", String::as_str)
}

/// Adds the reviews that were not deleted.
pub(super) fn add_reviews(part: &mut Part, place: &Place<'_>, reviews: &[Review]) -> Vec<Value> {
    let there = reviews.iter().enumerate().filter(|(_, review)| !review.deleted);
    there.map(|(index, review)| add_review(part, place, index, review)).collect()
}

fn add_review(part: &mut Part, place: &Place<'_>, index: usize, review: &Review) -> Value {
    let comments = add_comments(part, place, ("PullRequestReviewComment", &format!("PRRC_{index}")), &review.comments);
    let fields = json!({
        "state": review.state,
        "body": review.body,
        "submittedAt": review.submitted_at.map(time),
        "createdAt": time(review.submitted_at.unwrap_or_default()),
        "updatedAt": time(review.submitted_at.unwrap_or_default()),
        "author": part.actor(review.author.as_deref()),
        "authorAssociation": association(review.association.as_ref()),
        "comments": comments,
        "repository": place.repository,
        "pullRequest": place.id(),
        "url": format!("{}#pullrequestreview-{index}", place.url),
    });
    part.add("PullRequestReview", format!("PRR_{}_{}_{index}", place.repository, place.number), fields)
}

/// Adds the comments that were not deleted. `kind` is their type, and the beginning of their ids.
pub(super) fn add_comments(part: &mut Part, place: &Place<'_>, kind: (&str, &str), comments: &[Comment]) -> Vec<Value> {
    let (prefix, group) = kind.1.split_once('_').unwrap_or((kind.1, ""));
    let there = comments.iter().enumerate().filter(|(_, comment)| !comment.deleted);
    let added = there.map(|(index, comment)| {
        let id = format!("{prefix}_{}_{}_{group}_{index}", place.repository, place.number);
        let fields = comment_fields(part, place, comment);
        part.add(kind.0, id, fields)
    });
    added.collect()
}

pub(super) fn comment_fields(part: &mut Part, place: &Place<'_>, comment: &Comment) -> Value {
    let mut fields = json!({
        "author": part.actor(comment.author.as_deref()),
        "authorAssociation": association(comment.association.as_ref()),
        "body": comment.body,
        "bodyText": comment.body,
        "createdAt": time(comment.created_at),
        "updatedAt": time(comment.created_at),
        "reactionCounts": comment.reactions,
        "repository": place.repository,
        "url": place.url,
    });
    fields[place.thread.0] = json!(place.thread.1);
    fields
}
