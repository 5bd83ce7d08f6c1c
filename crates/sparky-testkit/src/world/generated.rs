//! Worlds of any size, the same for the same seed: for benchmarks and properties. It must not know what is measured.

mod chance;
mod project;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Repository, World};
use chance::Chance;
use project::Project;

/// The midnight at which generated worlds begin.
pub const GENERATED_FROM: DateTime<Utc> = DateTime::from_timestamp_secs(1_767_225_600).expect("2026-01-01");

impl World {
    /// `acme/project-0001` and so on, each with so many events on each of so many days from [`GENERATED_FROM`]: commits
    /// (some on topic branches that land days later), pull requests, issues, reviews, comments and releases, by people,
    /// bots, deleted accounts and strangers.
    pub fn generated(repositories: u32, events_per_day: u32, days: u32, seed: u64) -> Self {
        Self::generated_since(GENERATED_FROM, repositories, events_per_day, days, seed)
    }

    /// The same from another midnight.
    pub fn generated_since(since: DateTime<Utc>, repositories: u32, events_per_day: u32, days: u32, seed: u64) -> Self {
        let projects = (1..=repositories).map(|number| {
            let mut chance = Chance::new(seed ^ (u64::from(number) << 32));
            let mut project = Project::new(&format!("acme/project-{number:04}"), since);
            for day in 0..days {
                for event in 0..events_per_day {
                    // Even spaces, so that times rise and every event falls into its day.
                    let space = 86_400 / i64::from(events_per_day);
                    let offset = i64::from(day) * 86_400 + i64::from(event) * space;
                    let jitter = i64::try_from(chance.below(space.unsigned_abs().max(1))).unwrap_or_default();
                    project.happen(&mut chance, since + TimeDelta::seconds(offset + jitter));
                }
            }
            project.repository
        });
        let mut world = Self::of(projects);
        world.organizations.push("acme".to_owned());
        world
    }
}

/// How much a generated repository holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Commits on the default branch and those merged into it.
    pub commits: usize,
    /// Issues.
    pub issues: usize,
    /// Pull requests.
    pub pull_requests: usize,
}

impl Repository {
    /// A repository of exactly this size, with reviews, comments and releases as they come; something happens every
    /// seven minutes from [`GENERATED_FROM`] on.
    pub fn generated(name_with_owner: &str, size: Size, seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let mut project = Project::new(name_with_owner, GENERATED_FROM);
        let mut time = GENERATED_FROM;
        while !project.has_grown_to(size) {
            project.happen_within(size, &mut chance, time);
            time += TimeDelta::minutes(7);
        }
        project.repository
    }
}
