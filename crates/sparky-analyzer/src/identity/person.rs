//! One person or bot, made once and handed around: what everybody asks about somebody is worked out beforehand. It must
//! not know how people are found.

use std::cmp::Ordering;
use std::sync::Arc;

use sparky_schema::analysis::PersonName;

/// What tells people apart, in lower case. Deleted accounts have none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    Login(String),
    Email(String),
    Name(String),
}

impl Key {
    pub(super) fn login(login: &str) -> Self {
        Self::Login(login.trim_start_matches('@').trim_end_matches("[bot]").to_lowercase())
    }

    pub(super) fn text(&self) -> &str {
        let (Self::Login(text) | Self::Email(text) | Self::Name(text)) = self;
        text
    }
}

/// What is known of somebody.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) key: Key,
    /// The place of the key among those of all who were seen, which is compared more quickly.
    pub(super) place: Option<usize>,
    pub(super) bot: bool,
    pub(super) left_out: bool,
    /// How text names them.
    pub(super) name: Option<PersonName>,
}

/// One person or bot. Copies are cheap; they are equal and ordered by their key.
#[derive(Debug, Clone)]
pub(crate) struct PersonId(pub(super) Arc<Known>);

impl PartialEq for PersonId {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for PersonId {}

impl PartialOrd for PersonId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PersonId {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0.place, other.0.place) {
            (Some(own), Some(others)) => own.cmp(&others),
            _ => self.0.key.cmp(&other.0.key),
        }
    }
}
