//! One target after what is held back was taken out, and all targets together. It must not know how a target works.

use sparky_schema::content::{Content, Item};
use sparky_schema::publication::{Status, TargetResult};

use super::gate::Gate;
use super::order::{Before, in_order};
use super::{Doors, is_asked_for};
use crate::config::{Config, TargetConfig};
use crate::deliver::{Ahead, Came, Delivery, Errand, Task, entry, failure};
use crate::error::Error;
use crate::post::{Post, Rendered};
use crate::route;

/// What is brought to targets.
#[derive(Clone, Copy)]
struct Load<'a> {
    content: &'a Content,
    rendered: &'a [Rendered],
    config: &'a Config,
    doors: Doors<'a>,
}

/// Brings every item to every target.
pub(super) async fn all(content: &Content, rendered: &[Rendered], config: &Config, doors: Doors<'_>) -> Vec<Delivery> {
    let targets: Vec<&TargetConfig> = config.targets.iter().filter(|target| is_asked_for(target, config)).collect();
    let load = Load { content, rendered, config, doors };
    let ahead = match load.intend(&targets).await {
        Ok(ahead) => ahead,
        Err(error) => return load.all_failed(&targets, &error),
    };
    let deliveries = in_order(&targets, config, async |target, before| load.to(target, &before, &ahead).await).await;
    if let Err(error) = ahead.take_back(doors.ledger) {
        tracing::warn!("{error}");
    }
    deliveries
}

impl<'a> Load<'a> {
    /// Writes down what is about to be sent and has it stored, where somebody stores it.
    async fn intend(self, targets: &[&'a TargetConfig]) -> Result<Ahead, Error> {
        let mut ahead = Ahead::default();
        let Some(keeper) = self.config.keeper.as_ref().filter(|_| !self.config.dry_run) else { return Ok(ahead) };
        if self.config.stop.reason().is_some() {
            return Ok(ahead);
        }
        // What waits for another target may well have its turn in this run.
        let before = Before { is_approved: true, ..Before::default() };
        for target in targets {
            let (posts, _) = self.sorted(target, &before);
            let errand = Errand::new(target, self.config, self.doors, Task::Intend(&posts));
            if let Came::Intended(more) = route::run(&errand).await {
                ahead.extend(more?);
            }
        }
        if ahead.is_empty() {
            return Ok(ahead);
        }
        match keeper.keep() {
            Ok(()) => Ok(ahead),
            Err(reason) => {
                ahead.take_back(self.doors.ledger)?;
                Err(Error::NotStored(reason))
            }
        }
    }

    async fn to(self, target: &'a TargetConfig, before: &Before, ahead: &'a Ahead) -> Vec<Delivery> {
        let (posts, mut deliveries) = self.sorted(target, before);
        if posts.is_empty() {
            return deliveries;
        }
        let errand = Errand::new(target, self.config, self.doors, Task::Deliver(&posts)).after(ahead);
        if let Came::Delivered(delivered) = route::run(&errand).await {
            deliveries.extend(delivered);
        }
        deliveries
    }

    fn sorted(self, target: &TargetConfig, before: &Before) -> (Vec<Post<'a>>, Vec<Delivery>) {
        let (mut posts, mut deliveries) = (Vec::new(), Vec::new());
        for item in &self.content.items {
            match self.sort(target, item, before) {
                Ok(post) => posts.push(post),
                Err(delivery) => deliveries.push(*delivery),
            }
        }
        (posts, deliveries)
    }

    fn all_failed(self, targets: &[&TargetConfig], error: &Error) -> Vec<Delivery> {
        let items = || self.content.items.iter();
        let pairs = targets.iter().flat_map(|target| items().map(move |item| (target, item)));
        pairs.map(|(target, item)| Delivery::of(failure(&target.name, &item.id, error))).collect()
    }

    /// The item on its way to the target, or why it does not go there now.
    fn sort(self, target: &TargetConfig, item: &'a Item, before: &Before) -> Result<Post<'a>, Box<Delivery>> {
        if !target.takes(item) || !target.rules.take(self.content) {
            return Err(Box::new(Delivery::of(entry(&target.name, &item.id, Status::Skipped))));
        }
        let failed = |error: Error| Box::new(Delivery::of(failure(&target.name, &item.id, &error)));
        let (content, config, doors) = (self.content, self.config, self.doors);
        if content.private && config.public.contains(&target.name) {
            return Err(failed(Error::Private));
        }
        let gate = Gate { target, content, config, doors, before };
        if let Some(reason) = gate.holds(item).map_err(failed)? {
            let result = entry(&target.name, &item.id, Status::Waiting);
            return Err(Box::new(Delivery::of(TargetResult { error: Some(reason), ..result })));
        }
        let record = doors.ledger.read(&target.name, &item.id).map_err(|error| failed(error.into()))?;
        let post = Post::gather(item, content, self.rendered).map_err(failed)?;
        let last = record.map(|record| record.parts).unwrap_or_default();
        let picture = post.card().filter(|_| !target.rules.without_picture);
        let post = Post { link: before.link.clone(), last, picture, ..post };
        match target.kind.folder() {
            Some(folder) => target.pages.dress(post, folder, &config.site).map_err(failed),
            None => Ok(post),
        }
    }
}
