//! What the publisher is told. It must not know where the settings come from.

use std::path::PathBuf;
use std::sync::Arc;

use secrecy::SecretString;
use sparky_github::GitHub;
use sparky_schema::content::ItemKind;

use crate::stop::Stop;

/// Where a docs repository keeps its digests when nothing else is configured.
pub const DEFAULT_DOCS_PATH: &str = "content/updates";

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
    /// What stops everything.
    pub stop: Stop,
    /// The site that shows the texts.
    pub site: Site,
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

/// What a target is.
#[derive(Debug, Clone)]
pub enum TargetKind {
    /// A target that cannot be used, such as one without its secret: the reason, and what to do.
    Unusable(String),
    /// A folder of this machine: every rendered file as `<path>/<item id>.<extension>`.
    Folder {
        /// The folder; it is made when it is missing.
        path: PathBuf,
    },
    /// A folder of a git repository: the Markdown as `<path>/<item id>.md`.
    DocsGit {
        /// The repository: https, ssh, `file://` or a path.
        url: String,
        /// The branch; the repository's default branch when none.
        branch: Option<String>,
        /// The folder in the repository, usually [`DEFAULT_DOCS_PATH`].
        path: String,
        /// The token for an https address.
        token: Option<SecretString>,
    },
    /// A webhook of one's own: each item as signed JSON.
    Webhook {
        /// Its address.
        url: Secret,
        /// The key of the signature.
        key: Secret,
    },
    /// An incoming webhook of Slack.
    SlackWebhook {
        /// Its address.
        url: Secret,
    },
    /// A webhook of Discord.
    Discord {
        /// Its address.
        url: Secret,
    },
    /// `atom.xml` and `feed.json` in a folder.
    Feed {
        /// The folder; it is made when it is missing.
        path: PathBuf,
    },
    /// The summary of a job in Actions.
    StepSummary {
        /// The file that the runner shows; nothing is written where there is none.
        file: Option<PathBuf>,
    },
    /// Issues of a repository on GitHub.
    GithubIssue {
        /// The client, with a token that may write issues.
        github: Arc<GitHub>,
        /// The repository, `owner/name`.
        repo: String,
        /// Keep the newest item of each kind in one issue.
        rolling: bool,
    },
}
