//! Title, description, footer and first paragraph: what the window amounts to and how it compares. It must not know
//! the sections.

use serde::Serialize;
use sparky_schema::analysis::{Analysis, Work, WorkCount};
use sparky_schema::totals::Totals;
use sparky_schema::window::{Period, Window};

use super::Desk;
use crate::draft::Item;
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::top;
use crate::language::{date, list};

/// Repositories that are named.
const MOST_NAMES: usize = 3;

/// What the sentences about the window as a whole get as `d`.
#[derive(Serialize)]
pub(crate) struct Frame<'a> {
    /// What the window is called in a title.
    name: String,
    /// `day`, `week` or `month`.
    period: &'static str,
    /// `on Tuesday, 7 July` or `this week`.
    when: String,
    /// The first and the last day.
    dates: String,
    zone: String,
    quiet: bool,
    /// The most important title, plain text.
    top: Option<String>,
    repositories: Vec<String>,
    /// The same names in plain text.
    names: Vec<String>,
    /// Whether there are more repositories than are named.
    others: bool,
    totals: &'a Totals,
    /// The count that compares best with the window before.
    compared: Option<Compared>,
    /// Kinds of work that have a name, most changes first.
    work: Vec<&'a WorkCount>,
    incomplete: bool,
    gaps: Vec<String>,
    more_gaps: bool,
}

/// A count in both windows.
#[derive(Serialize)]
struct Compared {
    now: u64,
    before: u64,
    one: &'static str,
    many: &'static str,
    verb: &'static str,
}

pub(crate) fn frame<'a>(analysis: &'a Analysis, quiet: bool) -> Frame<'a> {
    let window = &analysis.window;
    let names: Vec<String> =
        analysis.repositories.iter().take(MOST_NAMES).map(|r| r.name_with_owner.to_string()).collect();
    let (first, last) = (date(window.first_date()), date(window.last_date()));
    let dates = if first == last { first } else { format!("{first} to {last}") };
    Frame {
        name: window_name(window),
        period: window.period.noun(),
        when: when(window, &dates),
        dates,
        zone: markdown(window.time_zone.name()),
        quiet,
        top: title_words(analysis),
        others: analysis.repositories.len() > names.len(),
        repositories: names.iter().map(|name| markdown(name)).collect(),
        names,
        totals: &analysis.totals,
        compared: compared(analysis),
        work: analysis.work.iter().filter(|count| count.work != Work::Other).collect(),
        incomplete: !analysis.gaps.is_empty(),
        gaps: analysis.gaps.iter().take(MOST_NAMES).map(gap).collect(),
        more_gaps: analysis.gaps.len() > MOST_NAMES,
    }
}

/// What the window is called in a title.
fn window_name(window: &Window) -> String {
    let first = window.first_date();
    match window.period {
        _ if window.is_custom() => {
            format!("{} to {}", first.format("%-d %B %Y"), window.last_date().format("%-d %B %Y"))
        }
        Period::Daily => first.format("%A, %-d %B %Y").to_string(),
        Period::Weekly => first.format("Week %-V, %G").to_string(),
        Period::Monthly => first.format("%B %Y").to_string(),
    }
}

fn when(window: &Window, dates: &str) -> String {
    match window.period {
        _ if window.is_custom() => dates.to_owned(),
        Period::Daily => format!("on {dates}"),
        Period::Weekly | Period::Monthly => window_name(window).replace("Week", "week"),
    }
}

/// The title of the most important story, plain text.
fn title_words(analysis: &Analysis) -> Option<String> {
    let first = &analysis.topics.first()?.stories.first()?.main;
    let happening = analysis.happenings.iter().find(|h| h.id == first.id && h.event == first.event)?;
    Some(top(&happening.subject))
}

fn gap(gap: &sparky_schema::Gap) -> String {
    let kinds: Vec<String> = gap.kinds.iter().map(|kind| kind.name().replace('_', " ")).collect();
    let what = if kinds.is_empty() { String::new() } else { format!(" ({})", list(&kinds)) };
    let why = clean(&gap.message);
    format!("{}{what}: {}", markdown(gap.repository.as_str()), markdown(why.trim_end_matches('.')))
}

/// The first count that both windows know and that was not nothing in both.
fn compared(analysis: &Analysis) -> Option<Compared> {
    let (now, before) = (&analysis.totals, &analysis.previous);
    let known = [
        (now.pull_requests_merged, before.pull_requests_merged, "pull request", "pull requests", " merged"),
        (now.commits, before.commits, "commit", "commits", ""),
        (now.issues_opened, before.issues_opened, "issue", "issues", " opened"),
    ];
    let mut both = known.into_iter().filter_map(|(now, before, one, many, verb)| {
        let (now, before) = now.zip(before)?;
        (now > 0).then_some(Compared { now, before, one, many, verb })
    });
    both.next()
}

/// The first paragraph.
pub(super) fn paragraph(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let frame = frame(desk.analysis, desk.quiet);
    let files: &[&str] = if desk.quiet { &["lead_volume"] } else { &["lead_volume", "lead_change", "lead_work"] };
    files.iter().enumerate().map(|(n, file)| Ok(Item::of(desk.narrator.say(file, "d", &frame, 0)?, n, true))).collect()
}
