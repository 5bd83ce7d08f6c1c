//! The table as text or JSON. It must not know how it came about.

use std::fmt::Write as _;

use anyhow::Result;

use super::bound::Bound;
use super::row::Row;

const HEADS: [&str; 10] =
    ["case", "requests", "points", "received", "time", "memory", "ideal", "ratio", "at most", "verdict"];

#[expect(clippy::print_stdout, reason = "the table is what the task is for")]
pub(super) fn print(rows: &[Row], json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(rows)?);
    } else {
        println!("{}", text(rows));
    }
    Ok(())
}

/// A Markdown table, aligned, and below it the requests of each case by operation.
fn text(rows: &[Row]) -> String {
    let mut lines = vec![HEADS.map(str::to_owned)];
    lines.extend(rows.iter().map(cells));
    let widths: [usize; 10] = std::array::from_fn(|at| lines.iter().map(|line| line[at].len()).max().unwrap_or(0));
    lines.insert(1, widths.map(|width| "-".repeat(width)));
    let mut text = String::new();
    for line in &lines {
        let cells: Vec<String> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text.push('\n');
    for row in rows.iter().filter(|row| row.requests > 0) {
        let counts: Vec<String> = row.operations.iter().map(|(name, count)| format!("{count} {name}")).collect();
        let _ = writeln!(text, "{}: {}", row.case, counts.join(", "));
    }
    text
}

fn cells(row: &Row) -> [String; 10] {
    let online = row.requests > 0;
    let or_dash = |text: String| if online { text } else { "-".to_owned() };
    [
        row.case.clone(),
        or_dash(row.requests.to_string()),
        or_dash(row.points.to_string()),
        or_dash(size(row.bytes as u64)),
        time(row.wall_ms),
        row.memory.map_or_else(|| "-".to_owned(), size),
        if online { row.ideal.to_string() } else { time(row.ideal) },
        format!("{:.1}", row.ratio),
        bound(&row.bound),
        verdict(row),
    ]
}

fn bound(bound: &Bound) -> String {
    let parts = [
        bound.requests.map(|requests| format!("{requests} requests")),
        bound.points.map(|points| format!("{points} points")),
        bound.memory.map(size),
        bound.wall.map(|wall| time(wall.as_millis())),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "-".to_owned() } else { parts.join(", ") }
}

fn verdict(row: &Row) -> String {
    match (row.over.as_slice(), row.slow) {
        _ if !row.bound.is_set() => "-".to_owned(),
        ([], false) => "ok".to_owned(),
        ([], true) => "ok, slow".to_owned(),
        (over, _) => format!("OVER: {}", over.join(", ")),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_240 => format!("{bytes} B"),
        10_240..10_485_760 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / 1_048_576),
    }
}

fn time(milliseconds: u128) -> String {
    format!("{}.{:02} s", milliseconds / 1000, milliseconds % 1000 / 10)
}
