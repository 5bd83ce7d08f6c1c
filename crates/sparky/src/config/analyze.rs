//! `[analyze]`: after how long something needs attention, what is unusual, and what is important. It must not know how
//! any of it is found.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, Error};
use sparky_analyzer::{Thresholds, Weights};
use sparky_schema::analysis::Term;

/// `[analyze]`.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Analyze {
    review_days: u32,
    author_days: u32,
    merge_days: u32,
    conflict_days: u32,
    answer_days: u32,
    stale_days: u32,
    asleep_days: u32,
    blocked: u32,
    insights: u32,
    model: bool,
    #[serde(deserialize_with = "score")]
    unusual: f64,
    #[serde(deserialize_with = "percentages")]
    impact: BTreeMap<Term, u32>,
}

/// Insights that a reader takes in.
const INSIGHTS: u32 = 6;

impl Default for Analyze {
    fn default() -> Self {
        let Thresholds {
            review_days,
            author_days,
            merge_days,
            conflict_days,
            answer_days,
            stale_days,
            asleep_days,
            blocked,
        } = Thresholds::default();
        let unusual = sparky_analyzer::trend::FAR;
        let impact = BTreeMap::new();
        Self {
            review_days,
            author_days,
            merge_days,
            conflict_days,
            answer_days,
            stale_days,
            asleep_days,
            blocked,
            insights: INSIGHTS,
            model: true,
            unusual,
            impact,
        }
    }
}

impl Analyze {
    pub(crate) const fn thresholds(&self) -> Thresholds {
        Thresholds {
            review_days: self.review_days,
            author_days: self.author_days,
            merge_days: self.merge_days,
            conflict_days: self.conflict_days,
            answer_days: self.answer_days,
            stale_days: self.stale_days,
            asleep_days: self.asleep_days,
            blocked: self.blocked,
        }
    }

    /// How many insights a window has at most.
    pub(crate) const fn insights(&self) -> usize {
        self.insights as usize
    }

    /// Whether a model looks at analyses, where there is one.
    pub(crate) const fn is_advised(&self) -> bool {
        self.model
    }

    pub(crate) const fn unusual(&self) -> f64 {
        self.unusual
    }

    pub(crate) fn weights(&self) -> Weights {
        Weights(self.impact.clone())
    }
}

/// A z-score: whole numbers are numbers too, and what is no number would find nothing or everything.
fn score<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let found = f64::deserialize(deserializer)?;
    let is_score = (1.0..=100.0).contains(&found);
    is_score.then_some(found).ok_or_else(|| D::Error::custom("a z-score here is from 1 to 100"))
}

/// The percentages of terms. The environment writes numbers as texts.
fn percentages<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Term, u32>, D::Error> {
    let table: BTreeMap<Term, toml::Value> = BTreeMap::deserialize(deserializer)?;
    let number = |value: &toml::Value| match value {
        toml::Value::Integer(number) => u32::try_from(*number).ok(),
        toml::Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let wrong = || D::Error::custom("the weight of a term is a percentage from 0 to 1000");
    let pair = |(term, value)| Ok((term, number(&value).filter(|weight| *weight <= 1_000).ok_or_else(wrong)?));
    table.into_iter().map(pair).collect()
}
