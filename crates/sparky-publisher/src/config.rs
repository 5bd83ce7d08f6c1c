//! What the publisher is told. It must not know where the settings come from.

mod kinds;
mod rules;
mod schedule;

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;
use sparky_schema::Language;
use sparky_schema::content::{Item, ItemKind};
use sparky_schema::page::Profile;

pub use rules::Rules;
pub use schedule::{NotBefore, QuietHours, Schedule};

pub use kinds::{
    Blog, BlogKind, BlueskyAccount, ChatKind, FilesKind, GitHubKind, LinkedInAccount, MailList, MastodonAccount,
    NetworkKind, Older, SlackChannel, TargetKind, TelegramChat, WordPressSite, XAccount, XCredentials, XKeys,
};

use crate::stop::Stop;

/// Where a docs repository keeps its digests when nothing else is configured.
pub const DEFAULT_DOCS_PATH: &str = "content/updates";
/// The Forem that most people mean.
pub const DEVTO: &str = "https://dev.to";
/// The API of Hashnode since May 2026.
pub const HASHNODE: &str = "https://gql-beta.hashnode.com";

/// What to publish where.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Every target that is configured.
    pub targets: Vec<TargetConfig>,
    /// Write nothing and say what would happen: each status is then the one that a real run would have reached
    /// (`published`, `updated`, `unchanged`), or `failed` where the target cannot even be read.
    pub dry_run: bool,
    /// The names of the targets to use; all of them when empty.
    pub only: Vec<String>,
    /// The names of the targets that strangers can read: nothing of a private repository goes there.
    pub public: Vec<String>,
    /// What stops everything.
    pub stop: Stop,
    /// The site that shows the texts.
    pub site: Site,
    /// A person approves each item before it goes anywhere but to a review.
    pub review: bool,
    /// When nothing is published.
    pub schedule: Schedule,
    /// Who keeps the ledger where it outlives this machine.
    pub keeper: Option<Keeper>,
}

/// Called when everything that is about to be sent is in the ledger and nothing of it was sent. When it fails, it says
/// why, and nothing is sent.
#[derive(Clone)]
pub struct Keeper(Arc<dyn Fn() -> Result<(), String> + Send + Sync>);

impl Keeper {
    /// A keeper that does this.
    pub fn new(keep: impl Fn() -> Result<(), String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(keep))
    }

    /// Does it.
    ///
    /// # Errors
    /// When it fails: why.
    pub fn keep(&self) -> Result<(), String> {
        (self.0)()
    }
}

impl fmt::Debug for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keeper")
    }
}

/// One target.
#[derive(Debug, Clone)]
pub struct TargetConfig {
    /// Its name, unique in the configuration.
    pub name: String,
    /// The kinds of items that it takes; the others are `skipped`.
    pub items: Vec<ItemKind>,
    /// What it is.
    pub kind: TargetKind,
    /// What it takes of these, and when.
    pub rules: Rules,
    /// How pages stand there, where it has any.
    pub pages: Pages,
}

impl TargetConfig {
    /// Whether an item is meant for it: of what is written for networks each takes its own.
    pub(crate) fn takes(&self, item: &Item) -> bool {
        let own = match &self.kind {
            TargetKind::Network(network) => item.platform.is_none_or(|platform| platform == network.platform()),
            _ => true,
        };
        own && self.items.contains(&item.kind)
    }
}

/// The site that shows the texts.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Its address.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who signs the texts.
    pub author: Option<String>,
    /// The site generator that it is made with.
    pub profile: Profile,
    /// Where its feeds are.
    pub feeds: Feeds,
    /// The language of its texts.
    pub language: Language,
}

/// The addresses of the feeds of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feeds {
    /// The Atom feed.
    pub atom: Option<String>,
    /// The JSON feed.
    pub json: Option<String>,
}

impl Feeds {
    /// Both in the folder at an address.
    pub fn at(folder: &str) -> Self {
        let folder = folder.trim_end_matches('/');
        Self { atom: Some(format!("{folder}/atom.xml")), json: Some(format!("{folder}/feed.json")) }
    }
}

/// How pages stand at a target.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    /// The site generator that reads them.
    pub profile: Profile,
    /// Whether there is an index, and whether pages link to the ones before and after them.
    pub index: bool,
}

/// A secret, and the environment variable that it comes from, which is what people are shown.
#[derive(Debug, Clone)]
pub struct Secret {
    /// The variable.
    pub variable: String,
    /// What it holds.
    pub value: SecretString,
}

impl Secret {
    pub(crate) fn shown(&self) -> String {
        format!("${{{}}}", self.variable)
    }
}
