//! The filters of templates: numbers, plurals, lists and escaping. It must not know the analysis.

use minijinja::{Environment, Value};

use crate::escape::{clean, markdown};
use crate::language;

/// Adds every filter.
pub(crate) fn add(environment: &mut Environment<'_>) {
    environment.add_filter("md", |text: String| markdown(&clean(&text)));
    environment.add_filter("cell", |text: String| text.replace('|', "\\|"));
    environment.add_filter("number", language::number);
    environment.add_filter("digits", language::digits);
    environment.add_filter("times", language::times);
    environment.add_filter("capital", |text: String| language::capital(&text));
    environment.add_filter("counted", |n: u64, one: String, many: Option<String>| {
        language::counted(n, &one, &many.unwrap_or_else(|| language::plural(&one)))
    });
    environment
        .add_filter("lines", |n: u64| format!("{} {}", language::digits(n), if n == 1 { "line" } else { "lines" }));
    environment.add_filter("clauses", |parts: Vec<Value>| language::clauses(&told(&parts)));
    environment.add_filter("series", |parts: Vec<Value>, each: Option<String>| {
        let each = each.unwrap_or_default();
        let told: Vec<String> = told(&parts).into_iter().map(|part| format!("{each}{part}")).collect();
        language::list(&told)
    });
}

/// The parts that say something: `count and "text"` is nothing when the count is.
fn told(parts: &[Value]) -> Vec<String> {
    parts.iter().filter_map(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}
