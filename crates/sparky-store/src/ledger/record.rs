//! What is known of one item at one target. It must not know where that is kept.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The layout of a record that this program writes.
const FORMAT: &str = "sparky/ledger/v1";

/// What is known of one item at one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// What layout this is.
    pub schema: String,
    /// The name of the target.
    pub target: String,
    /// The id of the item.
    pub item: String,
    /// How far it came.
    pub state: RecordState,
    /// SHA-256 of what was sent, or is about to be.
    pub sha256: String,
    /// The name that the service gave it, for updates.
    pub remote: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// When the call was about to be made, for the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// What is there of an item that takes several calls, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// SHA-256 of the item's text, which was approved, sent, or is about to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Written for several items before the first of them was sent, so that where it went further nobody knows.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ahead: bool,
}

/// A part of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The name that the service gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// SHA-256 of a file that was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// How far an item came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// A person has approved it; nothing was sent.
    Approved,
    /// A call was about to be made, and nobody wrote down how it ended.
    Intended,
    /// Its parts are there, and the next one is not.
    Partial,
    /// It is there.
    Published,
    /// A person has taken it back, and it may still be there.
    Withdrawing,
    /// A person has taken it back; it is not sent again.
    Withdrawn,
}

impl RecordState {
    /// What says more comes later.
    const fn rank(self) -> u8 {
        match self {
            Self::Approved => 0,
            Self::Intended => 1,
            Self::Partial => 2,
            Self::Published => 3,
            Self::Withdrawing => 4,
            Self::Withdrawn => 5,
        }
    }
}

impl Record {
    /// A record of something that is about to be sent for the first time.
    pub fn intent(target: &str, item: &str, sha256: String) -> Self {
        Self {
            schema: FORMAT.to_owned(),
            target: target.to_owned(),
            item: item.to_owned(),
            state: RecordState::Intended,
            sha256,
            remote: None,
            url: None,
            at: None,
            parts: Vec::new(),
            text: None,
            ahead: false,
        }
    }

    /// Whether this program knows the layout.
    pub(super) fn is_known(&self) -> bool {
        self.schema == FORMAT
    }

    /// Whether the other one tells what came later.
    pub(super) const fn says_less_than(&self, other: &Self) -> bool {
        self.state.rank() < other.state.rank()
    }

    /// Whether it is there, as far as anybody knows.
    pub fn is_published(&self) -> bool {
        self.state == RecordState::Published
    }

    /// Whether a person has taken it back.
    pub const fn is_withdrawn(&self) -> bool {
        matches!(self.state, RecordState::Withdrawing | RecordState::Withdrawn)
    }

    /// Whether it was sent, or may have been.
    pub const fn was_sent(&self) -> bool {
        !matches!(self.state, RecordState::Approved)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(flag: &bool) -> bool {
    !flag
}
