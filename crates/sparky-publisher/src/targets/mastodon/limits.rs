//! What a server takes of a post. It must not know how it is asked.

use serde_json::Value;
use sparky_schema::post_length::LINK;

/// How much a post holds, and what a link counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) post: usize,
    pub(super) link: usize,
    /// Bytes of a picture.
    pub(super) picture: usize,
}

/// What a server takes unless it says otherwise.
impl Default for Limits {
    fn default() -> Self {
        Self { post: 500, link: LINK, picture: 10 * 1024 * 1024 }
    }
}

impl Limits {
    /// What a server says of itself; servers of other makes leave some of it out, or have names of their own.
    pub(super) fn of(instance: &Value) -> Self {
        let number = |path: &str| instance.pointer(path).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let usual = Self::default();
        let post = number("/configuration/statuses/max_characters").or_else(|| number("/max_toot_chars"));
        let link = number("/configuration/statuses/characters_reserved_per_url");
        let picture = number("/configuration/media_attachments/image_size_limit");
        Self {
            post: post.filter(|post| *post > 0).unwrap_or(usual.post),
            link: link.unwrap_or(usual.link),
            picture: picture.unwrap_or(usual.picture),
        }
    }
}
