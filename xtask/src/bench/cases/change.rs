//! Nights after nights: a hundred repositories are known, and each night so many of them have changed. It must not know
//! what a change costs.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use sparky_testkit::World;
use sparky_testkit::world::{Comment, Commit, GENERATED_FROM, Issue, Repository};

use crate::bench::bound::Bound;
use crate::bench::child::Sparky;
use crate::bench::github::Bench;
use crate::bench::ideal;
use crate::bench::row::Row;

const REPOSITORIES: u32 = 100;

/// Days that have passed before the first night.
const DAYS: u32 = 9;

/// How many items change in each night.
const CHANGED: [usize; 4] = [0, 1, 10, 100];

pub(super) fn nights(sparky: &Sparky) -> Result<Vec<Row>> {
    let bench = Bench::new(sparky, World::generated(REPOSITORIES, 5, DAYS, 2))?;
    let mut day = GENERATED_FROM + TimeDelta::days(i64::from(DAYS) - 1);
    bench.collect(&["daily", "--date", &date(day)])?;
    let mut rows = Vec::new();
    for changed in CHANGED {
        day += TimeDelta::days(1);
        bench.github().change(|world| change(world, changed, day));
        let run = bench.collect(&["daily", "--date", &date(day)])?;
        let bound = if changed == 0 { Bound::requests(2).points(10) } else { Bound::default() };
        let ideal = ideal::requests(bench.repositories(), changed.min(1));
        rows.push(Row::of_requests(format!("nights: {changed} changed"), &run, ideal, bound));
    }
    Ok(rows)
}

/// Something happens in the first repositories, in each something else than in the one before.
fn change(world: &mut World, changed: usize, day: DateTime<Utc>) {
    for (number, repository) in world.repositories.iter_mut().take(changed).enumerate() {
        let time = (day + TimeDelta::minutes(i64::try_from(number).unwrap_or_default())).to_rfc3339();
        match number % 3 {
            0 => drop(repository.push(Commit::new("ada", &time, "Work of the night"))),
            1 => open_issue(repository, &time),
            _ => comment(repository, &time),
        }
    }
}

fn open_issue(repository: &mut Repository, time: &str) {
    let number = repository.next_number();
    repository.issues.push(Issue::new(number, "grace", time, "Problem of the night"));
}

/// On a pull request; where there is none, on an issue of its own.
fn comment(repository: &mut Repository, time: &str) {
    match repository.pull_requests.last_mut() {
        Some(pull) => pull.comments.push(Comment::new("ken", time, "Seen at night.")),
        None => open_issue(repository, time),
    }
}

fn date(day: DateTime<Utc>) -> String {
    day.date_naive().to_string()
}
