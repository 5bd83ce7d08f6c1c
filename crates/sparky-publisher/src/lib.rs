//! Stage 4: each item to its readers, once. Takes the texts of one window and brings every target up to date with them;
//! a second run finds nothing left to do. A target that fails never holds back the others.
//!
//! It must not know how texts are made, where the data folder is, the clock or the environment.

mod article;
mod config;
mod deliver;
mod error;
mod notify;
mod pages;
mod picture;
mod post;
mod publish;
mod request;
mod route;
mod speech;
mod stop;
mod targets;
mod text;
mod web;

pub use config::{
    Blog, BlogKind, BlueskyAccount, ChatKind, Config, DEFAULT_DOCS_PATH, DEVTO, Feeds, FilesKind, GitHubKind, HASHNODE,
    Keeper, LinkedInAccount, MailList, MastodonAccount, NetworkKind, NotBefore, Older, Pages, QuietHours, Rules,
    Schedule, Secret, Site, SlackChannel, TargetConfig, TargetKind, TelegramChat, WordPressSite, XAccount,
    XCredentials, XKeys,
};
pub use deliver::Checked;
pub use error::{Error, Refusal, Trouble, Unfit};
pub use notify::{Issue, Notice, State, Told, keep_issue, notify};
pub use post::Rendered;
pub use publish::{Doors, Published, approve, check, publish, settle, withdraw};
pub use request::Planned;
pub use stop::Stop;
pub use web::Web;
