//! The stages of a run and how often each was tried. It must not know what a stage does.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RunState;
use crate::document::Input;

/// One stage of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageRun {
    /// The stage.
    pub stage: Stage,
    /// Its state.
    pub state: RunState,
    /// How long it took, in milliseconds; none while it runs.
    pub duration_ms: Option<u64>,
    /// Each time that it was tried, with the waits in between left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// SHA-256 of what it was told, by which a later run knows whether it would be told the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<String>,
    /// The documents that it wrote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Input>,
}

impl StageRun {
    /// A stage that has not begun.
    pub const fn pending(stage: Stage) -> Self {
        Self {
            stage,
            state: RunState::Pending,
            duration_ms: None,
            attempts: Vec::new(),
            settings: None,
            documents: Vec::new(),
        }
    }
}

/// One time that a stage was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// Why it came to nothing, or left something out that another attempt may get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// The four stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Stage 1.
    Collect,
    /// Stage 2.
    Analyze,
    /// Stage 3.
    Generate,
    /// Stage 4.
    Publish,
}

impl Stage {
    /// Its name, as documents and the command line spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Collect => "collect",
            Self::Analyze => "analyze",
            Self::Generate => "generate",
            Self::Publish => "publish",
        }
    }
}
