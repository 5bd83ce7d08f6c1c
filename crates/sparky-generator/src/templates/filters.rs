//! The filters of templates: numbers, plurals, lists and escaping. It must not know the analysis.

use minijinja::{Environment, Value};

use crate::escape::{clean, markdown};
use crate::language;

/// Adds every filter.
pub(crate) fn add(environment: &mut Environment<'_>) {
    environment.add_filter("md", |text: String| markdown(&clean(&text)));
    environment.add_filter("number", language::number);
    environment.add_filter("digits", language::digits);
    environment.add_filter("times", language::times);
    environment.add_filter("capital", |text: String| language::capital(&text));
    environment.add_filter("counted", |n: u64, one: String, many: Option<String>| {
        language::counted(n, &one, &many.unwrap_or_else(|| language::plural(&one)))
    });
    environment
        .add_filter("lines", |n: u64| format!("{} {}", language::digits(n), if n == 1 { "line" } else { "lines" }));
    environment.add_filter("series", |parts: Vec<Value>| {
        let told: Vec<String> = parts
            .iter()
            .filter(|part| part.as_str().is_some_and(|text| !text.is_empty()))
            .map(ToString::to_string)
            .collect();
        language::list(&told)
    });
}
