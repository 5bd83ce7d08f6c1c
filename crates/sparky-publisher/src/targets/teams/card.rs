//! An item as an adaptive card within what Teams takes. It must not know how it is sent.

use serde_json::{Value, json};

use crate::post::Post;
use crate::text::spans::{Line, Span, line, spans};
use crate::text::{mute, pieces, shorten};

/// What Teams takes of a message in bytes, with room for what a workflow adds.
pub(super) const MESSAGE: usize = 28 * 1024 - 1024;
/// A block of text; long ones are hard to read and slow.
const BLOCK: usize = 4_000;
/// What a first try holds; shortened until all fits.
const TEXT: usize = 24_000;

/// The whole message.
pub(super) fn message(post: &Post<'_>) -> Value {
    let text = markdown(&post.item.body_markdown);
    let mut limit = TEXT;
    loop {
        let message = wrap(&card(&post.item.title, &shorten(&text, limit)));
        if message.to_string().len() <= MESSAGE || limit < 500 {
            return message;
        }
        limit = limit * 9 / 10;
    }
}

fn wrap(card: &Value) -> Value {
    let attachment =
        json!({ "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null, "content": card });
    json!({ "type": "message", "attachments": [attachment] })
}

fn card(title: &str, text: &str) -> Value {
    let heading = json!({ "type": "TextBlock", "text": escape(&shorten(title, 250)), "weight": "Bolder", "size": "Large", "wrap": true });
    let blocks =
        pieces(text, BLOCK).into_iter().map(|piece| json!({ "type": "TextBlock", "text": piece, "wrap": true }));
    let body: Vec<Value> = [heading].into_iter().chain(blocks).collect();
    json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": { "width": "Full" },
        "body": body,
    })
}

/// The little Markdown that cards know: strong text, links and lists. A card has no headings.
fn markdown(text: &str) -> String {
    let lines = text.lines().map(|text| match line(text) {
        Line::Heading(text) => format!("**{}**", escape(&crate::text::spans::plain(text))),
        Line::Entry(indent, text) => format!("{}- {}", " ".repeat(indent), inline(text)),
        Line::Quote(text) | Line::Plain(text) => inline(text),
        Line::Rule => "—".to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn inline(text: &str) -> String {
    let each = spans(text).into_iter().map(|span| match span {
        Span::Text(text) | Span::Code(text) => escape(&text),
        Span::Strong(text) => format!("**{}**", escape(&text)),
        Span::Link(text, url) => format!("[{}]({})", escape(&text), url.replace(')', "%29")),
    });
    each.collect()
}

/// Text that stays text; `<at>` would be a mention.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in mute(text).chars() {
        match sign {
            '<' => out.push('‹'),
            '>' => out.push('›'),
            '\\' | '*' | '_' | '[' | ']' | '`' => out.extend(['\\', sign]),
            sign => out.push(sign),
        }
    }
    out
}
