//! Any sequence of operations against the plain map that the store stands for.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use sparky_schema::Kind;
use sparky_schema::records::{Issue, Release};
use sparky_store::RepositoryStore;
use sparky_store::facts::kinds::{Issues, Releases};

use super::{State, at, issue, open, release};

#[derive(Debug, Clone)]
enum Step {
    Issue { number: u64, open_days: Option<i64> },
    Release { tag: u8, day: i64 },
    RetainIssues { from: i64, modulus: u64 },
    RetainReleases { from: i64 },
    Forget,
    Damaged { since: i64 },
    State(u64),
    Commit,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..40_u64, proptest::option::of(0..200_i64)).prop_map(|(number, open_days)| Step::Issue { number, open_days }),
        4 => (0..4_u8, 0..300_i64).prop_map(|(tag, day)| Step::Release { tag, day }),
        1 => (0..300_i64, 2..4_u64).prop_map(|(from, modulus)| Step::RetainIssues { from, modulus }),
        1 => (0..300_i64).prop_map(|from| Step::RetainReleases { from }),
        1 => Just(Step::Forget),
        1 => (0..300_i64).prop_map(|since| Step::Damaged { since }),
        2 => (0..9_u64).prop_map(Step::State),
        3 => Just(Step::Commit),
        3 => Just(Step::Reopen),
    ]
}

fn day(day: i64) -> DateTime<Utc> {
    at("2025-10-20T12:00:00Z") + Duration::days(day)
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339()
}

/// The month of a day is where the store begins to look.
fn month(at: DateTime<Utc>) -> String {
    at.format("%Y-%m").to_string()
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Model {
    issues: BTreeMap<u64, Issue>,
    releases: BTreeMap<String, Release>,
    state: State,
}

impl Model {
    fn sorted(&self, keep: impl Fn(&Issue) -> bool) -> Vec<Issue> {
        let mut issues: Vec<_> = self.issues.values().filter(|issue| keep(issue)).cloned().collect();
        issues.sort_by_key(|issue| (issue.created_at, issue.number));
        issues
    }

    fn sorted_releases(&self) -> Vec<Release> {
        let mut releases: Vec<_> = self.releases.values().cloned().collect();
        releases.sort_by_key(|release| (release.published_at, release.tag.clone()));
        releases
    }

    fn apply(&mut self, step: &Step, store: &mut RepositoryStore<State>) {
        match step {
            Step::Issue { number, open_days } => {
                // An issue keeps its date; several share one.
                let created = day(i64::try_from(number / 2).unwrap() * 15);
                let closed = open_days.map(|days| text(created + Duration::days(days)));
                let issue = issue(*number, &text(created), closed.as_deref());
                store.upsert::<Issues>(&issue).unwrap();
                self.issues.insert(*number, issue);
            }
            Step::Release { tag, day: published } => {
                let release = release(&format!("v{tag}"), &text(day(*published)));
                store.upsert::<Releases>(&release).unwrap();
                self.releases.insert(release.tag.clone(), release);
            }
            Step::RetainIssues { from, modulus } => {
                let from = day(*from);
                store.retain::<Issues>(from, |issue| issue.number % modulus == 0).unwrap();
                self.issues.retain(|number, issue| month(issue.created_at) < month(from) || number % modulus == 0);
            }
            Step::RetainReleases { from } => {
                let from = day(*from);
                store.retain::<Releases>(from, |_| false).unwrap();
                self.releases.retain(|_, release| month(release.published_at) < month(from));
            }
            Step::Forget => {
                store.forget(Kind::Releases);
                self.releases.clear();
            }
            Step::Damaged { since } => assert!(!store.damaged(day(*since)).unwrap().contains(&Kind::Issues)),
            Step::State(count) => {
                *store.state_mut() = State::at(*count);
                self.state = State::at(*count);
            }
            Step::Commit | Step::Reopen => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_store_is_a_map(steps in proptest::collection::vec(step(), 1..40), since in 0..300_i64, days in 0..60_i64) {
        let scratch = tempfile::tempdir().unwrap();
        let mut store = open(scratch.path());
        let (mut model, mut committed) = (Model::default(), Model::default());
        let (since, until) = (day(since), day(since + days));
        for step in steps {
            match step {
                Step::Commit => {
                    store.commit().unwrap();
                    committed = model.clone();
                }
                Step::Reopen => {
                    store = open(scratch.path());
                    model = committed.clone();
                }
                _ => model.apply(&step, &mut store),
            }
            prop_assert_eq!(store.state(), &model.state);
            prop_assert_eq!((store.len(Kind::Issues), store.len(Kind::Releases)), (model.issues.len(), model.releases.len()));
            let seen = |issue: &Issue| issue.created_at < until && issue.closed_at.unwrap_or(issue.created_at) >= since;
            prop_assert_eq!(store.range::<Issues>(since, until).unwrap(), model.sorted(seen));
        }
        let late = |issue: &Issue| month(issue.created_at) >= month(since);
        prop_assert_eq!(store.from_month_of::<Issues>(since).unwrap(), model.sorted(late));
        prop_assert_eq!(store.all::<Issues>().unwrap(), model.sorted(|_| true));
        prop_assert_eq!(store.all::<Releases>().unwrap(), model.sorted_releases());
    }
}
