//! What a target is: the kinds of all groups under one name each.

use serde::de::{Deserialize, Deserializer, Error};

use super::{BlogKind, ChatKind, FilesKind, GitHubKind, NetworkKind, Row, blog, chat, files, github, network};
use crate::config::read::suggestion;

/// What a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TargetKind {
    /// Files.
    Files(FilesKind),
    /// GitHub.
    GitHub(GitHubKind),
    /// A blog.
    Blog(BlogKind),
    /// A social network.
    Network(NetworkKind),
    /// A chat, mail or a webhook.
    Chat(ChatKind),
}

impl TargetKind {
    pub(super) fn row(self) -> &'static Row {
        match self {
            Self::Files(kind) => kind.row(),
            Self::GitHub(kind) => kind.row(),
            Self::Blog(kind) => kind.row(),
            Self::Network(kind) => kind.row(),
            Self::Chat(kind) => kind.row(),
        }
    }

    /// Whether only those read it who run this: a folder of the machine, chats, mail and webhooks.
    pub(super) const fn is_ones_own(self) -> bool {
        matches!(self, Self::Files(FilesKind::Folder) | Self::Chat(_))
    }

    fn all() -> impl Iterator<Item = Self> {
        let files = files::ALL.iter().copied().map(Self::Files);
        let github = github::ALL.iter().copied().map(Self::GitHub);
        let blog = blog::ALL.iter().copied().map(Self::Blog);
        let network = network::ALL.iter().copied().map(Self::Network);
        files.chain(github).chain(blog).chain(network).chain(chat::ALL.iter().copied().map(Self::Chat))
    }
}

impl<'de> Deserialize<'de> for TargetKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::all().find(|kind| kind.row().name == name).ok_or_else(|| {
            let names: Vec<&str> = Self::all().map(|kind| kind.row().name).collect();
            let hint = suggestion(&name, names.iter().copied());
            D::Error::custom(format!("there is no target of kind `{name}`{hint}; there are: {}", names.join(", ")))
        })
    }
}
