//! Social networks. It must not know how a post is sent.

use sparky_schema::content::Platform;

use crate::config::Secret;

/// A social network. It takes the items that are for it, and, where it is told to, the others in short.
#[derive(Debug, Clone)]
pub enum NetworkKind {
    /// A server of Mastodon, or one that speaks like it.
    Mastodon(MastodonAccount),
    /// Bluesky, or another personal data server of its protocol.
    Bluesky(BlueskyAccount),
    /// X.
    X(XAccount),
    /// LinkedIn.
    LinkedIn(LinkedInAccount),
}

/// Where and how to post on Mastodon.
#[derive(Debug, Clone)]
pub struct MastodonAccount {
    /// The address of the server.
    pub base_url: String,
    /// The token, with `write:statuses`.
    pub token: Secret,
    /// `public`, `unlisted`, `private` or `direct`; what the account prefers when none.
    pub visibility: Option<String>,
    /// The language of the text, such as `en`.
    pub language: Option<String>,
    /// Post also what may follow.
    pub thread: bool,
}

/// Where and how to post on Bluesky.
#[derive(Debug, Clone)]
pub struct BlueskyAccount {
    /// The address of the account's server.
    pub base_url: String,
    /// The handle, such as `name.bsky.social`.
    pub handle: String,
    /// An app password.
    pub password: Secret,
    /// The language of the text, such as `en`.
    pub language: Option<String>,
    /// Post also what may follow.
    pub thread: bool,
}

/// Where and how to post on X.
#[derive(Debug, Clone)]
pub struct XAccount {
    /// The address of the API.
    pub base_url: String,
    /// What shows that the account agrees.
    pub credentials: XCredentials,
    /// Leave links in the text; X charges more for a post with one.
    pub links: bool,
    /// Post also what may follow, and what does not fit; X charges for each post.
    pub thread: bool,
}

/// What shows that an account on X agrees.
#[derive(Debug, Clone)]
pub enum XCredentials {
    /// OAuth 2: the token of a user.
    Bearer(Secret),
    /// OAuth 1.0a.
    Keys(Box<XKeys>),
}

/// The four secrets of OAuth 1.0a.
#[derive(Debug, Clone)]
pub struct XKeys {
    /// The key of the app.
    pub consumer_key: Secret,
    /// The app's secret.
    pub consumer_secret: Secret,
    /// The token of the account.
    pub token: Secret,
    /// The token's secret.
    pub token_secret: Secret,
}

/// Where and how to post on LinkedIn.
#[derive(Debug, Clone)]
pub struct LinkedInAccount {
    /// The address of the API.
    pub base_url: String,
    /// Who posts: `urn:li:person:...` or `urn:li:organization:...`.
    pub author: String,
    /// The token, with `w_member_social` or `w_organization_social`.
    pub token: Secret,
    /// The version of the API, a year and a month such as `202606`.
    pub version: String,
    /// `PUBLIC`, `CONNECTIONS` or `LOGGED_IN`.
    pub visibility: String,
}

impl NetworkKind {
    /// The network whose items it takes.
    pub const fn platform(&self) -> Platform {
        match self {
            Self::Mastodon(_) => Platform::Mastodon,
            Self::Bluesky(_) => Platform::Bluesky,
            Self::X(_) => Platform::X,
            Self::LinkedIn(_) => Platform::LinkedIn,
        }
    }
}
