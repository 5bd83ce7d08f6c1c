//! The verb of stage 4: every item to every target, one entry for each pair. It must not know how a target works.

mod approve;
mod gate;
mod look;
mod order;
mod serve;
mod settle;
mod withdraw;

use sparky_git::Git;
use sparky_github::Clock;
use sparky_schema::SchemaId;
use sparky_schema::content::Content;
use sparky_schema::document::Input;
use sparky_schema::publication::{Publication, Status, TargetResult};
use sparky_store::Ledger;

pub use approve::approve;
pub use look::check;
pub use settle::settle;
pub use withdraw::withdraw;

use crate::config::{Config, TargetConfig};
use crate::deliver::failure;
use crate::error::Error;
use crate::post::Rendered;
use crate::request::Planned;
use crate::web::Web;

/// The doors to the world that targets go through.
#[derive(Clone, Copy)]
pub struct Doors<'a> {
    /// The git binary.
    pub git: &'a Git,
    /// The network.
    pub web: &'a Web,
    /// What was sent where.
    pub ledger: &'a Ledger,
    /// The time.
    pub clock: &'a dyn Clock,
}

/// What came of publishing.
#[derive(Debug)]
pub struct Published {
    /// One entry per item and target.
    pub publication: Publication,
    /// What a dry run would have sent.
    pub requests: Vec<Planned>,
    /// Why the emergency stop held back what is `waiting`, when it did.
    pub stopped: Option<String>,
}

/// Brings every target up to date with the items of `content`; `input` says what was read, `rendered` holds the files
/// that its items list. With [`Config::dry_run`] nothing is written. What fails is in the entries of the result. Targets
/// are served side by side, but for those that wait for another.
pub async fn publish(
    content: &Content,
    input: Input,
    rendered: &[Rendered],
    config: &Config,
    doors: Doors<'_>,
) -> Published {
    let mut targets = unknown_targets(content, config);
    let mut requests = Vec::new();
    for delivery in serve::all(content, rendered, config, doors).await {
        targets.push(delivery.result);
        requests.extend(delivery.requests);
    }
    let stopped =
        if targets.iter().any(|result| result.status == Status::Waiting) { config.stop.reason() } else { None };
    let schema = SchemaId::of::<Publication>();
    let publication = Publication { schema, inputs: vec![input], window: content.window.clone(), targets };
    Published { publication, requests, stopped }
}

fn is_asked_for(target: &TargetConfig, config: &Config) -> bool {
    config.only.is_empty() || config.only.contains(&target.name)
}

/// A name that no target has would otherwise look like a run in which all went well.
fn unknown_targets(content: &Content, config: &Config) -> Vec<TargetResult> {
    let known: Vec<&str> = config.targets.iter().map(|target| target.name.as_str()).collect();
    let unknown = config.only.iter().filter(|name| !known.contains(&name.as_str()));
    let list = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    let error = |name: &String| Error::UnknownTarget { name: name.clone(), known: list.clone() };
    unknown.flat_map(|name| content.items.iter().map(move |item| failure(name, &item.id, &error(name)))).collect()
}
