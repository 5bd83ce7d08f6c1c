//! `[[targets]]`: where texts go. It must not know how they get there. Each group of targets has a file of its own with
//! its kinds and their keys.

mod blog;
mod chat;
mod files;
mod github;
mod kind;
mod network;
mod secrets;

pub(crate) use blog::BlogKind;
pub(crate) use chat::ChatKind;
pub(crate) use files::FilesKind;
pub(crate) use github::GitHubKind;
pub(crate) use kind::TargetKind;
pub(crate) use network::NetworkKind;

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::SecretString;
use serde::Deserialize;
use sparky_generator::Profile;
use sparky_publisher::Rules;
use sparky_schema::content::ItemKind;

use super::{ConfigError, read};

/// One target: the keys of all kinds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) kind: TargetKind,
    items: Option<Vec<ItemKind>>,
    #[serde(default)]
    repositories: Vec<String>,
    min_impact: Option<f64>,
    pub(crate) after: Option<String>,
    public: Option<bool>,
    pub(crate) path: Option<PathBuf>,
    pub(crate) url: Option<String>,
    pub(crate) branch: Option<String>,
    pub(crate) front_matter: Option<Profile>,
    pub(crate) index: Option<bool>,
    pub(crate) review: Option<bool>,
    pub(crate) repo: Option<String>,
    pub(crate) mode: Option<IssueMode>,
    #[serde(default, deserialize_with = "read::id")]
    pub(crate) issue: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) close_older: Option<bool>,
    pub(crate) expires_days: Option<u32>,
    pub(crate) tag: Option<String>,
    pub(crate) draft: Option<bool>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) publication: Option<String>,
    pub(crate) base_url: Option<String>,
    pub(crate) visibility: Option<String>,
    pub(crate) handle: Option<String>,
    #[serde(default, deserialize_with = "read::id")]
    pub(crate) author: Option<String>,
    #[serde(default, deserialize_with = "read::id")]
    pub(crate) version: Option<String>,
    pub(crate) channel: Option<String>,
    #[serde(default, deserialize_with = "read::id")]
    pub(crate) chat_id: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<Vec<String>>,
    pub(crate) list_id: Option<String>,
    pub(crate) unsubscribe: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) links: Option<bool>,
    pub(crate) thread: Option<bool>,
    pub(crate) picture: Option<bool>,
    pub(crate) token_env: Option<String>,
    pub(crate) url_env: Option<String>,
    pub(crate) secret_env: Option<String>,
    pub(crate) key_env: Option<String>,
    pub(crate) user_env: Option<String>,
    pub(crate) password_env: Option<String>,
    pub(crate) consumer_key_env: Option<String>,
    pub(crate) consumer_secret_env: Option<String>,
    pub(crate) access_token_env: Option<String>,
    pub(crate) access_secret_env: Option<String>,
    /// What the named variables held when the configuration was loaded.
    #[serde(skip)]
    resolved: BTreeMap<String, SecretString>,
}

/// One issue for each item, or one that always shows the newest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum IssueMode {
    #[default]
    New,
    Rolling,
}

/// What readers of most places want unless somebody says otherwise.
const DIGESTS: &[ItemKind] = &[ItemKind::Daily, ItemKind::Weekly, ItemKind::Monthly];
/// The same with the long text.
const PAGES: &[ItemKind] = &[ItemKind::Daily, ItemKind::Weekly, ItemKind::Monthly, ItemKind::Blog];

/// A kind of target: its name in the configuration, the keys that it needs and those that it may have beside those that
/// every target has, and the items that it takes unless somebody says otherwise.
struct Row {
    name: &'static str,
    needed: &'static [&'static str],
    possible: &'static [&'static str],
    items: &'static [ItemKind],
}

impl Target {
    /// Whether strangers can read it. What is not known to be the team's own is taken for public.
    pub(crate) fn is_public(&self) -> bool {
        self.public.unwrap_or_else(|| !self.kind.is_ones_own())
    }

    /// The kinds of items that it takes.
    pub(crate) fn items(&self) -> Vec<ItemKind> {
        self.items.clone().unwrap_or_else(|| self.kind.row().items.to_vec())
    }

    /// What it takes of these, and after what.
    pub(crate) fn rules(&self) -> Rules {
        let (repositories, after) = (self.repositories.clone(), self.after.clone());
        let without_picture = self.picture == Some(false);
        Rules { repositories, min_impact: self.min_impact, after, without_picture }
    }

    /// Says which key the kind needs or has no use for.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let wrong = |problem: String| Err(ConfigError::Target { target: self.name.clone(), problem });
        let Row { name, needed, possible, .. } = self.kind.row();
        let given = self.given();
        if let Some(key) = needed.iter().find(|key| !given.contains(*key)) {
            return wrong(format!("{name} needs `{key}`"));
        }
        match given.iter().find(|key| !needed.contains(*key) && !possible.contains(*key)) {
            Some(key) => wrong(format!("{name} has no use for `{key}`")),
            None => Ok(()),
        }
    }

    /// The keys that only some kinds have.
    fn given(&self) -> Vec<&'static str> {
        let keys = [
            ("path", self.path.is_some()),
            ("url", self.url.is_some()),
            ("branch", self.branch.is_some()),
            ("front_matter", self.front_matter.is_some()),
            ("index", self.index.is_some()),
            ("review", self.review.is_some()),
            ("repo", self.repo.is_some()),
            ("mode", self.mode.is_some()),
            ("issue", self.issue.is_some()),
            ("category", self.category.is_some()),
            ("close_older", self.close_older.is_some()),
            ("expires_days", self.expires_days.is_some()),
            ("tag", self.tag.is_some()),
            ("draft", self.draft.is_some()),
            ("tags", self.tags.is_some()),
            ("publication", self.publication.is_some()),
            ("base_url", self.base_url.is_some()),
            ("visibility", self.visibility.is_some()),
            ("handle", self.handle.is_some()),
            ("author", self.author.is_some()),
            ("version", self.version.is_some()),
            ("channel", self.channel.is_some()),
            ("chat_id", self.chat_id.is_some()),
            ("from", self.from.is_some()),
            ("to", self.to.is_some()),
            ("list_id", self.list_id.is_some()),
            ("unsubscribe", self.unsubscribe.is_some()),
            ("language", self.language.is_some()),
            ("links", self.links.is_some()),
            ("thread", self.thread.is_some()),
            ("picture", self.picture.is_some()),
        ];
        let given = keys.into_iter().filter(|(_, given)| *given).map(|(key, _)| key);
        given.chain(self.variables().into_iter().filter(|(_, name)| name.is_some()).map(|(key, _)| key)).collect()
    }
}
