//! `history/insights/<period>/<window id>.json`: what was told of a window, so that it is not told again the next time,
//! and how long things took, so that the next window knows what is usual. It must not know how that is found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Document, SchemaId};
use crate::window::Window;

/// What was told of one window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// `sparky/told/v1`.
    #[schemars(extend("const" = "sparky/told/v1"))]
    pub schema: SchemaId,
    /// The window.
    pub window: Window,
    /// Its insights, by rank.
    pub insights: Vec<ToldInsight>,
    /// How long things took.
    pub paces: Vec<Pace>,
    /// Releases; none where these are not known.
    pub releases: Option<u64>,
}

impl Document for Told {
    const NAME: &'static str = "told";
    const VERSION: u32 = 1;
}

/// One insight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldInsight {
    /// What was said about what.
    pub key: String,
    /// How much or how many.
    pub value: Option<u64>,
}

/// How long one thing took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// What.
    pub kind: PaceKind,
    /// How many there were.
    pub count: u64,
    /// The median in hours.
    pub median_hours: f64,
}

/// What takes time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaceKind {
    /// The first review of a pull request.
    FirstReview,
    /// The merge of a pull request.
    Merge,
    /// The first answer to an issue.
    Answer,
}
