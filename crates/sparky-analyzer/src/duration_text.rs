//! How text prints a duration: `45 minutes`, `5 hours`, `2.5 days`, `3 weeks`. It must not know what was measured.

/// The units after minutes: name, hours in one, the value at which halves stop, the value at which the next unit begins.
const UNITS: [(&str, f64, f64, f64); 4] =
    [("hour", 1.0, 3.0, 24.0), ("day", 24.0, 10.0, 14.0), ("week", 168.0, 4.0, 9.0), ("month", 730.5, 3.0, 24.0)];

/// The text of a number of hours. Rounding that reaches the next unit is written in that unit: never `60 minutes`.
pub(crate) fn duration_text(hours: f64) -> String {
    let minutes = (hours * 60.0).round();
    if minutes < 1.0 {
        return "less than a minute".to_owned();
    }
    if minutes < 60.0 {
        return counted(minutes, "minute");
    }
    for (name, length, halves_below, next_at) in UNITS {
        let value = rounded(hours / length, halves_below);
        if value < next_at {
            return counted(value, name);
        }
    }
    counted(rounded(hours / 8766.0, 5.0), "year")
}

/// Whole and half units while small, whole units after that; never less than one.
fn rounded(value: f64, halves_below: f64) -> f64 {
    let halves = (value * 2.0).round() / 2.0;
    if halves < halves_below { halves.max(1.0) } else { value.round() }
}

fn counted(value: f64, unit: &str) -> String {
    let plural = if value == 1.0 { "" } else { "s" };
    format!("{value} {unit}{plural}")
}
