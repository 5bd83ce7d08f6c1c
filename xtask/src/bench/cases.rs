//! The cases. A case measures one or more runs. It must not know how a row is judged or printed.

mod analysis;
mod change;
mod daily;
mod git;
mod history;
mod matrix;
mod scale;
mod stages;
mod targets;

use anyhow::Result;

use super::child::Sparky;
use super::row::Row;

/// Something to measure.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// Whether it takes minutes, and so is measured only when it is wanted.
    pub(super) is_long: bool,
    pub(super) measure: fn(&Sparky) -> Result<Vec<Row>>,
}

impl Case {
    const fn new(name: &'static str, about: &'static str, measure: fn(&Sparky) -> Result<Vec<Row>>) -> Self {
        Self { name, about, is_long: false, measure }
    }
}

pub(super) const CASES: &[Case] = &[
    Case::new("quiet-day", "20 repositories, a day with one event each", daily::quiet),
    Case::new("busy-day", "20 repositories, a day with 98 events each", daily::busy),
    Case::new("busy-day-slow", "the same with 300 ms for each answer", daily::busy_and_slow),
    Case::new("nights", "100 repositories, night after night: cost follows change", change::nights),
    Case::new("history", "all of one large repository", history::whole),
    Case::new("history-heavy", "the same, queries above 5,000 nodes refused", history::heavy),
    Case::new("history-moving", "the same while something moves to the top of a list", history::moving),
    Case::new("clone", "a local clone of 50,000 commits, beside git log", git::log),
    Case::new("analysis", "up to a million records, beside reading their document", analysis::records),
    Case::new(
        "all-stages",
        "28 repositories, a busy week, 300 ms for each answer: from GitHub to a target",
        stages::few,
    ),
    Case::new("all-stages-100", "the same of 100 repositories", stages::many),
    Case::new("targets", "eight targets that answer after 300 ms each, beside one", targets::side_by_side),
    Case {
        is_long: true,
        ..Case::new("matrix", "1,000 repositories, 300 of them busy, by ten jobs", matrix::ten_jobs)
    },
    Case { is_long: true, ..Case::new("year", "a year of 100 and of 1,000 repositories: memory", scale::years) },
];
