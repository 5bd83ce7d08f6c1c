//! From what is configured to the target that does it: one file for each group of targets. It must not know what is to
//! be done there; the errand does.

mod blog;
mod chat;
mod files;
mod github;
mod network;

use crate::config::TargetKind;
use crate::deliver::{Came, Errand};
use crate::error::Error;

/// Runs an errand at its target.
pub(crate) async fn run(errand: &Errand<'_>) -> Came {
    match &errand.target.kind {
        TargetKind::Unusable(reason) => errand.impossible(Error::Unusable(reason.clone())),
        TargetKind::Files(kind) => Box::pin(files::run(kind, errand)).await,
        TargetKind::GitHub(kind) => Box::pin(github::run(kind, errand)).await,
        TargetKind::Blog(kind) => Box::pin(blog::run(kind, errand)).await,
        TargetKind::Network(kind) => Box::pin(network::run(kind, errand)).await,
        TargetKind::Chat(kind) => Box::pin(chat::run(kind, errand)).await,
    }
}
