//! What may still be spent. Every call is written down with its estimate before it is made, so that a run that is killed
//! has still counted it. It must not know who is called.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use sparky_store::{Spending, Spent};

use crate::answer::Usage;
use crate::error::Error;
use crate::price::Price;
use crate::settings::{Limits, Model};
use crate::stats::Stats;

/// What may be spent, and what was.
pub(crate) struct Budget {
    limits: Limits,
    spending: Spending,
    stats: Mutex<Stats>,
}

/// A call that was written down.
pub(crate) struct Reserved {
    entry: Spent,
    price: Option<Price>,
}

impl Budget {
    pub(crate) fn new(limits: Limits, spending: Spending) -> Self {
        Self { limits, spending, stats: Mutex::default() }
    }

    pub(crate) fn stats(&self) -> Stats {
        *self.lock()
    }

    pub(crate) fn hit(&self) {
        self.lock().cache_hits += 1;
    }

    /// Writes down a call of at most so many tokens, or refuses it.
    pub(crate) fn reserve(
        &self,
        model: &Model,
        key: &str,
        (input, output): (u64, u64),
        at: DateTime<Utc>,
    ) -> Result<Reserved, Error> {
        let price = model.price.or_else(|| free(model));
        let cost_usd = price.map(|price| price.at_most(input, output));
        let tokens = input.saturating_add(output);
        self.check(model, tokens, cost_usd, at)?;
        let number = self.stats().calls;
        let entry = Spent {
            at,
            id: format!("{}-{number}", key.get(..16).unwrap_or(key)),
            model: model.name.clone(),
            tokens,
            cost_usd: cost_usd.unwrap_or_default(),
            settled: false,
        };
        self.spending.put(&entry)?;
        let mut stats = self.lock();
        stats.calls += 1;
        stats.tokens += tokens;
        stats.cost_usd += entry.cost_usd;
        Ok(Reserved { entry, price })
    }

    /// Puts the bill in the place of the estimate.
    pub(crate) fn settle(&self, reserved: Reserved, usage: &Usage) -> Result<(), Error> {
        let Reserved { entry, price } = reserved;
        let cost_usd = price.map_or(0.0, |price| price.of(usage));
        {
            let mut stats = self.lock();
            stats.tokens = stats.tokens.saturating_sub(entry.tokens) + usage.total();
            stats.cost_usd = (stats.cost_usd - entry.cost_usd + cost_usd).max(0.0);
        }
        Ok(self.spending.put(&Spent { tokens: usage.total(), cost_usd, settled: true, ..entry })?)
    }

    fn check(&self, model: &Model, tokens: u64, cost: Option<f64>, at: DateTime<Utc>) -> Result<(), Error> {
        let (limits, stats) = (self.limits, self.stats());
        let refuse = |limit: String| Err(Error::Budget { model: model.name.clone(), limit });
        if let Some(most) = limits.tokens
            && (most == 0 || stats.tokens.saturating_add(tokens) > most)
        {
            return refuse(format!("the limit of {most} tokens a run"));
        }
        for (limit, name) in [(limits.cost_usd, "run"), (limits.month_cost_usd, "month")] {
            let Some(most) = limit else { continue };
            let spent = if name == "run" { stats.cost_usd } else { self.month(at)? };
            if most <= 0.0 {
                return refuse(format!("the limit of ${most} a {name}"));
            }
            let Some(cost) = cost else { return Err(Error::NoPrice { model: model.name.clone() }) };
            if spent + cost > most {
                return refuse(format!("the limit of ${most} a {name}, of which ${spent:.4} are spent,"));
            }
        }
        Ok(())
    }

    fn month(&self, at: DateTime<Utc>) -> Result<f64, Error> {
        Ok(self.spending.month(at)?.iter().map(|spent| spent.cost_usd).sum())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Stats> {
        self.stats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A server of one's own that wants no key costs nothing.
fn free(model: &Model) -> Option<Price> {
    let own = model.key.is_none() && model.base_url != model.provider.base_url();
    own.then_some(Price {
        as_of: chrono::NaiveDate::MIN,
        input: 0.0,
        output: 0.0,
        cached_input: None,
        cache_write: None,
    })
}
