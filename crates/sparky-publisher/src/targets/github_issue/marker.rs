//! The comment at the end of an issue that nobody sees. It must not know how issues are found.

use sparky_schema::codec::sha256_hex;

const START: &str = "<!-- sparky key=";

/// What the comment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// What the issue is for, for ever.
    pub(super) key: String,
    /// Which item it holds.
    pub(super) item: String,
    /// Of the title and the text above the comment, as they were sent.
    pub(super) sha256: String,
}

impl Marker {
    pub(super) fn new(key: &str, item: &str, title: &str, text: &str) -> Self {
        Self { key: encode(key), item: encode(item), sha256: digest(title, text) }
    }

    pub(super) fn comment(&self) -> String {
        format!("{START}{} item={} sha256={} -->", self.key, self.item, self.sha256)
    }

    /// The text above the last marker of a body, and the marker.
    pub(super) fn split(body: &str) -> Option<(&str, Self)> {
        let start = body.rfind(START)?;
        let (text, comment) = body.split_at(start);
        let inside = comment.strip_prefix(START)?.split_once(" -->")?.0;
        let (key, rest) = inside.split_once(" item=")?;
        let (item, sha256) = rest.split_once(" sha256=")?;
        Some((text, Self { key: key.to_owned(), item: item.to_owned(), sha256: sha256.to_owned() }))
    }
}

/// GitHub ends lines in its own way.
pub(super) fn digest(title: &str, text: &str) -> String {
    sha256_hex(format!("{}\n{}", title.trim(), text.replace("\r\n", "\n").trim()).as_bytes())
}

/// Nothing in a comment may end it.
fn encode(text: &str) -> String {
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
