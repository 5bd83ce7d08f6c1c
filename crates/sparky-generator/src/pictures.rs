//! Pictures of a digest: which numbers are drawn, what they are called, and where the files lie. Every number in a
//! picture is one of the analysis. It must not know how shapes are drawn.

mod chart;
mod data;
mod svg;

use serde::Serialize;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::ItemKind;

use crate::error::Error;
use crate::narrator::Narrator;
use crate::words;

pub(crate) use chart::Chart;

/// Names of all pictures, as they stand in names of files.
pub(crate) const NAMES: [&str; 5] = ["activity", "pull-requests", "times", "people", "areas"];

/// One picture and its numbers.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Picture {
    pub(crate) name: &'static str,
    /// What it shows, plain text: a caption and the alternative text.
    pub(crate) caption: String,
    /// The picture.
    pub(crate) svg: String,
    /// The names of columns, the first for what is counted.
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
    pub(crate) label: String,
    /// As they are printed.
    pub(crate) values: Vec<String>,
}

/// Everything that can be drawn about a window, for texts that have room for it.
pub(crate) fn of(analysis: &Analysis, narrator: &Narrator, kind: ItemKind, quiet: bool) -> Result<Vec<Picture>, Error> {
    let wanted: &[&str] = match kind {
        ItemKind::Weekly | ItemKind::Monthly if !quiet => &NAMES,
        ItemKind::Blog if !quiet => &["activity", "areas"],
        _ => &[],
    };
    let charts = data::charts(analysis, narrator.wording()).into_iter().filter(|chart| wanted.contains(&chart.name));
    let mut pictures = Vec::new();
    for mut chart in charts {
        chart.spell(|text| narrator.spell(text));
        let caption = narrator.say_plain("picture", "c", &chart)?;
        if !caption.is_empty() {
            pictures.push(picture(chart, caption));
        }
    }
    Ok(pictures)
}

fn picture(chart: Chart, caption: String) -> Picture {
    let svg = svg::draw(&chart, &caption);
    let columns = std::iter::once(chart.what).chain(chart.series).collect();
    let rows = chart.points.into_iter().map(|point| Row {
        label: point.label,
        values: point.values.into_iter().map(|value| value.map_or_else(String::new, |value| value.text)).collect(),
    });
    Picture { name: chart.name, caption, svg, columns, rows: rows.collect() }
}

/// The path of a picture of an item.
pub(crate) fn path(item: &str, name: &str) -> String {
    format!("{item}.{name}.svg")
}

/// Words of captions, which a reader reads besides the text.
pub(crate) fn words(pictures: &[Picture]) -> usize {
    pictures.iter().map(|picture| 2 * words::count(&picture.caption)).sum()
}
