//! Draws a chart: columns for days, bars for anything else; light, dark and in print. The same chart gives the same
//! bytes. It must not know where numbers come from.

use super::chart::{Chart, Point, Value};
use crate::escape::xml;

/// Narrow, so that words can be read on a phone.
const WIDTH: f64 = 480.0;

/// Room for the legend above, and for names of days below.
const TOP: f64 = 44.0;
const BOTTOM: f64 = 28.0;

/// The plot of columns, and one bar with the gap between points.
const HEIGHT: f64 = 160.0;
const BAR: f64 = 14.0;
const GAP: f64 = 12.0;

/// Room for labels beside bars, and for the values behind them.
const LABELS: f64 = 165.0;
const VALUES: f64 = 75.0;

/// Characters of a label beside a bar.
const LONGEST: usize = 24;

/// More columns have no room for a number above each.
const MOST_NUMBERED: usize = 10;

/// Series differ in lightness, so that they do in print, too.
const STYLE: &str = ".sparky text{font:12px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#24292f}\
.sparky .a{fill:#0a58ca}.sparky .b{fill:#b6c8e6}.sparky .u{stroke:#b35900;stroke-width:1.5;stroke-dasharray:5 4}\
.sparky .g{stroke:#8c959f}\
@media (prefers-color-scheme:dark){.sparky text{fill:#e6e9ed}.sparky .a{fill:#79b8ff}.sparky .b{fill:#3d5a80}\
.sparky .u{stroke:#f0a35e}.sparky .g{stroke:#6e7681}}\
@media print{.sparky text{fill:#000}.sparky .a{fill:#333}.sparky .b{fill:#bbb}.sparky .u{stroke:#000}}";

/// The picture as a document of its own that can also stand inside a page.
pub(super) fn draw(chart: &Chart, caption: &str) -> String {
    let largest = largest(chart);
    let (body, height) = if chart.in_time { columns(chart, largest) } else { bars(chart, largest) };
    let caption = xml(caption);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sparky\" role=\"img\" aria-label=\"{caption}\" \
         viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\">\n<title>{caption}</title>\n\
         <style>{STYLE}</style>\n{}{body}</svg>\n",
        legend(chart)
    )
}

fn largest(chart: &Chart) -> f64 {
    let values = chart.points.iter().flat_map(|point| point.values.iter().flatten());
    let all = values.chain(&chart.usual).map(|value| value.size);
    all.fold(0.0, f64::max).max(f64::MIN_POSITIVE)
}

/// What the colours mean.
fn legend(chart: &Chart) -> String {
    let mut out = String::new();
    let mut x = 0.0;
    for (at, name) in chart.series.iter().enumerate() {
        out += &format!("<rect class=\"{}\" x=\"{x:.1}\" y=\"8\" width=\"12\" height=\"12\"/>", class(at));
        out += &text(x + 18.0, 18.0, "start", name);
        x += 44.0 + 7.0 * name.chars().count() as f64;
    }
    if chart.usual.is_some() {
        out += &format!("<line class=\"u\" x1=\"{x:.1}\" y1=\"14\" x2=\"{:.1}\" y2=\"14\"/>", x + 22.0);
        out += &text(x + 28.0, 18.0, "start", &chart.usual_name);
    }
    out + "\n"
}

const fn class(series: usize) -> &'static str {
    if series == 0 { "a" } else { "b" }
}

fn columns(chart: &Chart, largest: f64) -> (String, f64) {
    let slot = WIDTH / chart.points.len().max(1) as f64;
    let base = TOP + HEIGHT;
    let mut out = String::new();
    for (at, point) in chart.points.iter().enumerate() {
        let left = slot * at as f64 + slot * 0.12;
        let width = slot * 0.76 / point.values.len().max(1) as f64;
        for (n, value) in point.values.iter().enumerate() {
            let Some(value) = value else { continue };
            let (x, height) = (left + width * n as f64, HEIGHT * value.size / largest);
            out += &rect(class(n), x, base - height, width, height);
            if chart.points.len() <= MOST_NUMBERED && value.size > 0.0 {
                out += &text(x + width / 2.0, base - height - 4.0, "middle", &value.text);
            }
        }
        out += &day(chart, at, point, left + slot * 0.38, base);
    }
    out += &format!("<line class=\"g\" x1=\"0\" y1=\"{base:.1}\" x2=\"{WIDTH}\" y2=\"{base:.1}\"/>");
    if let Some(usual) = &chart.usual {
        let y = base - HEIGHT * usual.size / largest;
        out += &format!("<line class=\"u\" x1=\"0\" y1=\"{y:.1}\" x2=\"{WIDTH}\" y2=\"{y:.1}\"/>\n");
    }
    (out, base + BOTTOM)
}

/// The name of a day; every third one where there are many.
fn day(chart: &Chart, at: usize, point: &Point, x: f64, base: f64) -> String {
    let named = chart.points.len() <= MOST_NUMBERED || at.is_multiple_of(3);
    if named { text(x, base + 18.0, "middle", &point.short) + "\n" } else { String::new() }
}

fn bars(chart: &Chart, largest: f64) -> (String, f64) {
    let room = WIDTH - LABELS - VALUES;
    let mut out = String::new();
    let mut y = TOP;
    for point in &chart.points {
        let label = crate::escape::cut(&point.short, LONGEST);
        let middle = y + BAR * point.values.len() as f64 / 2.0 + 4.0;
        out += &text(LABELS - 10.0, middle, "end", &label);
        for (n, value) in point.values.iter().enumerate() {
            out += &value.as_ref().map_or_else(String::new, |value| bar(class(n), y, room, value, largest));
            y += BAR;
        }
        out += "\n";
        y += GAP;
    }
    (out, y)
}

fn bar(class: &str, y: f64, room: f64, value: &Value, largest: f64) -> String {
    let width = (room * value.size / largest).max(1.0);
    let number = text(LABELS + width + 6.0, y + BAR - 3.0, "start", &value.text);
    rect(class, LABELS, y, width, BAR - 2.0) + &number
}

fn rect(class: &str, x: f64, y: f64, width: f64, height: f64) -> String {
    format!("<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>")
}

fn text(x: f64, y: f64, anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>", xml(text))
}
