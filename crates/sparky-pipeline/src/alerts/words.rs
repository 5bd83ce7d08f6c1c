//! How alerts are worded: what is wrong, what to do, where to look. It must not know who reads it.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::health::{Check, Condition, Health};

/// The title of the issue.
pub(super) const TITLE: &str = "Sparky: the digests need attention";

/// What a run can come to.
const OF_RUNS: [&str; 3] = ["run-failed", "run-degraded", "run-missing"];

/// Why people are told, in a word that stays the same while it is so.
pub(super) fn reason(check: &Check, health: &Health) -> String {
    match (check.name.as_str(), check.condition) {
        ("last run", Condition::Bad) if health.nothing_was_run() => "run-missing".to_owned(),
        ("last run", Condition::Bad) => "run-failed".to_owned(),
        ("last run", _) => "run-degraded".to_owned(),
        (name, _) => of_name(name),
    }
}

/// Every reason that a check can give.
pub(super) fn reasons(check: &Check) -> Vec<String> {
    if check.name == "last run" { OF_RUNS.map(str::to_owned).to_vec() } else { vec![of_name(&check.name)] }
}

fn of_name(name: &str) -> String {
    match name.split_once(' ') {
        Some((period, "freshness")) => format!("stale-{period}"),
        Some((period, "gaps")) => format!("gaps-{period}"),
        _ => name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect(),
    }
}

/// What is wrong, in a line.
pub(super) fn title(check: &Check, reason: &str) -> String {
    let what = match reason.split_once('-') {
        Some(("stale", period)) => format!("{period} digests are stale"),
        Some(("gaps", period)) => format!("{period} digests are missing"),
        Some(("run", "failed")) => "the last run failed".to_owned(),
        Some(("run", "degraded")) => "the last run lacks something".to_owned(),
        Some(("run", "missing")) => "nothing was run yet".to_owned(),
        _ => match reason {
            "quota" => "the limit of GitHub is close".to_owned(),
            "budget" => "the budget of the language model is nearly spent".to_owned(),
            _ => format!("{} needs attention", plain(&check.name)),
        },
    };
    format!("Sparky: {what}")
}

/// One thing that is wrong, what to do about it, and where it was seen.
pub(super) fn told(check: &Check, link: Option<&str>) -> String {
    let hint = check.hint.iter().map(|hint| hint.replace('\n', " "));
    let parts = std::iter::once(sentence(check)).chain(hint).chain(link.map(run));
    parts.collect::<Vec<_>>().join("\n\n")
}

/// It is over.
pub(super) fn over(check: &Check, link: Option<&str>) -> String {
    let parts = std::iter::once(format!("All is well again: {}", sentence(check))).chain(link.map(run));
    parts.collect::<Vec<_>>().join("\n\n")
}

/// Everything that is wrong.
pub(super) fn list(checks: &[&Check]) -> String {
    let entry = |check: &&Check| {
        let hint = check.hint.iter().map(|hint| format!("\n  {}", hint.replace('\n', " "))).collect::<String>();
        let word = if check.condition == Condition::Bad { "fail" } else { "warn" };
        format!("- **{}** ({word}): {}{hint}", plain(&check.name), sentence(check))
    };
    format!("`sparky health` says:\n\n{}", checks.iter().map(entry).collect::<Vec<_>>().join("\n"))
}

/// What stands below the list.
pub(super) fn footer(link: Option<&str>) -> String {
    let closes = "This issue closes itself when all is well.";
    link.map_or_else(|| closes.to_owned(), |link| format!("{} {closes}", run(link)))
}

/// What the issue says in the end.
pub(super) fn all_well(now: DateTime<Utc>, link: Option<&str>) -> String {
    let since = now.to_rfc3339_opts(SecondsFormat::Secs, true);
    let run = link.map(|link| format!(" {}", run(link))).unwrap_or_default();
    format!("All is well again: `sparky health` found nothing wrong at {since}.{run}")
}

fn run(link: &str) -> String {
    format!("[The run in Actions]({link}).")
}

fn sentence(check: &Check) -> String {
    let text = plain(&check.message);
    if text.ends_with(['.', '!', '?']) { text } else { text + "." }
}

/// What others said, in which nothing is a link, a picture or markup of pages.
fn plain(text: &str) -> String {
    let sign = |c: char| match c {
        '<' => '‹',
        '>' => '›',
        '[' => '(',
        ']' => ')',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().map(sign).collect()
}
