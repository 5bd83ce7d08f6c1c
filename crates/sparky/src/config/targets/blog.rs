//! Blogs, and their keys.

use super::Row;

/// A blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlogKind {}

pub(super) const ALL: &[BlogKind] = &[];

impl BlogKind {
    pub(super) fn row(self) -> &'static Row {
        match self {}
    }
}
