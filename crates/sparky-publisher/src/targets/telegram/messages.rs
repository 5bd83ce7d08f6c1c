//! An item as messages that Telegram takes, cut between paragraphs. It must not know how they are sent.

use super::html;
use crate::post::Post;
use crate::text::pieces;

/// What Telegram takes of a message once its marks are read, with room for the counting of others.
const MESSAGE: usize = 4_000;

/// The messages about an item, in order.
pub(super) fn messages(post: &Post<'_>) -> Vec<String> {
    let title = format!("<b>{}</b>", html::escape(&post.item.title));
    let mut messages = vec![title];
    for block in post.item.body_markdown.split("\n\n").flat_map(|block| pieces(block, MESSAGE / 2)) {
        let html = html::of(block.trim_end());
        let last = messages.last_mut().map(|last| {
            let joined = format!("{last}\n\n{html}");
            let fits = html::visible(&joined) <= MESSAGE && joined.len() <= 4 * MESSAGE;
            if fits {
                *last = joined;
            }
            fits
        });
        if last != Some(true) {
            messages.push(html);
        }
    }
    messages
}
