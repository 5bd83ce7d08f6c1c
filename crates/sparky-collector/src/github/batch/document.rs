//! The text of a query: a field for each question under an alias, and each fragment once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Ask;

/// A named selection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fragment {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

/// A query that asks all of these. Its operation is named after what is asked for, if that is one thing.
pub(crate) fn document<'a>(asks: impl Iterator<Item = &'a Ask>) -> (&'static str, String) {
    let mut operation = None;
    let mut fields = String::new();
    let mut fragments: BTreeMap<&str, &str> = BTreeMap::new();
    for (at, ask) in asks.enumerate() {
        let known = *operation.get_or_insert(ask.operation);
        if known != ask.operation {
            operation = Some("Facts");
        }
        // Writing to a string cannot fail.
        let _ = writeln!(fields, "  a{at}: {}", ask.field);
        fragments.extend(ask.fragments.iter().map(|fragment| (fragment.name, fragment.text)));
    }
    let operation = operation.unwrap_or("Facts");
    let fragments: Vec<&str> = fragments.into_values().collect();
    (operation, format!("query {operation} {{\n  rateLimit {{ cost }}\n{fields}}}\n\n{}", fragments.join("\n")))
}
