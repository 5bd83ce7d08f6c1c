//! The files of a repository that help strangers. It must not know what is in them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which of the files are there that help strangers, of the repository itself or of its owner for all repositories.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Community {
    /// A readme.
    pub readme: bool,
    /// A license.
    pub license: bool,
    /// How to contribute.
    pub contributing: bool,
    /// A code of conduct.
    pub code_of_conduct: bool,
    /// How to report a vulnerability.
    pub security_policy: bool,
    /// A template of issues.
    pub issue_template: bool,
    /// A template of pull requests.
    pub pull_request_template: bool,
}
