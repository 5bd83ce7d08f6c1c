//! Bars of counts over time, as coordinates for a picture and as rows for a table. It must not know what is counted.

use serde::Serialize;

/// The picture is that wide and high, without its labels.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 120.0;

/// What one picture shows.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Chart {
    /// What is counted, as a heading says it.
    pub(crate) title: String,
    /// The same as one sentence, for those who do not see the picture.
    pub(crate) summary: String,
    bars: Vec<Bar>,
    max: u64,
}

#[derive(Debug, Clone, Serialize)]
struct Bar {
    label: String,
    value: u64,
    x: String,
    y: String,
    width: String,
    height: String,
}

/// A chart of counts in order; none without at least two of them.
pub(crate) fn bars(title: &str, counts: &[(String, u64)]) -> Option<Chart> {
    let ((first, _), (last, newest)) = (counts.first()?, counts.last()?);
    if counts.len() < 2 {
        return None;
    }
    let max = counts.iter().map(|(_, value)| *value).max()?;
    let top = counts.iter().find(|(_, value)| *value == max)?;
    let summary = format!("{title}, {first} to {last}: most on {} with {max}, {newest} on {last}.", top.0);
    #[expect(clippy::cast_precision_loss, reason = "a picture has few pixels")]
    let (step, scale) = (WIDTH / counts.len() as f64, HEIGHT / max.max(1) as f64);
    let bar = |(index, (label, value)): (usize, &(String, u64))| {
        #[expect(clippy::cast_precision_loss, reason = "a picture has few pixels")]
        let (height, x) = (*value as f64 * scale, index as f64 * step);
        let [x, y, width, height] = [x, HEIGHT - height, (step * 0.8).max(1.0), height].map(|n| format!("{n:.1}"));
        Bar { label: label.clone(), value: *value, x, y, width, height }
    };
    Some(Chart { title: title.to_owned(), summary, bars: counts.iter().enumerate().map(bar).collect(), max })
}
