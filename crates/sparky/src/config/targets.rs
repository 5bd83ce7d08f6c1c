//! `[[targets]]`: where texts go. It must not know how they get there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::SecretString;
use serde::Deserialize;
use sparky_publisher::Secret;
use sparky_schema::content::ItemKind;

use super::ConfigError;

/// One target.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) kind: TargetKind,
    items: Option<Vec<ItemKind>>,
    pub(crate) path: Option<PathBuf>,
    pub(crate) url: Option<String>,
    pub(crate) branch: Option<String>,
    pub(crate) repo: Option<String>,
    pub(crate) mode: Option<IssueMode>,
    pub(crate) token_env: Option<String>,
    pub(crate) url_env: Option<String>,
    pub(crate) secret_env: Option<String>,
    /// What the named variables held when the configuration was loaded.
    #[serde(skip)]
    resolved: BTreeMap<String, SecretString>,
}

/// What a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TargetKind {
    /// A folder of this machine.
    Folder,
    /// A folder of a git repository.
    DocsGit,
    /// An Atom and a JSON feed.
    Feed,
    /// The summary of a job in Actions.
    StepSummary,
    /// Issues of a repository.
    GithubIssue,
    /// A webhook of one's own.
    Webhook,
    /// An incoming webhook of Slack.
    SlackWebhook,
    /// A webhook of Discord.
    Discord,
}

/// One issue for each item, or one that always shows the newest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum IssueMode {
    #[default]
    New,
    Rolling,
}

impl TargetKind {
    /// What readers of such a place want unless somebody says otherwise.
    fn usual_items(self) -> Vec<ItemKind> {
        const DIGESTS: [ItemKind; 3] = [ItemKind::Daily, ItemKind::Weekly, ItemKind::Monthly];
        match self {
            Self::Folder | Self::Webhook => ItemKind::ALL.to_vec(),
            Self::DocsGit | Self::Feed => DIGESTS.into_iter().chain([ItemKind::Blog]).collect(),
            Self::StepSummary | Self::GithubIssue | Self::SlackWebhook | Self::Discord => DIGESTS.to_vec(),
        }
    }

    /// Its name in the configuration, the keys that it needs, and those that it may have.
    fn keys(self) -> (&'static str, &'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Folder => ("folder", &["path"], &[]),
            Self::DocsGit => ("docs-git", &["url"], &["branch", "path", "token_env"]),
            Self::Feed => ("feed", &["path"], &[]),
            Self::StepSummary => ("step-summary", &[], &[]),
            Self::GithubIssue => ("github-issue", &["repo"], &["mode", "token_env"]),
            Self::Webhook => ("webhook", &["url_env", "secret_env"], &[]),
            Self::SlackWebhook => ("slack-webhook", &["url_env"], &[]),
            Self::Discord => ("discord", &["url_env"], &[]),
        }
    }
}

impl TargetKind {
    /// Whether a window that is filled in later finds its place there. A feed of news or a chat would tell old things
    /// as new ones.
    pub(crate) const fn takes_late(self) -> bool {
        match self {
            Self::Folder | Self::DocsGit | Self::Feed => true,
            Self::StepSummary | Self::GithubIssue | Self::Webhook | Self::SlackWebhook | Self::Discord => false,
        }
    }
}

impl Target {
    /// The kinds of items that it takes.
    pub(crate) fn items(&self) -> Vec<ItemKind> {
        self.items.clone().unwrap_or_else(|| self.kind.usual_items())
    }

    /// A secret that must be there, for a target that is about to be used.
    pub(crate) fn secret(&self, variable: Option<&String>) -> Result<Secret, ConfigError> {
        let variable = variable.cloned().unwrap_or_default();
        match self.resolved.get(&variable) {
            Some(value) => Ok(Secret { variable, value: value.clone() }),
            None => Err(ConfigError::MissingSecret { target: self.name.clone(), variable }),
        }
    }

    /// The token, where one is named.
    pub(crate) fn token(&self) -> Result<Option<SecretString>, ConfigError> {
        self.token_env.as_ref().map(|name| self.secret(Some(name)).map(|secret| secret.value)).transpose()
    }

    /// Takes over what the named variables hold; an empty one counts as missing.
    pub(super) fn resolve(&mut self, variables: &BTreeMap<String, String>) {
        let held = |name: &String| variables.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let names = self.token_env.iter().chain(&self.url_env).chain(&self.secret_env);
        self.resolved = names.filter_map(|name| Some((name.clone(), SecretString::from(held(name)?)))).collect();
    }

    /// Says which key the kind needs or has no use for.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let wrong = |problem: String| Err(ConfigError::Target { target: self.name.clone(), problem });
        let (kind, needed, possible) = self.kind.keys();
        let given = self.given();
        if let Some(key) = needed.iter().find(|key| !given.contains(*key)) {
            return wrong(format!("{kind} needs `{key}`"));
        }
        match given.iter().find(|key| !needed.contains(*key) && !possible.contains(*key)) {
            Some(key) => wrong(format!("{kind} has no use for `{key}`")),
            None => Ok(()),
        }
    }

    fn given(&self) -> Vec<&'static str> {
        let keys = [
            ("path", self.path.is_some()),
            ("url", self.url.is_some()),
            ("branch", self.branch.is_some()),
            ("repo", self.repo.is_some()),
            ("mode", self.mode.is_some()),
            ("token_env", self.token_env.is_some()),
            ("url_env", self.url_env.is_some()),
            ("secret_env", self.secret_env.is_some()),
        ];
        keys.iter().filter(|(_, given)| *given).map(|(key, _)| *key).collect()
    }
}
