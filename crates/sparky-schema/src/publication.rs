//! `publication.json`: what stage 4 writes: one entry per item and target. It must not know how a target works.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Document, Input, SchemaId};
use crate::window::Window;

/// What became of each item at each target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// `sparky/publication/v1`.
    #[schemars(extend("const" = "sparky/publication/v1"))]
    pub schema: SchemaId,
    /// The content that was published.
    pub inputs: Vec<Input>,
    /// The window.
    pub window: Window,
    /// One entry per item and target.
    pub targets: Vec<TargetResult>,
}

impl Document for Publication {
    const NAME: &'static str = "publication";
    const VERSION: u32 = 1;
}

/// What became of one item at one target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetResult {
    /// The name of the target in the configuration.
    pub target: String,
    /// The id of the item.
    pub item: String,
    /// What became of it.
    pub status: Status,
    /// Where it can be read: a web address or a path.
    pub url: Option<String>,
    /// The key under which the item is known at the target, the same for ever.
    pub key: String,
    /// What went wrong and what to do next, without secrets.
    pub error: Option<String>,
    /// What it cost in US dollars, an estimate by the service's price list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_usd: Option<f64>,
    /// Whether what went wrong may pass by itself, so that another attempt is worth it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub passing: bool,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// New at the target.
    Published,
    /// Was there and has changed.
    Updated,
    /// Was there already; nothing was written.
    Unchanged,
    /// Not due yet, or waits for approval.
    Waiting,
    /// Not meant for this target.
    Skipped,
    /// Nobody can tell whether it arrived; a person settles it.
    Uncertain,
    /// Not published.
    Failed,
    /// Taken back.
    Withdrawn,
}
