//! Social networks, and their keys.

use sparky_schema::content::ItemKind;

use super::Row;

/// A social network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NetworkKind {
    /// A server of Mastodon.
    Mastodon,
    /// Bluesky.
    Bluesky,
    /// X.
    X,
    /// LinkedIn.
    LinkedIn,
}

pub(super) const ALL: &[NetworkKind] =
    &[NetworkKind::Mastodon, NetworkKind::Bluesky, NetworkKind::X, NetworkKind::LinkedIn];

/// What readers of a network want: the short texts that are written for it.
const POSTS: &[ItemKind] = &[ItemKind::Social];

impl NetworkKind {
    pub(super) fn row(self) -> &'static Row {
        match self {
            Self::Mastodon => &Row {
                name: "mastodon",
                needed: &["base_url", "token_env"],
                possible: &["visibility", "language", "thread", "picture"],
                items: POSTS,
            },
            Self::Bluesky => &Row {
                name: "bluesky",
                needed: &["handle", "password_env"],
                possible: &["base_url", "language", "thread", "picture"],
                items: POSTS,
            },
            Self::X => &Row {
                name: "x",
                needed: &[],
                possible: &[
                    "base_url",
                    "token_env",
                    "consumer_key_env",
                    "consumer_secret_env",
                    "access_token_env",
                    "access_secret_env",
                    "links",
                    "thread",
                    "picture",
                ],
                items: POSTS,
            },
            Self::LinkedIn => &Row {
                name: "linkedin",
                needed: &["author", "token_env"],
                possible: &["base_url", "version", "visibility", "picture"],
                items: POSTS,
            },
        }
    }
}
