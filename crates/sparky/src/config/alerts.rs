//! `[alerts]`: who is told when digests do not come as they should. It must not know what can be wrong.

use std::collections::BTreeSet;

use serde::Deserialize;
use sparky_schema::RepoName;

use super::{ConfigError, Target, TargetKind, read};

/// `[alerts]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Alerts {
    #[serde(deserialize_with = "read::repository")]
    pub(crate) issue_repo: Option<RepoName>,
    pub(crate) targets: Vec<String>,
    #[serde(deserialize_with = "read::percent")]
    pub(crate) budget_percent: u8,
    #[serde(deserialize_with = "read::percent")]
    pub(crate) quota_percent: u8,
}

impl Default for Alerts {
    fn default() -> Self {
        Self { issue_repo: None, targets: Vec::new(), budget_percent: 80, quota_percent: 10 }
    }
}

impl Alerts {
    /// Whether anybody is named.
    pub(crate) const fn is_set(&self) -> bool {
        self.issue_repo.is_some() || !self.targets.is_empty()
    }

    /// Says which name is none of a target that takes alerts, or stands there twice.
    pub(super) fn check(&self, targets: &[Target]) -> Result<(), ConfigError> {
        let wrong =
            |name: &str, problem: &str| Err(ConfigError::Alerts { name: name.to_owned(), problem: problem.to_owned() });
        let mut seen = BTreeSet::new();
        for name in &self.targets {
            match targets.iter().find(|target| target.name == *name).map(|target| target.kind) {
                None => return wrong(name, "no target is called that"),
                Some(TargetKind::Chat(_)) if seen.insert(name) => {}
                Some(TargetKind::Chat(_)) => return wrong(name, "it stands there twice"),
                Some(_) => return wrong(name, "it is no chat, no webhook and no mail"),
            }
        }
        Ok(())
    }
}
