//! Whether digests come as they should: how fresh they are, what is missing, how the last run ended, whether the store
//! is what was written. It must not know the network, nor how a check is shown.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sparky_schema::run::{Run, RunState};
use sparky_schema::window::{Period, Window};
use sparky_store::{DataFolder, NotBegun};

use crate::{Error, is_made, missed, under_way};

/// So many missing windows are named.
const NAMED: usize = 7;

/// How long after its end a window may be without a digest.
const fn grace(period: Period) -> TimeDelta {
    match period {
        Period::Daily => TimeDelta::hours(12),
        Period::Weekly => TimeDelta::hours(24),
        Period::Monthly => TimeDelta::hours(48),
    }
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// As it should be.
    Well,
    /// Somebody should look at it.
    Poor,
    /// Digests are missing or will be.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub name: String,
    /// How it is.
    pub condition: Condition,
    /// The same in one sentence.
    pub message: String,
    /// What to do about it, where there is something.
    pub hint: Option<String>,
}

impl Check {
    /// All is well.
    pub fn well(name: &str, message: String) -> Self {
        Self { name: name.to_owned(), condition: Condition::Well, message, hint: None }
    }

    /// Something is to be done.
    pub fn ill(name: &str, condition: Condition, message: String, hint: impl Into<String>) -> Self {
        Self { name: name.to_owned(), condition, message, hint: Some(hint.into()) }
    }
}

/// How the digests of a period are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freshness {
    /// The period.
    pub period: Period,
    /// The newest window that has a digest.
    pub newest: Option<Window>,
    /// The windows that should have one, and have none or an unfinished one.
    pub missed: Vec<Window>,
}

/// What there is to know without asking anybody.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Health {
    /// What was looked at.
    pub checks: Vec<Check>,
    /// The periods that are run.
    pub freshness: Vec<Freshness>,
    /// The run that began last.
    pub last_run: Option<Run>,
    /// Whether a run could not even begin, after that one.
    pub was_tried: bool,
}

impl Health {
    /// Whether no run was even tried.
    pub(crate) const fn nothing_was_run(&self) -> bool {
        self.last_run.is_none() && !self.was_tried
    }
}

/// Looks at the data folder.
///
/// # Errors
/// When it cannot be read at all.
pub fn health(data: &DataFolder, now: DateTime<Utc>, time_zone: Tz) -> Result<Health, Error> {
    let mut health = Health { last_run: crate::runs(data)?.into_iter().next(), ..Health::default() };
    for period in Period::ALL {
        let runs = data.history().entries(period)?;
        if runs.is_empty() {
            continue;
        }
        let Ok(due) = Window::last_complete(period, now - grace(period), time_zone) else { continue };
        let calendar = runs.iter().filter(|run| is_made(run) && !run.window.is_custom());
        let newest = calendar.map(|run| run.window.clone()).next_back();
        let missed = missed_through(data, &due)?;
        health.checks.extend([fresh(period, newest.as_ref(), &due), gaps(period, &missed)]);
        health.freshness.push(Freshness { period, newest, missed });
    }
    let newer = |entry: &NotBegun| health.last_run.as_ref().is_none_or(|run| run.started_at < entry.at);
    let tried = data.history().not_begun().filter(newer);
    health.was_tried = tried.is_some();
    health.checks.push(tried.map_or_else(|| last_run(health.last_run.as_ref(), data), |entry| not_begun(&entry)));
    health.checks.push(store(data)?);
    Ok(health)
}

/// The window that is due counts too.
fn missed_through(data: &DataFolder, due: &Window) -> Result<Vec<Window>, Error> {
    due.next().map_or_else(|_| Ok(Vec::new()), |after| missed(data, &after))
}

fn fresh(period: Period, newest: Option<&Window>, due: &Window) -> Check {
    let name = format!("{} freshness", period.name());
    let what = newest.map_or("there is none".to_owned(), |window| format!("the newest one is {}", window.id));
    if newest.is_some_and(|window| window.since >= due.since) {
        return Check::well(&name, format!("{} digests are fresh: {what}", period.name()));
    }
    let message = format!("{} digests are stale: {} is due, and {what}", period.name(), due.id);
    let hint = format!(
        "Run `sparky run {}`, and look why it did not run or failed: `sparky status`, or the runs of its workflow. \
         GitHub switches off the schedules of a public repository in which nothing happens for 60 days.",
        period.name()
    );
    Check::ill(&name, Condition::Bad, message, hint)
}

fn gaps(period: Period, missed: &[Window]) -> Check {
    let name = format!("{} gaps", period.name());
    let (Some(first), Some(last)) = (missed.first(), missed.last()) else {
        return Check::well(&name, format!("no {} is missing", period.noun()));
    };
    // A long list is no longer read; the hint has both ends of it.
    let ids: Vec<&str> = missed.iter().take(NAMED).map(|window| window.id.as_str()).collect();
    let more = missed.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("missing or unfinished: {}{rest}", ids.join(", "));
    let (from, to) = (first.first_date(), last.last_date());
    let hint = format!(
        "The next `sparky run {0}` fills them in; `sparky backfill {0} --from {from} --to {to}` does it now.",
        period.name()
    );
    Check::ill(&name, Condition::Poor, message, hint)
}

fn last_run(run: Option<&Run>, data: &DataFolder) -> Check {
    let name = "last run";
    let Some(run) = run else {
        return Check::ill(name, Condition::Bad, "nothing was run yet".to_owned(), "Run `sparky run daily`.");
    };
    let window = format!("{} {}", run.window.period.name(), run.window.id);
    let said = run.warnings.first().map(|warning| format!(": {warning}")).unwrap_or_default();
    let look = "Look at `sparky status`.";
    match run.state {
        RunState::Complete => Check::well(name, format!("the last run, {window}, is complete")),
        RunState::Degraded => {
            Check::ill(name, Condition::Poor, format!("the last run, {window}, lacks something{said}"), look)
        }
        RunState::Failed => Check::ill(name, Condition::Bad, format!("the last run, {window}, failed{said}"), look),
        RunState::Waiting => {
            Check::well(name, format!("the last run, {window}, waits for somebody to look at its texts"))
        }
        _ if under_way(data, std::slice::from_ref(run)).is_some() => Check::well(name, format!("{window} is running")),
        RunState::Pending | RunState::Running | RunState::Resumed => {
            let message = format!("the last run, {window}, began and did not end");
            Check::ill(
                name,
                Condition::Poor,
                message,
                format!("Run it again: `sparky run {}`.", run.window.period.name()),
            )
        }
    }
}

/// A run that left nothing but the reason.
fn not_begun(entry: &NotBegun) -> Check {
    let message =
        format!("the last run, at {}, could not begin: {}", entry.at.format("%Y-%m-%d %H:%M UTC"), entry.message);
    Check::ill("last run", Condition::Bad, message, "Correct that, and run it again.")
}

/// Whether every file is the one that was written, by its digest.
fn store(data: &DataFolder) -> Result<Check, Error> {
    let mut damaged = Vec::new();
    for period in Period::ALL {
        damaged.extend(data.history().damaged(period)?.iter().map(|path| path.display().to_string()));
    }
    damaged.extend(data.facts().damaged()?.iter().map(|(name, kind)| format!("{name} ({})", kind.name())));
    if damaged.is_empty() {
        let repositories = data.facts().repositories()?.len();
        return Ok(Check::well("store", format!("the facts are what was written, repositories: {repositories}")));
    }
    let hint = "The next collection reads them anew; if it happens again, check the disk.";
    Ok(Check::ill("store", Condition::Poor, format!("damaged: {}", damaged.join(", ")), hint))
}
