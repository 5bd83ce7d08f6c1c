//! What a picture shows. It must not know where numbers come from.

use serde::Serialize;

use crate::language::Wording;

/// A chart.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Chart {
    pub(crate) name: &'static str,
    /// What the points are: `Day`, `Person`.
    pub(crate) what: String,
    /// What is counted; one or two.
    pub(crate) series: Vec<String>,
    pub(crate) points: Vec<Point>,
    /// Whether points follow each other in time.
    pub(crate) in_time: bool,
    /// What is usual, for a line, and what that is called.
    pub(crate) usual: Option<Value>,
    pub(crate) usual_name: String,
    /// `week` or `month`.
    pub(crate) period: &'static str,
}

/// A point with a value for each series; none where it is not known.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Point {
    pub(crate) label: String,
    /// The label where there is little room.
    pub(crate) short: String,
    pub(crate) values: Vec<Option<Value>>,
    /// Whether the label is a word of ours.
    pub(crate) ours: bool,
}

/// A number and how it is printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Value {
    pub(crate) size: f64,
    pub(crate) text: String,
}

impl Chart {
    /// Words of ours in another spelling; names of people and of files are not ours.
    pub(crate) fn spell(&mut self, spell: impl Fn(&str) -> String) {
        self.what = spell(&self.what);
        self.series.iter_mut().for_each(|name| *name = spell(name));
        for point in self.points.iter_mut().filter(|point| point.ours) {
            (point.label, point.short) = (spell(&point.label), spell(&point.short));
        }
    }
}

impl Value {
    /// A count.
    pub(crate) fn count(count: u64, wording: &dyn Wording) -> Self {
        Self { size: count as f64, text: wording.digits(count) }
    }
}
