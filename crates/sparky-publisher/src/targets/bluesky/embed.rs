//! What is shown below a post: the card of a link, the picture. It must not know how a post is sent.

use serde_json::{Value, json};

use crate::picture::{PLACE, Picture};
use crate::post::Post;
use crate::targets::Trace;

/// What is shown below a post with a link.
pub(super) fn card(post: &Post<'_>, link: &str) -> Value {
    let (title, description) = (&post.item.title, &post.item.description);
    json!({
        "$type": "app.bsky.embed.external",
        "external": { "uri": link, "title": title, "description": description },
    })
}

/// The first post has the picture.
pub(super) fn picture_of<'p>(post: &Post<'p>, done: &[Trace]) -> Option<Picture<'p>> {
    post.picture.filter(|_| done.is_empty())
}

/// What is shown below a post, with a picture: in the card of its link where it has one.
pub(super) fn pictured(card: Option<&Value>, picture: &Picture<'_>) -> Value {
    match card {
        Some(card) => {
            let mut card = card.clone();
            card["external"]["thumb"] = json!(PLACE);
            card
        }
        None => json!({
            "$type": "app.bsky.embed.images",
            "images": [{ "image": PLACE, "alt": picture.alternative, "aspectRatio": { "width": 1200, "height": 630 } }],
        }),
    }
}
