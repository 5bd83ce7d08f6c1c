//! Sending: which questions go together, when, and what happens when they were too many.

use std::convert::Infallible;

use futures::stream::{FuturesUnordered, StreamExt};
use serde_json::json;
use sparky_github::{Error as ApiError, Patience};

use super::budget::SMALL;
use super::purse::Held;
use super::{Batcher, NoReply, Pending, Reply, document, errors};

/// GitHub answers no query with very many fields in time, however small they are.
const FIELDS: usize = 50;

impl Batcher<'_> {
    /// Sends questions for ever.
    pub(super) async fn drive(&self) -> Infallible {
        let mut flying = FuturesUnordered::new();
        loop {
            // Everybody who can go on shall have said what they need before anything is sent.
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
            // What is too little for a request of its own waits for company while others are under way.
            while flying.is_empty() || self.is_full() {
                let load = self.load();
                let nodes = load.iter().map(|pending| pending.ask.nodes).sum();
                let Some(held) = self.purse.hold(nodes, self.spent()) else {
                    // What others set aside comes back when they cost less.
                    if self.put_off(load, flying.is_empty()) { continue } else { break }
                };
                if load.is_empty() {
                    break;
                }
                flying.push(self.fly(load, held));
            }
            tokio::select! {
                () = self.news.notified() => {}
                Some(()) = flying.next(), if !flying.is_empty() => {}
            }
        }
    }

    /// What cannot be paid for waits for those that are on their way, and is refused when there are none. Whether
    /// there is more to do.
    fn put_off(&self, load: Vec<Pending>, is_alone: bool) -> bool {
        if is_alone {
            let is_any = !load.is_empty();
            load.into_iter().for_each(|pending| self.deliver(pending, Err(NoReply::Failed(self.purse.empty())), true));
            return is_any;
        }
        load.into_iter().rev().for_each(|pending| self.queue().push_front(pending));
        false
    }

    fn is_full(&self) -> bool {
        let queue = self.queue();
        queue.len() >= FIELDS || queue.iter().map(|pending| pending.ask.nodes).sum::<u64>() >= self.nodes()
    }

    /// What goes into the next request: at least one question, then as many as fit.
    fn load(&self) -> Vec<Pending> {
        let budget = self.nodes();
        let mut queue = self.queue();
        let mut load: Vec<Pending> = queue.pop_front().into_iter().collect();
        let mut nodes: u64 = load.iter().map(|pending| pending.ask.nodes).sum();
        let mut at = 0;
        while let Some(next) = queue.get(at).map(|pending| pending.ask.nodes).filter(|_| load.len() < FIELDS) {
            if nodes + next > budget {
                at += 1;
            } else if let Some(pending) = queue.remove(at) {
                nodes += next;
                load.push(pending);
            }
        }
        load
    }

    async fn fly(&self, mut load: Vec<Pending>, _held: Held<'_>) {
        // Nobody waits for an answer any more: the work that asked was given up.
        load.retain(|pending| !pending.answer.is_canceled());
        if load.is_empty() {
            return;
        }
        let nodes: u64 = load.iter().map(|pending| pending.ask.nodes).sum();
        let (operation, text) = document(load.iter().map(|pending| &pending.ask));
        let whole = load.len() == 1 && load.iter().all(|pending| !pending.ask.divisible);
        let patience = if whole || nodes <= SMALL { Patience::Insist } else { Patience::Split };
        let answer = self.github.graphql_patiently(operation, &text, json!({}), patience).await;
        match answer {
            Ok(mut answer) => {
                self.budget.raise(nodes);
                let alone = load.len() == 1;
                for (at, pending) in load.into_iter().enumerate() {
                    let reply = errors::reply(at, &mut answer.data, &answer.errors);
                    self.deliver(pending, reply, alone);
                }
            }
            Err(ApiError::TooHeavy { .. }) => {
                self.budget.lower(nodes);
                self.divide(load);
            }
            Err(error) => {
                for pending in load {
                    self.deliver(pending, Err(NoReply::Failed(error.clone())), true);
                }
            }
        }
    }

    /// Questions that were too many together are asked again in smaller parties; one that was too much alone is its
    /// asker's to make smaller.
    fn divide(&self, load: Vec<Pending>) {
        if load.len() == 1 {
            load.into_iter().for_each(|pending| self.deliver(pending, Err(NoReply::TooHeavy), true));
            return;
        }
        let mut queue = self.queue();
        load.into_iter().rev().for_each(|pending| queue.push_front(pending));
        self.news.notify_one();
    }

    /// Answers a question. A part that GitHub gave up for the sake of the rest is asked again in a smaller party.
    fn deliver(&self, pending: Pending, reply: Result<Reply, NoReply>, alone: bool) {
        if !alone && matches!(reply, Err(NoReply::TooHeavy)) {
            self.budget.lower(self.budget.nodes());
            self.queue().push_front(pending);
            self.news.notify_one();
        } else {
            // The asker may be gone; then nobody misses the answer.
            let _ = pending.answer.send(reply);
        }
    }
}
