//! Says where in the file an error is, of which key, and in words that are not those of the parser. It must not decide
//! what is wrong.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::ConfigError;
use super::read::suggestion;

/// What the parser calls the values that a key takes, and what they are.
const EXPECTED: [(&str, &str); 8] = [
    ("u64", "a whole number from 0 on"),
    ("u32", "a whole number from 0 on"),
    ("u16", "a whole number from 0 to 65535"),
    ("u8", "a whole number from 0 to 255"),
    ("usize", "a whole number from 0 on"),
    ("i64", "a whole number"),
    ("f64", "a number"),
    ("a sequence", "a list"),
];

/// What the parser found, with its place; `key` is the key that it read, if it says so.
pub(super) fn invalid(path: &Path, text: &str, key: &str, error: &toml::de::Error) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let message = match key {
        // One entry where several can be.
        "targets" | "digest" => format!("there can be several of them: write `[[{key}]]`"),
        _ => told(error.message()),
    };
    // A key that is unknown names itself, and a list of several entries is better found by its line.
    let is_named = message.starts_with("unknown key") || key.is_empty() || key == "." || key.contains(['[', '?']);
    let message = if is_named { message } else { format!("{key}: {message}") };
    ConfigError::Invalid { path: path.to_owned(), line: line_at(text, start), column, message }
}

fn told(message: &str) -> String {
    if let Some((key, rest)) = quoted(message, "unknown field ") {
        // The message lists what is known there, so the nearest one comes from the same section.
        return format!("unknown key `{key}`{}", suggestion(key, rest.split('`').skip(1).step_by(2)));
    }
    if let Some((value, rest)) = quoted(message, "unknown variant ") {
        let hint = suggestion(value, rest.split('`').skip(1).step_by(2));
        return format!("`{value}` is not known here{hint}; write{}", rest.trim_start_matches(", expected"));
    }
    let plain = EXPECTED.iter().find_map(|(parser, meant)| {
        let found = message.strip_suffix(parser)?.strip_suffix("expected ")?;
        Some(format!("{found}expected {meant}"))
    });
    plain.unwrap_or_else(|| message.to_owned())
}

/// What stands in backquotes after a beginning, and what comes then.
fn quoted<'a>(message: &'a str, beginning: &str) -> Option<(&'a str, &'a str)> {
    message.strip_prefix(beginning)?.strip_prefix('`')?.split_once('`')
}

/// With the line of the entry that an error is about, where it is one of several.
pub(super) fn placed(path: &Path, text: &str, error: ConfigError) -> ConfigError {
    let entry = match &error {
        ConfigError::Target { target, .. } => Some(("targets", target)),
        ConfigError::SameName(target) => Some(("targets", target)),
        ConfigError::Digest { digest, .. } => Some(("digest", digest)),
        _ => None,
    };
    match entry.and_then(|(section, name)| line_of(text, section, name)) {
        Some(line) => ConfigError::At { path: path.to_owned(), line, problem: Box::new(error) },
        None => error,
    }
}

/// The line of the last entry of a section that has this name.
fn line_of(text: &str, section: &str, name: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let entries = root.get_ref().get(section)?.get_ref().as_array()?;
    let is_called = |entry: &DeValue<'_>| entry.get("name").and_then(|n| n.get_ref().as_str()) == Some(name);
    let entry = entries.iter().rfind(|entry| is_called(entry.get_ref()))?;
    Some(line_at(text, entry.span().start))
}

fn line_at(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}
