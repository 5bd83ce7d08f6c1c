//! Blogs, and their keys.

use sparky_schema::content::ItemKind;

use super::Row;

/// A blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlogKind {
    /// Articles on dev.to or another Forem.
    Devto,
    /// Posts of a Ghost.
    Ghost,
    /// Posts of a WordPress.
    WordPress,
    /// Posts of a publication on Hashnode.
    Hashnode,
    /// Files for people who paste.
    Export,
}

pub(super) const ALL: &[BlogKind] =
    &[BlogKind::Devto, BlogKind::Ghost, BlogKind::WordPress, BlogKind::Hashnode, BlogKind::Export];

/// What readers of a blog want unless somebody says otherwise.
const LONG: &[ItemKind] = &[ItemKind::Weekly, ItemKind::Monthly, ItemKind::Blog];

impl BlogKind {
    pub(super) fn row(self) -> &'static Row {
        match self {
            Self::Devto => {
                &Row { name: "devto", needed: &["token_env"], possible: &["base_url", "draft", "tags"], items: LONG }
            }
            Self::Ghost => {
                &Row { name: "ghost", needed: &["base_url", "key_env"], possible: &["draft", "tags"], items: LONG }
            }
            Self::WordPress => &Row {
                name: "wordpress",
                needed: &["base_url", "user_env", "password_env"],
                possible: &["draft", "tags"],
                items: LONG,
            },
            Self::Hashnode => &Row {
                name: "hashnode",
                needed: &["publication", "token_env"],
                possible: &["base_url", "draft", "tags"],
                items: LONG,
            },
            Self::Export => &Row { name: "export", needed: &["path"], possible: &["tags"], items: LONG },
        }
    }
}
