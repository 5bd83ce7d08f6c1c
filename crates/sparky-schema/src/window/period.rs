//! How long windows are. It must not know the calendar.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How long a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A day.
    Daily,
    /// An ISO week, Monday to Sunday.
    Weekly,
    /// A month.
    Monthly,
}

impl Period {
    /// Every period.
    pub const ALL: [Period; 3] = [Period::Daily, Period::Weekly, Period::Monthly];

    /// The name on the command line, in ids and in paths.
    pub const fn name(self) -> &'static str {
        match self {
            Period::Daily => "daily",
            Period::Weekly => "weekly",
            Period::Monthly => "monthly",
        }
    }

    /// What one window is called in text: `day`, `week` or `month`.
    pub const fn noun(self) -> &'static str {
        match self {
            Period::Daily => "day",
            Period::Weekly => "week",
            Period::Monthly => "month",
        }
    }
}
