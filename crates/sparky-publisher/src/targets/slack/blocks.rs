//! An item as Slack's blocks: a heading and sections. It must not know how they are sent.

use serde_json::{Value, json};

use super::mrkdwn;
use crate::post::Post;
use crate::text::{pieces, shorten};

/// What Slack takes: of a header, of a section, and of all blocks together, with room for its own counting.
const HEADER: usize = 150;
const SECTION: usize = 3000;
const MESSAGE: usize = 12_000;

/// The parts of a message that say something: `text` for notifications, and `blocks`.
pub(in crate::targets) fn message(post: &Post<'_>) -> Value {
    let title = shorten(&post.item.title, HEADER);
    let text = shorten(&mrkdwn::of(&post.item.body_markdown), MESSAGE);
    let sections = pieces(&text, SECTION).into_iter().map(|piece| section(&piece));
    let header = json!({ "type": "header", "text": { "type": "plain_text", "text": title, "emoji": false } });
    let blocks: Vec<Value> = [header].into_iter().chain(sections).collect();
    json!({ "text": mrkdwn::escape(&title), "blocks": blocks, "unfurl_links": false, "unfurl_media": false })
}

fn section(text: &str) -> Value {
    json!({ "type": "section", "text": { "type": "mrkdwn", "text": text, "verbatim": true } })
}
