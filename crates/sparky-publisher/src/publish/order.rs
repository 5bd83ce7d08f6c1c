//! In which order targets are served: side by side, but for those that wait for another. It must not know what serving is.

use std::collections::{BTreeMap, VecDeque};

use futures::stream::{FuturesUnordered, StreamExt as _};
use sparky_schema::content::ItemKind;
use sparky_schema::publication::Status;

use crate::config::{Config, TargetConfig};
use crate::deliver::Delivery;

/// What the targets before this one came to.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    /// Why the target must wait, if it must.
    pub(super) waits: Option<String>,
    /// Whether a review has let the items pass.
    pub(super) is_approved: bool,
    /// Where the long text can be read.
    pub(super) link: Option<String>,
}

/// What each target came to, by its name.
type Done = BTreeMap<String, Vec<Delivery>>;

/// Serves each target as soon as those that it waits for are done; answers in the order of the targets. Those that wait
/// for each other are served as if nobody were before them, and told so.
pub(super) async fn in_order<'a>(
    targets: &[&'a TargetConfig],
    config: &'a Config,
    serve: impl AsyncFn(&'a TargetConfig, Before) -> Vec<Delivery>,
) -> Vec<Delivery> {
    let mut left: VecDeque<&TargetConfig> = targets.iter().copied().collect();
    let (mut done, mut running) = (Done::new(), FuturesUnordered::new());
    loop {
        let (ready, later): (VecDeque<_>, VecDeque<_>) =
            left.into_iter().partition(|target| firsts(target, targets, config).all(|first| done.contains_key(first)));
        left = later;
        for target in ready {
            let before = before(target, targets, config, &done);
            let serve = &serve;
            running.push(async move { (target.name.clone(), serve(target, before).await) });
        }
        if running.is_empty() {
            // These wait for each other.
            let Some(target) = left.pop_front() else { break };
            let before = Before { waits: Some(circle(target)), ..Before::default() };
            done.insert(target.name.clone(), serve(target, before).await);
        } else if let Some((name, deliveries)) = running.next().await {
            done.insert(name, deliveries);
        }
    }
    targets.iter().filter_map(|target| done.remove(&target.name)).flatten().collect()
}

/// The targets that come before this one.
fn firsts<'a>(
    target: &'a TargetConfig,
    targets: &'a [&TargetConfig],
    config: &'a Config,
) -> impl Iterator<Item = &'a String> {
    let named = target.rules.after.iter().filter(|name| targets.iter().any(|other| other.name == **name));
    named.chain(reviews(target, targets, config).map(|review| &review.name))
}

/// Where a review takes place that this target waits for.
fn reviews<'a>(
    target: &'a TargetConfig,
    targets: &'a [&TargetConfig],
    config: &'a Config,
) -> impl Iterator<Item = &'a &'a TargetConfig> {
    let waits = config.review && !target.kind.asks_for_review();
    targets.iter().filter(move |other| waits && other.kind.asks_for_review())
}

fn before(target: &TargetConfig, targets: &[&TargetConfig], config: &Config, done: &Done) -> Before {
    let after = target.rules.after.as_ref();
    let first = after.and_then(|name| done.get(name));
    let waits = match (after, first) {
        (Some(name), Some(first)) if !first.iter().all(is_settled) => {
            Some(format!("it waits for `{name}`, which does not have all of this window yet"))
        }
        (Some(name), None) if config.targets.iter().any(|other| other.name == *name) => None,
        (Some(name), None) => Some(format!("it waits for `{name}`, and no target is called that; correct `after`")),
        _ => None,
    };
    let mut reviewed = reviews(target, targets, config).filter_map(|review| done.get(&review.name)).peekable();
    let is_approved =
        reviewed.peek().is_some() && reviewed.all(|of| of.iter().all(|one| is_settled(one) && !one.in_review));
    Before { waits, is_approved, link: first.and_then(|first| link(first)) }
}

/// Whether the item is there, or was never meant for the target.
fn is_settled(delivery: &Delivery) -> bool {
    matches!(delivery.result.status, Status::Published | Status::Updated | Status::Unchanged | Status::Skipped)
}

/// The page of the longest text for readers who do not know the project, else of the first.
fn link(deliveries: &[Delivery]) -> Option<String> {
    let is_blog = |item: &str| item.starts_with(ItemKind::Blog.name());
    let pages = deliveries.iter().filter(|one| is_settled(one));
    let mut pages = pages.filter_map(|one| Some((is_blog(&one.result.item), one.result.url.clone()?)));
    let found: Vec<(bool, String)> = pages.by_ref().filter(|(_, url)| url.starts_with("http")).collect();
    found.iter().find(|(is_blog, _)| *is_blog).or(found.first()).map(|(_, url)| url.clone())
}

fn circle(target: &TargetConfig) -> String {
    format!("`{}` and the targets after which it comes wait for each other; correct `after`", target.name)
}
