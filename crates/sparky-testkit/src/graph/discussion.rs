//! Discussions as records. It must not know issues and pull requests.

use serde_json::{Value, json};

use super::part::Part;
use super::review::{Place, add_comments, association, comment_fields};
use super::{embedded, thread, time};
use crate::world::{Discussion, DiscussionComment, Repository};

/// Adds the discussions of a repository; none when they are switched off.
pub(super) fn add_all(part: &mut Part, id: &str, repository: &Repository) -> Vec<Value> {
    let found = repository.discussions.iter().flatten();
    found.map(|discussion| add(part, id, &repository.name_with_owner, discussion)).collect()
}

fn add(part: &mut Part, repository: &str, name: &str, found: &Discussion) -> Value {
    let place = Place::new(repository, name, ["discussions", "discussion", "D"], found.number);
    let there = found.comments.iter().enumerate().filter(|(_, comment)| !comment.said.deleted);
    let comments: Vec<Value> = there.map(|(index, comment)| add_comment(part, &place, index, comment)).collect();
    let category = json!({ "id": format!("DIC_{repository}_{}", found.category), "name": found.category });
    let fields = json!({
        "number": found.number,
        "title": found.title,
        "url": place.url,
        "author": part.actor(found.author.as_deref()),
        "authorAssociation": association(found.association.as_ref()),
        "category": embedded("DiscussionCategory", category),
        "createdAt": time(found.created_at),
        "updatedAt": time(found.last_update()),
        "closedAt": found.closed_at.map(time),
        "closed": found.closed_at.is_some(),
        "state": if found.closed_at.is_some() { "CLOSED" } else { "OPEN" },
        "answerChosenAt": found.answered_at.map(time),
        "isAnswered": found.answered_at.is_some(),
        "upvoteCount": found.upvotes,
        "labels": thread::labels(repository, &found.labels),
        "comments": comments,
        "reactionCounts": found.reactions,
        "repository": repository,
    });
    part.add("Discussion", place.id(), fields)
}

fn add_comment(part: &mut Part, place: &Place<'_>, index: usize, comment: &DiscussionComment) -> Value {
    let id = format!("DC_{}_{}_{index}", place.repository, place.number);
    let replies = add_comments(part, place, ("DiscussionComment", &format!("DC_{index}")), &comment.replies);
    let mut fields = comment_fields(part, place, &comment.said);
    fields["replies"] = json!(replies);
    part.add("DiscussionComment", id, fields)
}
