//! The numbers of each picture. It must not know how they are drawn.

use sparky_schema::analysis::{Analysis, Person, TrendMetric};
use sparky_schema::collection::Source;
use sparky_schema::totals::Distribution;
use sparky_schema::window::Period;

use super::chart::{Chart, Point, Value};
use crate::escape::clean;
use crate::language::Wording;

/// Bars of one chart that is no calendar.
const MOST: usize = 8;

/// Fewer bars are no picture.
const LEAST: usize = 2;

/// What all charts of a window are made from.
#[derive(Clone, Copy)]
struct Scene<'a> {
    analysis: &'a Analysis,
    wording: &'static dyn Wording,
}

/// Every chart that has something to show.
pub(super) fn charts(analysis: &Analysis, wording: &'static dyn Wording) -> Vec<Chart> {
    let scene = Scene { analysis, wording };
    let all = [scene.activity(), scene.pull_requests(), scene.times(), scene.people(), scene.areas()];
    all.into_iter().filter(is_worth_it).collect()
}

/// Two points, and not all of them nothing.
fn is_worth_it(chart: &Chart) -> bool {
    let some = chart.points.iter().flat_map(|point| point.values.iter().flatten()).any(|value| value.size > 0.0);
    some && chart.points.len() >= LEAST
}

fn point(label: &str, values: Vec<Option<Value>>, ours: bool) -> Point {
    Point { label: label.to_owned(), short: label.to_owned(), values, ours }
}

impl Scene<'_> {
    fn labels(&self) -> &'static crate::language::ChartLabels {
        &self.wording.labels().chart
    }

    /// What kind of window it is; none for one of the user's own.
    fn period(&self) -> Option<Period> {
        let window = &self.analysis.window;
        (!window.is_custom()).then_some(window.period)
    }

    fn count(&self, count: u64) -> Value {
        Value::count(count, self.wording)
    }

    fn chart(&self, name: &'static str, what: &str, series: &[&str], points: Vec<Point>) -> Chart {
        Chart {
            name,
            what: what.to_owned(),
            series: series.iter().map(|one| (*one).to_owned()).collect(),
            points,
            in_time: false,
            usual: None,
            usual_name: self.labels().usual_day.to_owned(),
            period: self.wording.period(self.period()),
        }
    }

    /// Commits by day, with what is usual, and events where there are others.
    fn activity(&self) -> Chart {
        let (analysis, labels) = (self.analysis, self.labels());
        let clones = analysis.repositories.iter().all(|repository| repository.source == Source::Git);
        let short = |date: chrono::NaiveDate| match analysis.window.period {
            Period::Weekly => self.wording.short_weekday(date),
            Period::Daily | Period::Monthly => date.format("%-d").to_string(),
        };
        let days = analysis.days.iter().map(|day| {
            let events = (!clones).then(|| Some(self.count(day.events)));
            let values = std::iter::once(Some(self.count(day.commits))).chain(events).collect();
            Point { label: self.wording.date_alone(day.date), short: short(day.date), values, ours: false }
        });
        let series: &[&str] = if clones { &[labels.commits] } else { &[labels.commits, labels.events] };
        let usual = analysis.trends.iter().find(|trend| trend.metric == TrendMetric::Commits).map(|trend| trend.median);
        let usual = usual.filter(|median| *median > 0.0);
        let usual = usual.map(|median| Value { size: median, text: self.wording.measure(&median.to_string()) });
        Chart { in_time: true, usual, ..self.chart("activity", labels.day, series, days.collect()) }
    }

    fn pull_requests(&self) -> Chart {
        let (now, before, labels) = (&self.analysis.totals, &self.analysis.previous, self.labels());
        let counts = [
            (labels.opened, now.pull_requests_opened, before.pull_requests_opened),
            (labels.merged, now.pull_requests_merged, before.pull_requests_merged),
            (labels.closed_without_merge, now.pull_requests_closed, before.pull_requests_closed),
        ];
        let told = counts.into_iter().filter(|(_, now, _)| now.is_some());
        let points = told.map(|(label, now, before)| {
            point(label, vec![now.map(|n| self.count(n)), before.map(|n| self.count(n))], true)
        });
        self.against_before("pull-requests", labels.pull_requests, points.collect())
    }

    fn times(&self) -> Chart {
        let (now, labels) = (&self.analysis.metrics, self.labels());
        let before = self.analysis.previous_metrics.clone().unwrap_or_default();
        let times = [
            (labels.to_first_review, &now.time_to_first_review_hours, &before.time_to_first_review_hours),
            (labels.to_merge, &now.time_to_merge_hours, &before.time_to_merge_hours),
            (labels.to_close, &now.time_to_close_hours, &before.time_to_close_hours),
        ];
        let points = times.into_iter().filter_map(|(label, now, before)| {
            let now = self.median(now.as_ref())?;
            Some(point(label, vec![Some(now), self.median(before.as_ref())], true))
        });
        self.against_before("times", labels.median_time, points.collect())
    }

    fn median(&self, times: Option<&Distribution>) -> Option<Value> {
        let times = times?;
        Some(Value { size: times.median?, text: self.wording.measure(times.median_text.as_deref()?) })
    }

    /// Without the window before where nothing of it is known.
    fn against_before(&self, name: &'static str, what: &str, mut points: Vec<Point>) -> Chart {
        let known = points.iter().any(|point| point.values.get(1).is_some_and(Option::is_some));
        let [day, week, month, other] = self.labels().windows;
        let (this, before) = match self.period() {
            Some(Period::Daily) => day,
            Some(Period::Weekly) => week,
            Some(Period::Monthly) => month,
            None => other,
        };
        let series: &[&str] = if known { &[this, before] } else { &[this] };
        points.iter_mut().filter(|_| !known).for_each(|point| point.values.truncate(1));
        self.chart(name, what, series, points)
    }

    fn people(&self) -> Chart {
        let (people, labels) = (&self.analysis.people, self.labels());
        let reviewed = people.iter().any(|person| person.reviews > 0);
        let values = |person: &Person| {
            let reviews = reviewed.then(|| Some(self.count(person.reviews)));
            std::iter::once(Some(self.count(person.commits))).chain(reviews).collect()
        };
        let active = people.iter().filter(|person| person.commits + person.reviews > 0).take(MOST);
        let points = active.map(|person| point(&clean(&person.person.name), values(person), false)).collect();
        let series: &[&str] = if reviewed { &[labels.commits, labels.reviews] } else { &[labels.commits] };
        self.chart("people", labels.person, series, points)
    }

    fn areas(&self) -> Chart {
        let (analysis, labels) = (self.analysis, self.labels());
        let several = analysis.repositories.len() > 1;
        let points = analysis.areas.iter().take(MOST).map(|area| {
            let path = clean(&area.path);
            let label = if several { self.wording.of(&path, area.repository.as_str()) } else { path };
            point(&label, vec![Some(self.count(area.commits))], false)
        });
        self.chart("areas", labels.part_of_code, &[labels.commits], points.collect())
    }
}
