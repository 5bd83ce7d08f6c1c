//! The numbers of each picture. It must not know how they are drawn.

use sparky_schema::analysis::{Analysis, Person, TrendMetric};
use sparky_schema::collection::Source;
use sparky_schema::totals::Distribution;
use sparky_schema::window::Period;

use super::chart::{Chart, Point, Value};
use crate::escape::clean;
use crate::facts::noun;
use crate::language::date;

/// Bars of one chart that is no calendar.
const MOST: usize = 8;

/// Fewer bars are no picture.
const LEAST: usize = 2;

/// Every chart that has something to show.
pub(super) fn charts(analysis: &Analysis) -> Vec<Chart> {
    let all = [activity(analysis), pull_requests(analysis), times(analysis), people(analysis), areas(analysis)];
    all.into_iter().filter(is_worth_it).collect()
}

/// Two points, and not all of them nothing.
fn is_worth_it(chart: &Chart) -> bool {
    let some = chart.points.iter().flat_map(|point| point.values.iter().flatten()).any(|value| value.size > 0.0);
    some && chart.points.len() >= LEAST
}

fn chart(analysis: &Analysis, name: &'static str, what: &str, series: &[&str], points: Vec<Point>) -> Chart {
    let series = series.iter().map(|one| (*one).to_owned()).collect();
    Chart { name, what: what.to_owned(), series, points, in_time: false, usual: None, period: noun(&analysis.window) }
}

fn point(label: &str, values: Vec<Option<Value>>, ours: bool) -> Point {
    Point { label: label.to_owned(), short: label.to_owned(), values, ours }
}

/// Commits by day, with what is usual, and events where there are others.
fn activity(analysis: &Analysis) -> Chart {
    let clones = analysis.repositories.iter().all(|repository| repository.source == Source::Git);
    let short = if analysis.window.period == Period::Weekly { "%a" } else { "%-d" };
    let days = analysis.days.iter().map(|day| {
        let events = (!clones).then(|| Some(Value::count(day.events)));
        let values = std::iter::once(Some(Value::count(day.commits))).chain(events).collect();
        Point { label: date(day.date), short: day.date.format(short).to_string(), values, ours: false }
    });
    let series: &[&str] = if clones { &["Commits"] } else { &["Commits", "Events"] };
    let usual = analysis.trends.iter().find(|trend| trend.metric == TrendMetric::Commits).map(|trend| trend.median);
    let usual = usual.filter(|median| *median > 0.0).map(|median| Value { size: median, text: median.to_string() });
    Chart { in_time: true, usual, ..chart(analysis, "activity", "Day", series, days.collect()) }
}

fn pull_requests(analysis: &Analysis) -> Chart {
    let (now, before) = (&analysis.totals, &analysis.previous);
    let counts = [
        ("Opened", now.pull_requests_opened, before.pull_requests_opened),
        ("Merged", now.pull_requests_merged, before.pull_requests_merged),
        ("Closed without a merge", now.pull_requests_closed, before.pull_requests_closed),
    ];
    let points = counts
        .into_iter()
        .filter(|(_, now, _)| now.is_some())
        .map(|(label, now, before)| point(label, vec![now.map(Value::count), before.map(Value::count)], true));
    against_before(analysis, "pull-requests", "Pull requests", points.collect())
}

fn times(analysis: &Analysis) -> Chart {
    let before = analysis.previous_metrics.clone().unwrap_or_default();
    let now = &analysis.metrics;
    let times = [
        ("To the first review", &now.time_to_first_review_hours, &before.time_to_first_review_hours),
        ("To the merge", &now.time_to_merge_hours, &before.time_to_merge_hours),
        ("To the close of an issue", &now.time_to_close_hours, &before.time_to_close_hours),
    ];
    let points = times.into_iter().filter_map(|(label, now, before)| {
        let now = median(now.as_ref())?;
        Some(point(label, vec![Some(now), median(before.as_ref())], true))
    });
    against_before(analysis, "times", "Median time", points.collect())
}

fn median(times: Option<&Distribution>) -> Option<Value> {
    let times = times?;
    Some(Value { size: times.median?, text: times.median_text.clone()? })
}

/// Without the window before where nothing of it is known.
fn against_before(analysis: &Analysis, name: &'static str, what: &str, mut points: Vec<Point>) -> Chart {
    let known = points.iter().any(|point| point.values.get(1).is_some_and(Option::is_some));
    let period = noun(&analysis.window);
    let (this, before) = (format!("This {period}"), format!("The {period} before"));
    let series: &[&str] = if known { &[&this, &before] } else { &[&this] };
    points.iter_mut().filter(|_| !known).for_each(|point| point.values.truncate(1));
    chart(analysis, name, what, series, points)
}

fn people(analysis: &Analysis) -> Chart {
    let reviewed = analysis.people.iter().any(|person| person.reviews > 0);
    let values = |person: &Person| {
        let reviews = reviewed.then(|| Some(Value::count(person.reviews)));
        std::iter::once(Some(Value::count(person.commits))).chain(reviews).collect()
    };
    let active = analysis.people.iter().filter(|person| person.commits + person.reviews > 0).take(MOST);
    let points = active.map(|person| point(&clean(&person.person.name), values(person), false)).collect();
    chart(analysis, "people", "Person", if reviewed { &["Commits", "Reviews"] } else { &["Commits"] }, points)
}

fn areas(analysis: &Analysis) -> Chart {
    let several = analysis.repositories.len() > 1;
    let points = analysis.areas.iter().take(MOST).map(|area| {
        let path = clean(&area.path);
        let label = if several { format!("{path} of {}", area.repository) } else { path };
        point(&label, vec![Some(Value::count(area.commits))], false)
    });
    chart(analysis, "areas", "Part of the code", &["Commits"], points.collect())
}
