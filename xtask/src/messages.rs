//! What the program can say when something goes wrong, read from its source, and whether the page about it knows each
//! message. It must not know what a message means.

mod source;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, Result};

/// The page that explains every message.
const PAGE: &str = "docs/troubleshooting.md";
/// Its part that does.
const SECTION: &str = "## Every message";

/// One line for each message that the page does not know, and for each entry that no message has.
pub(crate) fn faults(root: &Path) -> Result<Vec<String>> {
    let page = std::fs::read_to_string(root.join(PAGE)).with_context(|| format!("cannot read {PAGE}"))?;
    Ok(compare(&source::messages(root)?, &page))
}

fn compare(messages: &BTreeSet<String>, page: &str) -> Vec<String> {
    let lines = page.lines().skip_while(|line| *line != SECTION).skip(1).take_while(|line| !line.starts_with("## "));
    let entries: Vec<String> = lines.filter_map(entry).collect();
    let knows = |message: &String| entries.iter().any(|entry| explains(entry, message));
    let unknown = messages.iter().filter(|message| !knows(message)).map(|message| {
        format!("{PAGE} does not explain `{message}`: add `- **first words** what it means, and what to do`")
    });
    let is_said = |entry: &&String| messages.iter().any(|message| explains(entry, message));
    let idle = entries.iter().filter(|entry| !is_said(entry));
    unknown
        .chain(idle.map(|entry| format!("{PAGE} explains `{entry}`, which nothing says any more: remove it")))
        .collect()
}

/// What stands in the bold words of an entry.
fn entry(line: &str) -> Option<String> {
    Some(line.strip_prefix("- **")?.split_once("** ")?.0.to_owned())
}

/// Whether an entry begins as a message does, after what differs from time to time. `…` in the middle of an entry stands
/// for any words.
fn explains(entry: &str, message: &str) -> bool {
    let message = bare(message);
    let mut parts = entry.split('…');
    let begin = parts.next().and_then(|first| message.strip_prefix(first));
    let after = |rest: &'_ str, part: &str| rest.split_once(part).map(|(_, rest)| rest.to_owned());
    begin.and_then(|begin| parts.try_fold(begin.to_owned(), |rest, part| after(&rest, part))).is_some()
}

/// A message without the marks of code, and without a name at its beginning.
fn bare(message: &str) -> String {
    message.replace('`', "").trim_start_matches(['…', ':', ';', ' ']).to_owned()
}
