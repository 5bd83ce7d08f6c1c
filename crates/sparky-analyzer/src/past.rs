//! What earlier analyses counted, and what this one counts for later ones. It must not know where that is kept.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sparky_schema::analysis::TrendMetric;
use sparky_schema::counts::{DayCounts, RepositoryCounts, WindowCounts};
use sparky_schema::records::{Issue, PullRequest};
use sparky_schema::{Input, Window};

use crate::areas;
use crate::facts::View;
use crate::flow::Scene;
use crate::identity::PersonId;

/// What is known of windows before.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// The counts of windows that were over when the records begin.
    pub counts: Vec<WindowCounts>,
    /// Which files these were read from.
    pub input: Option<Input>,
    /// What was published about the window and the one before, and the file of each.
    pub published: Vec<(WindowCounts, Input)>,
}

/// What happened in one repository on each local day of its records.
pub(crate) type Days = BTreeMap<NaiveDate, DayCounts>;

/// The counts of a window, from those of its records; none for a window with free bounds, which nothing follows.
pub(crate) fn of_window(views: &[View<'_>], days: &[Days], window: &Window) -> Option<WindowCounts> {
    let (first, last) = (window.first_date(), window.last_date());
    let mut counts = WindowCounts::new(window.clone());
    for (view, days) in views.iter().zip(days) {
        let within = days.range(first..=last).map(|(date, day)| (*date, day.clone()));
        let (id, kinds) = (view.repository.id.clone(), view.known.clone());
        let entry = RepositoryCounts { id, kinds, days: within.collect() };
        counts.repositories.insert(view.repository.name_with_owner.clone(), entry);
    }
    (!window.is_custom()).then_some(counts)
}

/// Counts every record once.
pub(crate) fn days(scene: &Scene<'_>, view: &View<'_>) -> Days {
    let mut tally = Tally { scene, view, days: Days::new(), people: BTreeMap::new() };
    let records = view.records();
    tally.commits();
    records.pull_requests.iter().for_each(|pull_request| tally.pull_request(pull_request));
    records.issues.iter().for_each(|issue| tally.issue(issue));
    tally.talk();
    tally.finish()
}

struct Tally<'a> {
    scene: &'a Scene<'a>,
    view: &'a View<'a>,
    days: Days,
    people: BTreeMap<NaiveDate, BTreeSet<PersonId>>,
}

impl Tally<'_> {
    fn commits(&mut self) {
        for commit in &self.view.records().commits {
            let author = self.view.who.signature(&commit.author);
            let Some(day) = self.count(Some(commit.committed_at), TrendMetric::Commits, author) else { continue };
            if commit.parents.len() < 2 {
                let touched: BTreeSet<&str> = commit.files.iter().map(|file| areas::area_of(&file.path)).collect();
                touched.into_iter().for_each(|area| add(&mut day.areas, area));
            }
        }
    }

    fn pull_request(&mut self, pull_request: &PullRequest) {
        let who = self.view.who;
        let author = who.actor(pull_request.author.as_ref());
        self.count(Some(pull_request.created_at), TrendMetric::PullRequestsOpened, author.clone());
        if pull_request.merged_at.is_none() {
            self.count(pull_request.closed_at, TrendMetric::PullRequestsClosed, None);
        }
        if let Some(day) = self.count(pull_request.merged_at, TrendMetric::PullRequestsMerged, author) {
            pull_request.labels.iter().for_each(|label| add(&mut day.labels, label));
            let merger = who.actor(pull_request.merged_by.as_ref());
            self.saw(pull_request.merged_at, merger);
        }
    }

    fn issue(&mut self, issue: &Issue) {
        let author = self.view.who.actor(issue.author.as_ref());
        if let Some(day) = self.count(Some(issue.created_at), TrendMetric::IssuesOpened, author) {
            issue.labels.iter().for_each(|label| add(&mut day.labels, label));
        }
        self.count(issue.closed_at, TrendMetric::IssuesClosed, None);
    }

    fn talk(&mut self) {
        let (records, who) = (self.view.records(), self.view.who);
        for review in &records.reviews {
            self.count(Some(review.submitted_at), TrendMetric::Reviews, who.actor(review.author.as_ref()));
        }
        for comment in &records.comments {
            self.count(Some(comment.created_at), TrendMetric::Comments, who.actor(comment.author.as_ref()));
        }
        for comment in &records.review_comments {
            self.count(Some(comment.created_at), TrendMetric::ReviewComments, who.actor(comment.author.as_ref()));
        }
        for release in &records.releases {
            self.count(Some(release.published_at), TrendMetric::Releases, None);
        }
    }

    /// Counts something that happened in the records; the day on which it did.
    fn count(
        &mut self,
        at: Option<DateTime<Utc>>,
        metric: TrendMetric,
        who: Option<PersonId>,
    ) -> Option<&mut DayCounts> {
        let date = self.saw(at, who)?;
        let day = self.days.entry(date).or_default();
        *day.counts.entry(metric).or_default() += 1;
        Some(day)
    }

    fn saw(&mut self, at: Option<DateTime<Utc>>, who: Option<PersonId>) -> Option<NaiveDate> {
        let at = at.filter(|at| self.scene.since <= *at && *at < self.scene.window.until)?;
        let date = self.scene.window.local_date(at);
        if let Some(id) = who {
            self.people.entry(date).or_default().insert(id);
        }
        Some(date)
    }

    fn finish(mut self) -> Days {
        for (date, people) in self.people {
            let day = self.days.entry(date).or_default();
            day.people.extend(people.iter().filter_map(|id| self.view.who.key(id)));
        }
        self.days
    }
}

fn add(counts: &mut BTreeMap<String, u64>, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => drop(counts.insert(name.to_owned(), 1)),
    }
}
