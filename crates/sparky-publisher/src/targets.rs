//! What every target has in common, so that the publisher can treat them alike. One file per target.
//! It must not know in which order targets are served.

mod docs_git;
mod folder;

pub(crate) use docs_git::{DocsGit, Place};
pub(crate) use folder::Folder;

use crate::error::Error;
use crate::post::Post;

/// How a target differs from what it should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// It does not know the item.
    New,
    /// It holds another text.
    Changed,
    /// It holds exactly that.
    Same,
}

/// One entry per post, in the same order.
pub(crate) type Changes = Vec<Result<Change, Error>>;

/// A place that readers go to. An error of a whole call is one that all posts share.
pub(crate) trait Target {
    /// Looks at the target, fresh on every call, and compares: what would be sent, or what has arrived. Writes nothing.
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error>;

    /// Brings the target up to date and says what that took. Sends nothing twice, also when it is called again.
    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error>;

    /// Where the item can be read: a web address or a path. Known once the target was looked at.
    fn address(&self, post: &Post<'_>) -> Option<String>;
}
