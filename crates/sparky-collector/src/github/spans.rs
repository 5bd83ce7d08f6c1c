//! What of a list is known. A list sorted by last update, newest first, is read in stretches: from its top, or on from
//! where an earlier reading stopped. It must not know what is in the list.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A stretch of a list that was read without a hole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    /// The newest update that is known.
    pub(crate) to: DateTime<Utc>,
    /// Everything updated after this moment is known, up to `to`; none when the list was read to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<DateTime<Utc>>,
    /// Where the list goes on below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cursor: Option<String>,
}

impl Span {
    fn reaches(&self, moment: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from < moment)
    }
}

/// What of a list is known: stretches, the newest first, that do not touch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Spans(Vec<Span>);

/// A stretch that is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Where to begin; none is the top of the list.
    pub(crate) cursor: Option<String>,
    /// What was updated before this need not be read.
    pub(crate) down_to: DateTime<Utc>,
    /// The known span below, if there is one.
    below: Option<Span>,
}

impl Stretch {
    /// Whether something that was last updated then was read before.
    pub(crate) fn knows(&self, updated_at: DateTime<Utc>) -> bool {
        self.below.as_ref().is_some_and(|span| updated_at < span.to && span.reaches(updated_at))
    }
}

impl Spans {
    /// Up to when updates are known, if the newest stretch reaches down to `since`.
    pub(crate) fn newest(&self) -> Option<DateTime<Utc>> {
        self.0.first().map(|span| span.to)
    }

    /// Whether everything updated at `since` or later is known up to the newest stretch's beginning.
    pub(crate) fn reach(&self, since: DateTime<Utc>) -> bool {
        self.0.first().is_some_and(|span| span.reaches(since))
    }

    /// Whether the newest stretch begins where everything updated at `at` or before was known.
    pub(crate) fn join(&self, at: DateTime<Utc>) -> bool {
        self.0.first().is_some_and(|span| span.from.is_none_or(|from| from <= at))
    }

    /// The stretch at the top of the list.
    pub(crate) fn top(&self, since: DateTime<Utc>) -> Stretch {
        Self::stretch(None, self.0.first(), since)
    }

    /// The next stretch below the newest one on the way down to `since`; none when it reaches that far.
    pub(crate) fn below(&self, since: DateTime<Utc>) -> Option<Stretch> {
        let first = self.0.first().filter(|span| !span.reaches(since))?;
        Some(Self::stretch(first.cursor.clone(), self.0.get(1), since))
    }

    fn stretch(cursor: Option<String>, below: Option<&Span>, since: DateTime<Utc>) -> Stretch {
        Stretch { cursor, down_to: below.map_or(since, |span| span.to.max(since)), below: below.cloned() }
    }

    /// A stretch was read from the top of the list, or below the newest span when `continues`.
    pub(crate) fn add(&mut self, read: Span, continues: bool) {
        let mut read = read;
        if continues && !self.0.is_empty() {
            read.to = self.0.remove(0).to;
        }
        while let Some(next) = self.0.first().filter(|next| read.reaches(next.to)).cloned() {
            let deeper = match (read.from, next.from) {
                (None, _) => false,
                (_, None) => true,
                (Some(a), Some(b)) => b < a,
            };
            if deeper {
                (read.from, read.cursor) = (next.from, next.cursor);
            }
            self.0.remove(0);
        }
        self.0.insert(0, read);
    }

    /// How many stretches there are, with holes between them.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Forgets the places to go on from, which GitHub no longer knows.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
