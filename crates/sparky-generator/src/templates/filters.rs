//! The filters of templates: numbers, plurals, lists and escaping. It must not know the analysis.

use minijinja::{Environment, Value};

use crate::escape::{clean, markdown};
use crate::language::{Wording, capital};

/// Adds every filter.
pub(crate) fn add(environment: &mut Environment<'_>, wording: &'static dyn Wording) {
    environment.add_filter("md", |text: String| markdown(&clean(&text)));
    environment.add_filter("cell", |text: String| text.replace('|', "\\|"));
    environment.add_filter("number", |n: u64, gender: Option<String>| {
        wording.number(n, gender.is_some_and(|gender| gender == "feminine"))
    });
    environment.add_filter("digits", |n: u64| wording.digits(n));
    environment.add_filter("measure", |text: String| wording.measure(&text));
    environment.add_filter("times", |n: u64| wording.times(n));
    environment.add_filter("capital", |text: String| capital(&text));
    environment.add_filter("counted", |n: u64, one: String, many: Option<String>| {
        wording.counted(n, &one, &many.unwrap_or_else(|| wording.plural(&one)))
    });
    environment.add_filter("lines", |n: u64| {
        let (one, many) = wording.labels().line;
        format!("{} {}", wording.digits(n), if n == 1 { one } else { many })
    });
    environment.add_filter("clauses", |parts: Vec<Value>| wording.clauses(&told(&parts)));
    environment.add_filter("series", |parts: Vec<Value>, each: Option<String>| {
        let each = each.unwrap_or_default();
        let told: Vec<String> = told(&parts).into_iter().map(|part| format!("{each}{part}")).collect();
        wording.list(&told)
    });
}

/// The parts that say something: `count and "text"` is nothing when the count is.
fn told(parts: &[Value]) -> Vec<String> {
    parts.iter().filter_map(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}
