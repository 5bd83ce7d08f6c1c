//! `[[targets]]`: where texts go. It must not know how they get there.

use std::path::PathBuf;

use secrecy::SecretString;
use serde::Deserialize;
use sparky_schema::content::ItemKind;

use super::ConfigError;

/// One target.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) kind: TargetKind,
    #[serde(default = "all_items")]
    pub(crate) items: Vec<ItemKind>,
    pub(crate) path: Option<PathBuf>,
    pub(crate) url: Option<String>,
    pub(crate) branch: Option<String>,
    pub(crate) token_env: Option<String>,
    /// What the variable `token_env` held when the configuration was loaded.
    #[serde(skip)]
    pub(super) resolved: Option<SecretString>,
}

/// What a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TargetKind {
    /// A folder of this machine; needs `path`.
    Folder,
    /// A folder of a git repository; needs `url`.
    DocsGit,
}

impl TargetKind {
    /// Whether a window that is filled in later finds its place there. A feed of news or a chat would tell old things
    /// as new ones.
    pub(crate) const fn takes_late(self) -> bool {
        match self {
            Self::Folder | Self::DocsGit => true,
        }
    }
}

impl Target {
    /// The token, for a target that is about to be used.
    pub(crate) fn token(&self) -> Result<Option<SecretString>, ConfigError> {
        match (&self.token_env, &self.resolved) {
            (Some(variable), None) => {
                Err(ConfigError::MissingSecret { target: self.name.clone(), variable: variable.clone() })
            }
            (_, token) => Ok(token.clone()),
        }
    }

    /// Says which key the kind needs or has no use for.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let wrong = |problem: &str| Err(ConfigError::Target { target: self.name.clone(), problem: problem.to_owned() });
        match self.kind {
            TargetKind::Folder if self.path.is_none() => wrong("a folder needs `path`"),
            TargetKind::Folder if self.url.is_some() || self.branch.is_some() || self.token_env.is_some() => {
                wrong("a folder has no use for `url`, `branch` and `token_env`")
            }
            TargetKind::DocsGit if self.url.is_none() => wrong("docs-git needs `url`"),
            _ => Ok(()),
        }
    }
}

fn all_items() -> Vec<ItemKind> {
    ItemKind::ALL.to_vec()
}
