//! Title, description, footer and first paragraph: what the window amounts to and how it compares. It must not know
//! the sections.

use serde::Serialize;
use sparky_schema::Language;
use sparky_schema::analysis::{Analysis, Event, Happening, RepositoryAnalysis, Work, WorkCount};
use sparky_schema::collection::Source;
use sparky_schema::totals::Totals;

use super::Desk;
use crate::draft::Item;
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::{active, link, noun, person, sole, top};
use crate::language::{Wording, wording};

/// The sentences about counts, in order.
const FILES: [&str; 4] = ["lead_volume", "lead_people", "lead_change", "lead_work"];

/// The same for outsiders.
const OUTSIDE: [&str; 3] = ["blog_volume", "lead_people", "lead_work"];

/// Repositories that are named.
const MOST_NAMES: usize = 3;

/// What the sentences about the window as a whole get as `d`.
#[derive(Serialize)]
pub(crate) struct Frame<'a> {
    /// What the window is called in a title.
    name: String,
    /// `day`, `week` or `month`.
    period: &'static str,
    /// The first and the last day.
    dates: String,
    zone: String,
    quiet: bool,
    /// The most important title, plain text.
    top: Option<String>,
    /// Whether that is a release.
    top_released: bool,
    repositories: Vec<String>,
    /// The repository, when something happened in only one.
    only: Option<String>,
    /// Whether releases are tags of local clones.
    tags: bool,
    /// The same names in plain text.
    names: Vec<String>,
    /// The repositories as links to their pages, where they have one.
    homes: Vec<String>,
    /// Whether there are more repositories than are named.
    others: bool,
    /// What was counted; where that is not all, what there was at least.
    totals: Totals,
    /// The counts of which that is so.
    at_least: Option<&'a Totals>,
    /// The same of the window before.
    previous: &'a Totals,
    /// The count that compares best with the window before.
    compared: Option<Compared>,
    /// Kinds of work that have a name, most changes first.
    work: Vec<&'a WorkCount>,
    /// Whether these are most of the changes.
    mostly: bool,
    /// The one person who did everything.
    sole: Option<String>,
    incomplete: bool,
    gaps: Vec<String>,
    more_gaps: bool,
}

/// A count in both windows.
#[derive(Serialize)]
struct Compared {
    now: u64,
    before: u64,
    /// What was counted, in the plural.
    what: &'static str,
}

impl Frame<'_> {
    /// Without the title of a stranger.
    pub(crate) fn without_top(mut self) -> Self {
        (self.top, self.top_released) = (None, false);
        self
    }
}

pub(crate) fn frame<'a>(analysis: &'a Analysis, quiet: bool, language: Language) -> Frame<'a> {
    let (window, wording) = (&analysis.window, wording(language));
    let some = active(analysis).next().is_some();
    let told: Vec<_> = if some { active(analysis).collect() } else { analysis.repositories.iter().collect() };
    let names: Vec<String> = told.iter().take(MOST_NAMES).map(|r| r.name_with_owner.to_string()).collect();
    let (first, last) = (wording.date(window.first_date()), wording.date(window.last_date()));
    let dates = if first == last { first } else { wording.span(&first, &last) };
    Frame {
        name: wording.window(window),
        period: noun(window, language),
        dates,
        zone: markdown(window.time_zone.name()),
        quiet,
        top: leading(analysis).map(|happening| top(&happening.subject, wording)),
        top_released: leading(analysis).is_some_and(|happening| happening.event == Event::Released),
        homes: told.iter().take(MOST_NAMES).filter_map(|r| home(r)).collect(),
        others: told.len() > names.len(),
        only: only(analysis),
        tags: analysis.repositories.iter().all(|r| r.source == Source::Git),
        repositories: names.iter().map(|name| markdown(name)).collect(),
        names,
        totals: counted(analysis),
        at_least: analysis.at_least.as_ref(),
        previous: &analysis.previous,
        compared: compared(analysis),
        work: analysis.work.iter().filter(|count| count.work != Work::Other).collect(),
        mostly: analysis.gaps.is_empty() && is_mostly_named(&analysis.work) && is_mostly_declared(analysis),
        sole: sole(analysis).map(person),
        incomplete: !analysis.gaps.is_empty(),
        gaps: analysis.gaps.iter().take(MOST_NAMES).map(|one| gap(one, wording)).collect(),
        more_gaps: analysis.gaps.len() > MOST_NAMES,
    }
}

/// The totals; where one is unknown, its lower bound.
fn counted(analysis: &Analysis) -> Totals {
    let least = analysis.at_least.as_ref();
    least.map_or_else(|| analysis.totals.clone(), |least| analysis.totals.joined(least, Option::or))
}

fn home(repository: &RepositoryAnalysis) -> Option<String> {
    repository.url.as_ref().map(|url| link(&markdown(repository.name_with_owner.as_str()), url))
}

fn is_mostly_named(work: &[WorkCount]) -> bool {
    let sum = |named: bool| {
        work.iter().filter(|count| (count.work != Work::Other) == named).fold(0_u64, |n, c| n.saturating_add(c.changes))
    };
    sum(true) > sum(false)
}

/// Whether most titles say their kind of work: a title that begins with `Add` is not always a new feature.
fn is_mostly_declared(analysis: &Analysis) -> bool {
    let changes = analysis.happenings.iter().filter(|h| matches!(h.event, Event::Merged | Event::Committed));
    let (declared, others): (Vec<_>, Vec<_>) = changes.partition(|h| !h.title.starts_with(&h.subject));
    declared.len() > others.len()
}

fn only(analysis: &Analysis) -> Option<String> {
    let mut active = active(analysis);
    let first = active.next()?;
    active.next().is_none().then(|| markdown(first.name_with_owner.as_str()))
}

/// The most important happening.
fn leading(analysis: &Analysis) -> Option<&Happening> {
    let first = &analysis.topics.first()?.stories.first()?.main;
    analysis.happenings.iter().find(|h| h.id == first.id && h.event == first.event)
}

fn gap(gap: &sparky_schema::Gap, wording: &dyn Wording) -> String {
    let kinds: Vec<String> = gap.kinds.iter().map(|kind| wording.kind(*kind)).collect();
    let what = if kinds.is_empty() { String::new() } else { format!(" ({})", wording.list(&kinds)) };
    let why = clean(&wording.gap(gap));
    format!("{}{what}: {}", markdown(gap.repository.as_str()), markdown(why.trim_end_matches('.')))
}

/// The first count that both windows know and that was not nothing in both.
fn compared(analysis: &Analysis) -> Option<Compared> {
    let (now, before) = (&analysis.totals, &analysis.previous);
    let known = [
        (now.pull_requests_merged, before.pull_requests_merged, "merges"),
        (now.commits, before.commits, "commits"),
        (now.issues_opened, before.issues_opened, "new issues"),
    ];
    let mut both = known.into_iter().filter_map(|(now, before, what)| {
        let (now, before) = now.zip(before)?;
        (now > 1).then_some(Compared { now, before, what })
    });
    both.next()
}

/// The paragraph of counts. The story before it has rank 0.
pub(super) fn paragraph(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let frame = frame(desk.analysis, desk.quiet, desk.style.language);
    let files: &[&str] = if desk.blog { &OUTSIDE } else { &FILES };
    let files = files.iter().take(if desk.quiet { 2 } else { files.len() });
    let mut items = Vec::new();
    for (n, file) in files.enumerate() {
        items.push(Item::of(desk.narrator.say(file, "d", &frame, 0)?, n, true));
    }
    items.push(Item::of(super::gathered::unnamed(desk)?, 5, true));
    Ok(items)
}

/// How a text ends.
pub(super) fn end(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let mut end = if desk.blog { around(desk, "blog_close", 10)? } else { Vec::new() };
    end.extend(around(desk, "farewell", 11)?);
    Ok(end)
}

/// How a text for outsiders begins and ends.
pub(super) fn around(desk: &Desk<'_>, file: &str, rank: usize) -> Result<Vec<Item>, Error> {
    let frame = frame(desk.analysis, desk.quiet, desk.style.language);
    Ok(vec![Item::of(desk.narrator.say(file, "d", &frame, 0)?, rank, true)])
}
