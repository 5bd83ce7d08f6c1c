//! What the site shows. It must not know how any of it is found out.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sparky_schema::analysis::{Analysis, TrendMetric};
use sparky_schema::run::Run;
use sparky_schema::totals::Totals;

/// All that the site shows.
#[derive(Debug, Clone)]
pub struct Board {
    /// The title of the site.
    pub title: String,
    /// As of when it is.
    pub now: DateTime<Utc>,
    /// How the digests are, check by check.
    pub checks: Vec<Check>,
    /// How fresh the digests of each period are.
    pub periods: Vec<Fresh>,
    /// What runs did, the newest first.
    pub runs: Vec<Run>,
    /// The counts of the windows that are known, in any order.
    pub points: Vec<Point>,
    /// What was counted in each week that is wholly known, oldest first, kept when the documents of its windows are gone.
    pub weeks: Vec<Week>,
    /// Activity by local day, from whatever window holds it, oldest first.
    pub days: Vec<(NaiveDate, u64)>,
    /// What the newest window amounts to: its repositories, people, and what somebody should look at.
    pub newest: Option<Analysis>,
    /// The texts, in any order.
    pub digests: Vec<Digest>,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// As it should be.
    Well,
    /// Somebody should look at it.
    Poor,
    /// Digests are missing or will be.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What.
    pub name: String,
    /// How it is.
    pub status: Status,
    /// The same in one sentence.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// How fresh the digests of a period are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fresh {
    /// `daily`, `weekly` or `monthly`.
    pub period: String,
    /// The id of the newest window with a digest.
    pub newest: Option<String>,
    /// When that window ended.
    pub until: Option<DateTime<Utc>>,
    /// The ids of the windows without one.
    pub missed: Vec<String>,
}

/// The counts of one window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// `daily`, `weekly` or `monthly`.
    pub period: String,
    /// The id of the window.
    pub id: String,
    /// When it begins.
    pub since: DateTime<Utc>,
    /// What was counted.
    pub totals: Totals,
}

/// What was counted in one week. What is not there is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub first: NaiveDate,
    /// How often each thing happened.
    pub counts: BTreeMap<TrendMetric, u64>,
}

/// A text of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The id of the item.
    pub id: String,
    /// `daily`, `weekly`, `monthly` or `blog`.
    pub kind: String,
    /// The title, plain text.
    pub title: String,
    /// One plain sentence.
    pub description: String,
    /// When its window ended.
    pub until: DateTime<Utc>,
    /// The text, for the search.
    pub text: String,
    /// The page as it was rendered.
    pub html: Option<String>,
}
