//! Social networks, and their keys.

use super::Row;

/// A social network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NetworkKind {}

pub(super) const ALL: &[NetworkKind] = &[];

impl NetworkKind {
    pub(super) fn row(self) -> &'static Row {
        match self {}
    }
}
