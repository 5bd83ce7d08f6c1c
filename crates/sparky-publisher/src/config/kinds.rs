//! What targets there are, by the group that they belong to; each group has a file of its own here and in `route`. It
//! must not know how a target works.

mod blog;
mod chat;
mod files;
mod github;
mod network;

pub use blog::{Blog, BlogKind, WordPressSite};
pub use chat::{ChatKind, MailList, SlackChannel, TelegramChat};
pub use files::FilesKind;
pub use github::{GitHubKind, Older};
pub use network::{BlueskyAccount, LinkedInAccount, MastodonAccount, NetworkKind, XAccount, XCredentials, XKeys};

/// What a target is.
#[derive(Debug, Clone)]
pub enum TargetKind {
    /// A target that cannot be used, such as one without its secret: the reason, and what to do.
    Unusable(String),
    /// Files: folders, feeds, git repositories.
    Files(FilesKind),
    /// GitHub through its API.
    GitHub(GitHubKind),
    /// A blog.
    Blog(BlogKind),
    /// A social network.
    Network(NetworkKind),
    /// A chat, mail, or a webhook of one's own.
    Chat(ChatKind),
}

impl TargetKind {
    /// Whether a window that is filled in later finds its place there. A feed of news or a chat would tell old things as
    /// new ones.
    pub const fn takes_late(&self) -> bool {
        match self {
            Self::Files(kind) => kind.takes_late(),
            Self::GitHub(kind) => kind.takes_late(),
            Self::Blog(kind) => kind.takes_late(),
            Self::Unusable(_) | Self::Network(_) | Self::Chat(_) => false,
        }
    }
}

impl TargetKind {
    /// The folder of its pages, where it has any.
    pub(crate) fn folder(&self) -> Option<&str> {
        match self {
            Self::Files(FilesKind::Folder { path }) => Some(path.to_str().unwrap_or_default()),
            Self::Files(FilesKind::DocsGit { path, .. }) | Self::GitHub(GitHubKind::Docs { path, .. }) => Some(path),
            _ => None,
        }
    }

    /// Whether a person lets each item pass there before readers see it.
    pub(crate) const fn asks_for_review(&self) -> bool {
        match self {
            Self::GitHub(kind) => kind.asks_for_review(),
            Self::Unusable(_) | Self::Files(_) | Self::Blog(_) | Self::Network(_) | Self::Chat(_) => false,
        }
    }

    /// Whether it only shows what the job did, to those who look at the job.
    pub(crate) const fn is_report(&self) -> bool {
        matches!(self, Self::Files(FilesKind::StepSummary { .. }))
    }
}

impl From<FilesKind> for TargetKind {
    fn from(kind: FilesKind) -> Self {
        Self::Files(kind)
    }
}

impl From<GitHubKind> for TargetKind {
    fn from(kind: GitHubKind) -> Self {
        Self::GitHub(kind)
    }
}

impl From<BlogKind> for TargetKind {
    fn from(kind: BlogKind) -> Self {
        Self::Blog(kind)
    }
}

impl From<NetworkKind> for TargetKind {
    fn from(kind: NetworkKind) -> Self {
        Self::Network(kind)
    }
}

impl From<ChatKind> for TargetKind {
    fn from(kind: ChatKind) -> Self {
        Self::Chat(kind)
    }
}
