//! The comment at the end of a text that nobody sees: which item the text holds, and whether a person has changed it
//! since. It must not know how texts are found.

use sparky_schema::codec::sha256_hex;

use super::{Found, Trace};
use crate::post::Post;

const START: &str = "<!-- sparky key=";

/// What the comment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marker {
    /// What the text is for, for ever.
    pub(crate) key: String,
    /// Which item it holds.
    pub(crate) item: String,
    /// Of the title and the text above the comment, as they were sent.
    pub(crate) sha256: String,
}

impl Marker {
    pub(crate) fn new(key: &str, item: &str, title: &str, text: &str) -> Self {
        Self { key: encode(key), item: encode(item), sha256: digest(title, text) }
    }

    pub(crate) fn comment(&self) -> String {
        format!("{START}{} item={} sha256={} -->", self.key, self.item, self.sha256)
    }

    /// With a digest of something else than the plain text.
    pub(crate) fn with(key: &str, item: &str, sha256: String) -> Self {
        Self { key: encode(key), item: encode(item), sha256 }
    }

    /// What is there, compared with what should be: this marker was found at `trace` under something that now has the
    /// digest `sha256`; `noun` is what people call it.
    pub(crate) fn compare(&self, sha256: &str, wanted: &Self, trace: Trace, noun: &str) -> Found {
        if self.sha256 != sha256 {
            return Found::Left(trace, format!("a person has changed the {noun}; it is left alone"));
        }
        // Ids of one kind sort as their windows do.
        if self.item > wanted.item {
            return Found::Left(trace, format!("the {noun} shows {} already, which is newer", self.item));
        }
        if self == wanted { Found::Same(trace) } else { Found::Changed(trace) }
    }

    /// The text above the last marker of a body, and the marker.
    pub(crate) fn split(body: &str) -> Option<(&str, Self)> {
        let start = body.rfind(START)?;
        let (text, comment) = body.split_at(start);
        let inside = comment.strip_prefix(START)?.split_once(" -->")?.0;
        let (key, rest) = inside.split_once(" item=")?;
        let (item, sha256) = rest.split_once(" sha256=")?;
        Some((text, Self { key: key.to_owned(), item: item.to_owned(), sha256: sha256.to_owned() }))
    }
}

/// What a text is for: an item for ever, or always the newest of its kind and, when there are several, of its digest.
pub(crate) fn key(target: &str, post: &Post<'_>, rolling: bool) -> String {
    format!("{target}/{}", if rolling { scope(post) } else { post.item.id.as_str() })
}

/// The id of an item without its window.
pub(crate) fn scope<'p>(post: &'p Post<'_>) -> &'p str {
    let id = post.item.id.as_str();
    id.rsplit_once('/').map_or(id, |(scope, _)| scope)
}

/// GitHub ends lines in its own way.
pub(crate) fn digest(title: &str, text: &str) -> String {
    sha256_hex(format!("{}\n{}", title.trim(), text.replace("\r\n", "\n").trim()).as_bytes())
}

/// Nothing in a comment may end it.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for c in text.chars() {
        let is_plain =
            c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '.') || (c == '-' && !encoded.ends_with('-'));
        if is_plain {
            encoded.push(c);
        } else {
            encoded.extend(c.to_string().bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    encoded
}
