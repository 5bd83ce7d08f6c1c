//! What somebody should look at as of the end of the window: computed from facts, so that it can be checked. The rules
//! are published in `docs/metrics.md`, the thresholds are configuration. It must not know sentences.

mod branch;
mod conversation;
mod issues;
mod people;
mod pull_requests;
mod turn;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use rayon::prelude::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use sparky_schema::analysis::{Attention, AttentionCount, AttentionKind, Severity};

use self::conversation::Conversation;
use crate::duration_text::duration_text;
use crate::facts::View;
use crate::flow::Scene;
use crate::flow::threads::Threads;
use crate::metrics::hours;

/// After how long something needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Days for which a pull request may wait for a review.
    pub review_days: u32,
    /// Days for which a pull request may wait for its author.
    pub author_days: u32,
    /// Days for which an approved pull request may wait for the merge.
    pub merge_days: u32,
    /// Days for which a pull request may conflict with its base.
    pub conflict_days: u32,
    /// Days after which an issue should have been answered.
    pub answer_days: u32,
    /// Days of silence after which a pull request is stale.
    pub stale_days: u32,
    /// Days of silence after which something presses nobody.
    pub asleep_days: u32,
    /// So many pull requests that wait for one person are blocked on that person.
    pub blocked: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            review_days: 2,
            author_days: 5,
            merge_days: 3,
            conflict_days: 2,
            answer_days: 3,
            stale_days: 14,
            asleep_days: 180,
            blocked: 3,
        }
    }
}

/// So many of each kind are listed: nobody looks further. What is not listed is counted.
const MOST: usize = 1_000;

/// Everything that needs attention, the most pressing first, then what has waited longest.
pub(crate) fn of(scene: &Scene<'_>, threads: &[Threads], thresholds: &Thresholds) -> Vec<Attention> {
    let of_view = |(view, threads)| {
        let conversation = Conversation::of(scene, view, threads);
        let pull_requests = pull_requests::of(scene, view, &conversation, thresholds);
        let issues = issues::of(scene, view, &conversation, thresholds);
        branch::of(scene, view).into_iter().chain(pull_requests).chain(issues)
    };
    let mut found: Vec<Attention> = scene.views.par_iter().zip(threads).flat_map_iter(of_view).collect();
    found.extend(people::of(&found, thresholds));
    found.sort_by(|a, b| (a.severity, a.since, a.kind, &a.id).cmp(&(b.severity, b.since, b.kind, &b.id)));
    found
}

/// How many there are of each kind.
pub(crate) fn counts(attention: &[Attention]) -> Vec<AttentionCount> {
    let mut counts: BTreeMap<AttentionKind, (u64, u64)> = BTreeMap::new();
    for one in attention {
        let (count, pressing) = counts.entry(one.kind).or_default();
        *count += 1;
        *pressing += u64::from(one.severity != Severity::Low);
    }
    let counts = counts.into_iter();
    counts.map(|(kind, (count, pressing))| AttentionCount { kind, count, pressing: Some(pressing) }).collect()
}

/// Of each kind what is most pressing.
pub(crate) fn listed(mut attention: Vec<Attention>) -> Vec<Attention> {
    let mut listed: BTreeMap<AttentionKind, usize> = BTreeMap::new();
    attention.retain(|one| {
        let before = listed.entry(one.kind).or_default();
        *before += 1;
        *before <= MOST
    });
    attention
}

/// How long something has waited.
struct Wait {
    since: DateTime<Utc>,
    allowed: TimeDelta,
    /// Whether it presses less than others: a bot's, or one that nobody has touched for very long.
    is_low: bool,
}

impl Wait {
    fn new(since: DateTime<Utc>, days: u32) -> Self {
        Self { since, allowed: TimeDelta::days(i64::from(days)), is_low: false }
    }

    fn low(self, is_low: bool) -> Self {
        Self { is_low, ..self }
    }

    /// None while it may still wait.
    fn severity(&self, until: DateTime<Utc>) -> Option<Severity> {
        let waited = until - self.since;
        if waited < self.allowed {
            return None;
        }
        let long = self.allowed.checked_mul(3).is_some_and(|long| long <= waited);
        Some(if self.is_low {
            Severity::Low
        } else if long {
            Severity::High
        } else {
            Severity::Medium
        })
    }
}

/// Whether nobody has said or done anything about something for so long that it presses nobody.
fn is_asleep(scene: &Scene<'_>, last: DateTime<Utc>, thresholds: &Thresholds) -> bool {
    TimeDelta::days(i64::from(thresholds.asleep_days)) <= scene.window.until - last
}

/// An item of which only what every item has is known yet.
fn blank(scene: &Scene<'_>, view: &View<'_>, kind: AttentionKind, id: &str, since: Option<DateTime<Utc>>) -> Attention {
    let repository = &view.repository.name_with_owner;
    let id = format!("{repository}{id}");
    Attention {
        kind,
        severity: Severity::High,
        evidence: vec![id.clone()],
        id,
        repository: Some(repository.clone()),
        number: None,
        url: None,
        subject: String::new(),
        author: None,
        waits_for: Vec::new(),
        since,
        date: since.map(|at| scene.window.local_date(at)),
        for_text: since.and_then(|at| hours(at, scene.window.until)).map(duration_text),
    }
}
