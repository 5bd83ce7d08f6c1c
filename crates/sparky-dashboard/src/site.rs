//! The pages, made from the board. It must not know HTML.

use serde::Serialize;
use sparky_schema::analysis::TrendMetric;

use crate::board::{Board, Check, Digest, Fresh, Point, Status, Week};
use crate::chart::{self, Chart};
use crate::templates::Templates;
use crate::{Error, people, repositories, runs};

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it goes, relative to the site.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// So many days and windows a chart shows.
const DAYS: usize = 90;
const WINDOWS: usize = 52;

/// Makes every page.
///
/// # Errors
/// When a template is broken.
pub fn site(board: &Board) -> Result<Vec<Page>, Error> {
    let templates = Templates::load()?;
    let head = head(board);
    let mut pages = vec![
        page("index.html", templates.page("index.html", &head, &overview(board))?),
        page("runs.html", templates.page("runs.html", &head, &Runs { runs: runs::rows(&board.runs) })?),
        page("digests.html", templates.page("digests.html", &head, &Archive { months: archive(board) })?),
    ];
    let copies = board.digests.iter().filter_map(|digest| Some((address(digest)?, digest.html.clone()?)));
    pages.extend(copies.map(|(path, text)| Page { path, text }));
    Ok(pages)
}

fn page(path: &str, text: String) -> Page {
    Page { path: path.to_owned(), text }
}

#[derive(Serialize)]
struct Head<'a> {
    title: &'a str,
    now: String,
    status: Status,
}

fn head(board: &Board) -> Head<'_> {
    let status = board.checks.iter().map(|check| check.status).max().unwrap_or(Status::Well);
    Head { title: &board.title, now: board.now.format("%Y-%m-%d %H:%M").to_string(), status }
}

#[derive(Serialize)]
struct Overview<'a> {
    checks: &'a [Check],
    periods: Vec<Period<'a>>,
    charts: Vec<Chart>,
    window: Option<String>,
    attention: Vec<repositories::ToDo>,
    repositories: Vec<repositories::Row>,
    people: Vec<people::Row>,
}

#[derive(Serialize)]
struct Period<'a> {
    #[serde(flatten)]
    fresh: &'a Fresh,
    age: Option<String>,
}

#[derive(Serialize)]
struct Runs {
    runs: Vec<runs::Row>,
}

#[derive(Serialize)]
struct Archive<'a> {
    months: Vec<(String, Vec<Entry<'a>>)>,
}

fn overview(board: &Board) -> Overview<'_> {
    let newest = board.newest.as_ref();
    let age = |fresh: &Fresh| fresh.until.map(|until| age(board.now - until));
    Overview {
        checks: &board.checks,
        periods: board.periods.iter().map(|fresh| Period { fresh, age: age(fresh) }).collect(),
        charts: charts(board),
        window: newest.map(|analysis| analysis.window.id.to_string()),
        attention: newest.map(repositories::attention).unwrap_or_default(),
        repositories: newest.map(repositories::rows).unwrap_or_default(),
        people: newest.map(people::rows).unwrap_or_default(),
    }
}

fn age(time: chrono::TimeDelta) -> String {
    match time.num_hours() {
        ..48 => format!("{} h", time.num_hours().max(0)),
        hours => format!("{} days", hours / 24),
    }
}

/// Activity by day, and what came of it: by week where at least two are known, else by window of the period of which there
/// are most.
fn charts(board: &Board) -> Vec<Chart> {
    let days: Vec<_> = board.days.iter().map(|(date, events)| (date.to_string(), *events)).collect();
    let mut charts: Vec<Chart> = chart::bars("Events a day", newest(&days, DAYS)).into_iter().collect();
    charts.extend(if board.weeks.len() < 2 { by_window(board) } else { by_week(board) });
    charts
}

/// The trends of a year.
fn by_week(board: &Board) -> Vec<Chart> {
    let titles = [
        ("Pull requests merged a week", TrendMetric::PullRequestsMerged),
        ("Pull requests opened a week", TrendMetric::PullRequestsOpened),
        ("Issues opened a week", TrendMetric::IssuesOpened),
        ("Issues closed a week", TrendMetric::IssuesClosed),
        ("Reviews a week", TrendMetric::Reviews),
        ("Commits a week", TrendMetric::Commits),
    ];
    let charts = titles.into_iter().filter_map(|(title, metric)| {
        let count = |week: &Week| Some((week.first.to_string(), *week.counts.get(&metric)?));
        let counts: Vec<_> = board.weeks.iter().filter_map(count).collect();
        chart::bars(title, newest(&counts, WINDOWS))
    });
    charts.collect()
}

fn by_window(board: &Board) -> Vec<Chart> {
    let points = longest(&board.points);
    let count = |title: &str, of: fn(&Point) -> Option<u64>| {
        let counts: Vec<_> = points.iter().filter_map(|point| Some((point.id.clone(), of(point)?))).collect();
        chart::bars(title, newest(&counts, WINDOWS))
    };
    let charts = [
        count("Pull requests merged", |point| point.totals.pull_requests_merged),
        count("Issues opened", |point| point.totals.issues_opened),
        count("Issues closed", |point| point.totals.issues_closed),
        count("Commits", |point| point.totals.commits),
        count("Contributors", |point| point.totals.contributors),
    ];
    charts.into_iter().flatten().collect()
}

fn newest<T>(list: &[T], most: usize) -> &[T] {
    &list[list.len().saturating_sub(most)..]
}

/// The windows of the period of which there are most, oldest first.
fn longest(points: &[Point]) -> Vec<&Point> {
    let of = |period: &str| points.iter().filter(|point| point.period == period).collect::<Vec<_>>();
    let mut longest = ["daily", "weekly", "monthly"].map(of).into_iter().max_by_key(Vec::len).unwrap_or_default();
    longest.sort_by_key(|point| point.since);
    longest
}

#[derive(Serialize)]
struct Entry<'a> {
    title: &'a str,
    kind: &'a str,
    description: &'a str,
    date: String,
    address: Option<String>,
    /// What the search looks through.
    text: String,
}

/// The digests by the month in which their windows ended, the newest first.
fn archive(board: &Board) -> Vec<(String, Vec<Entry<'_>>)> {
    let mut digests: Vec<&Digest> = board.digests.iter().collect();
    digests.sort_by(|a, b| (b.until, &b.id).cmp(&(a.until, &a.id)));
    let mut months: Vec<(String, Vec<Entry<'_>>)> = Vec::new();
    for digest in digests {
        // A window ends with the first moment that is not in it.
        let last = digest.until - chrono::TimeDelta::seconds(1);
        let month = last.format("%Y-%m").to_string();
        let entry = Entry {
            title: &digest.title,
            kind: &digest.kind,
            description: &digest.description,
            date: last.format("%Y-%m-%d").to_string(),
            address: digest.html.as_ref().and(address(digest)),
            text: digest.text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "),
        };
        match months.last_mut() {
            Some((name, entries)) if *name == month => entries.push(entry),
            _ => months.push((month, vec![entry])),
        }
    }
    months
}

/// Where a digest is copied to; none for an id that would lead out of the site.
fn address(digest: &Digest) -> Option<String> {
    let is_plain = |part: &str| {
        !part.starts_with('.')
            && !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    digest.id.split('/').all(is_plain).then(|| format!("digests/{}.html", digest.id))
}
