//! The cases. A case measures one or more runs. It must not know how a row is judged or printed.

mod change;
mod daily;
mod git;
mod history;
mod scale;

use anyhow::Result;

use super::child::Sparky;
use super::row::Row;

/// Something to measure.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) measure: fn(&Sparky) -> Result<Vec<Row>>,
}

pub(super) const CASES: &[Case] = &[
    Case { name: "quiet-day", about: "20 repositories, a day with one event each", measure: daily::quiet },
    Case { name: "busy-day", about: "20 repositories, a day with 98 events each", measure: daily::busy },
    Case { name: "busy-day-slow", about: "the same with 300 ms for each answer", measure: daily::busy_and_slow },
    Case { name: "nights", about: "100 repositories, night after night: cost follows change", measure: change::nights },
    Case { name: "history", about: "all of one large repository", measure: history::whole },
    Case { name: "history-heavy", about: "the same, queries above 5,000 nodes refused", measure: history::heavy },
    Case { name: "year", about: "a year of 100 and of 1,000 repositories: memory", measure: scale::years },
    Case { name: "clone", about: "50,000 commits of a local clone, beside git log", measure: git::log },
];
