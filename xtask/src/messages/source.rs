//! Messages in the source: the texts of errors, and the words that are put before them. It must not know the page.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// What stands right before the text of a message.
const BEFORE: [&str; 7] =
    ["#[error(", "bail!(", "anyhow!(", ".context(", ".with_context(|| format!(", "custom(", "custom(format!("];

/// Every message of the crates, with `…` for what differs from time to time.
pub(super) fn messages(root: &Path) -> Result<BTreeSet<String>> {
    let mut messages = BTreeSet::new();
    for path in files(&root.join("crates"))? {
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        messages.extend(of(&text));
    }
    Ok(messages)
}

/// The messages of a file. What holds no word of ours, such as a wrapped error, is none.
pub(super) fn of(source: &str) -> BTreeSet<String> {
    let after =
        |before: &'static str| source.match_indices(before).filter_map(move |(at, _)| source.get(at + before.len()..));
    let literals = BEFORE.into_iter().flat_map(after).filter_map(|rest| literal(rest.trim_start()));
    literals.map(|text| generalize(&text)).filter(|text| says_something(text)).collect()
}

fn says_something(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.len() > 3)
}

/// A string literal at the beginning of a text.
fn literal(text: &str) -> Option<String> {
    let mut chars = text.strip_prefix('"')?.chars().peekable();
    let mut literal = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(literal),
            '\\' => match chars.next()? {
                '\n' => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                'n' => literal.push('\n'),
                c => literal.push(c),
            },
            c => literal.push(c),
        }
    }
}

/// `{name}` becomes `…`.
fn generalize(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '{' => {
                depth += 1;
                if depth == 1 && !out.ends_with('…') {
                    out.push('…');
                }
            }
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The sources of programs, not those of their tests.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if matches!(name.as_str(), "tests" | "tests.rs" | "sparky-testkit") {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
    Ok(found)
}
