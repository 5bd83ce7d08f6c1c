//! What a probe saw of a list, and what that says about how much of it is to be read. It must not know how a list is
//! read.

use chrono::{DateTime, Utc};

use super::state::List;

/// What a probe saw of a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    pub(crate) count: u64,
    /// When its first entries were updated, the newest first.
    pub(crate) latest: Vec<DateTime<Utc>>,
}

impl Seen {
    pub(crate) fn newest(&self) -> Option<DateTime<Utc>> {
        self.latest.iter().max().copied()
    }

    /// How many entries it takes at most to see all that was updated at `down_to` or later, and one more that tells so.
    pub(crate) fn entries(&self, down_to: DateTime<Utc>) -> u64 {
        let known = self.latest.iter().position(|updated| *updated < down_to);
        known.map_or(self.count, |at| at as u64 + 1)
    }

    /// Whether a window that begins at `since` has something in the list that is not known.
    pub(crate) fn is_news(&self, list: &List, since: DateTime<Utc>) -> bool {
        let Some(newest) = self.newest().filter(|newest| *newest >= since) else { return false };
        list.spans.newest().is_none_or(|known| known < newest)
    }

    /// Whether there is fewer than there was.
    pub(crate) fn is_shorter(&self, list: &List) -> bool {
        self.count < list.count
    }
}
