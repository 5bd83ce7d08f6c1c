//! The verb of stage 4: every item to every target, one entry for each pair. It must not know how a target works.

use futures::future::join_all;
use sparky_git::Git;
use sparky_github::Clock;
use sparky_schema::SchemaId;
use sparky_schema::content::{Content, Item};
use sparky_schema::document::Input;
use sparky_schema::publication::{Publication, Status};
use sparky_store::{Ledger, Record, RecordState};

use crate::config::{Config, TargetConfig, TargetKind};
use crate::deliver::{Came, Checked, Delivery, Errand, Task, entry, failure};
use crate::error::Error;
use crate::post::{Post, Rendered};
use crate::request::Planned;
use crate::route;
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
/// are served side by side.
pub async fn publish(
    content: &Content,
    input: Input,
    rendered: &[Rendered],
    config: &Config,
    doors: Doors<'_>,
) -> Published {
    let used = config.targets.iter().filter(|target| is_asked_for(target, config));
    let served = join_all(used.map(|target| serve(target, content, rendered, config, doors))).await;
    let (mut targets, mut requests) = (unknown_targets(content, config), Vec::new());
    for delivery in served.into_iter().flatten() {
        targets.push(delivery.result);
        requests.extend(delivery.requests);
    }
    let stopped =
        if targets.iter().any(|result| result.status == Status::Waiting) { config.stop.reason() } else { None };
    let schema = SchemaId::of::<Publication>();
    let publication = Publication { schema, inputs: vec![input], window: content.window.clone(), targets };
    Published { publication, requests, stopped }
}

/// Asks every target that is used whether it is there, allows it and takes more, side by side; posts nothing.
pub async fn check(config: &Config, doors: Doors<'_>) -> Vec<(String, Result<Checked, Error>)> {
    let used = config.targets.iter().filter(|target| is_asked_for(target, config));
    let asked = used.map(async |target| {
        let errand = Errand { target, config, doors, task: Task::Check };
        match route::run(&errand).await {
            Came::Checked(checked) => (target.name.clone(), checked),
            Came::Delivered(_) => (target.name.clone(), Ok(Checked::untold())),
        }
    });
    join_all(asked).await
}

/// Ends the uncertainty about an item at a target: it is there, or it is `lost` and may be sent again.
///
/// # Errors
/// When nothing is uncertain about it, or the ledger cannot be written.
pub fn settle(ledger: &Ledger, target: &str, item: &str, lost: bool) -> Result<(), Error> {
    let settled = || Error::Settled { target: target.to_owned(), item: item.to_owned() };
    let record = match ledger.read(target, item) {
        // A person who has looked knows better than a damaged file.
        Err(sparky_store::Error::Ledger { .. }) => Record::intent(target, item, String::new()),
        other => other?.filter(|record| record.state == RecordState::Intended).ok_or_else(settled)?,
    };
    if lost {
        return Ok(ledger.forget(target, item)?);
    }
    Ok(ledger.write(&Record { state: RecordState::Published, ..record })?)
}

async fn serve(
    target: &TargetConfig,
    content: &Content,
    rendered: &[Rendered],
    config: &Config,
    doors: Doors<'_>,
) -> Vec<Delivery> {
    let (mut deliveries, mut posts) = (Vec::new(), Vec::new());
    for item in &content.items {
        if !takes(target, item) {
            deliveries.push(skipped(target, item));
            continue;
        }
        match Post::gather(item, content, rendered) {
            Ok(post) => posts.push(post),
            Err(error) => {
                deliveries.push(Delivery { result: failure(&target.name, &item.id, &error), requests: Vec::new() });
            }
        }
    }
    if content.private && config.public.contains(&target.name) {
        let refused = posts.iter().map(|post| failure(&target.name, &post.item.id, &Error::Private));
        deliveries.extend(refused.map(|result| Delivery { result, requests: Vec::new() }));
    } else if !posts.is_empty() {
        let errand = Errand { target, config, doors, task: Task::Deliver(&posts) };
        if let Came::Delivered(delivered) = route::run(&errand).await {
            deliveries.extend(delivered);
        }
    }
    deliveries
}

/// Whether an item is meant for a target: of what is written for networks each takes its own.
fn takes(target: &TargetConfig, item: &Item) -> bool {
    let own = match &target.kind {
        TargetKind::Network(network) => item.platform.is_none_or(|platform| platform == network.platform()),
        _ => true,
    };
    own && target.items.contains(&item.kind)
}

fn skipped(target: &TargetConfig, item: &Item) -> Delivery {
    Delivery { result: entry(&target.name, &item.id, Status::Skipped), requests: Vec::new() }
}

fn is_asked_for(target: &TargetConfig, config: &Config) -> bool {
    config.only.is_empty() || config.only.contains(&target.name)
}

/// A name that no target has would otherwise look like a run in which all went well.
fn unknown_targets(content: &Content, config: &Config) -> Vec<sparky_schema::publication::TargetResult> {
    let known: Vec<&str> = config.targets.iter().map(|target| target.name.as_str()).collect();
    let unknown = config.only.iter().filter(|name| !known.contains(&name.as_str()));
    let list = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    let error = |name: &String| Error::UnknownTarget { name: name.clone(), known: list.clone() };
    unknown.flat_map(|name| content.items.iter().map(move |item| failure(name, &item.id, &error(name)))).collect()
}
