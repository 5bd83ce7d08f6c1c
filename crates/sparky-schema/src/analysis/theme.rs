//! What the window was about. It must not know how that is told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::RepoName;

/// Pull requests, issues, commits and releases that are one story of the window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// What it is about: a scope, label, area or words of the members' titles, as strangers wrote them. Escape it.
    pub name: String,
    /// Who named it, when it was not the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_by: Option<Advisor>,
    /// Where; none when the same was done in several repositories.
    pub repository: Option<RepoName>,
    /// Ids of the happenings in it, most important first; each id belongs to one theme at most.
    pub members: Vec<String>,
    /// Why they belong together, what holds most of them first.
    pub bonds: Vec<Bond>,
    /// How important it is: the sum of the scores of its members, two decimals.
    pub score: f64,
}

/// Who had a say in what the rules decide otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Advisor {
    /// A language model, within what the rules allow.
    Model,
}

/// What holds some members of a theme together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bond {
    /// What kind of thing they share.
    pub kind: BondKind,
    /// What they share, as it is compared: in lower case and in the singular. For links the id of the issue.
    pub value: String,
    /// The members that share it.
    pub members: Vec<String>,
}

/// What members of a theme can share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BondKind {
    /// The scope or prefix of the title.
    Scope,
    /// A label.
    Label,
    /// One closes the other.
    Link,
    /// Words of the title.
    Words,
    /// The area of the code.
    Area,
    /// The whole title.
    Title,
}
