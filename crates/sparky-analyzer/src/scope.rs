//! Conventional titles, `type(scope)!: words`: their parts. It must not know which types mean what.

use std::borrow::Cow;

/// The parts of a conventional title.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Conventional<'a> {
    pub(crate) kind: String,
    pub(crate) scope: Option<&'a str>,
    pub(crate) breaking: bool,
}

/// Reads a title; none when it is not conventional.
pub(crate) fn conventional(title: &str) -> Option<Conventional<'_>> {
    let (head, rest) = title.split_once(':')?;
    if !rest.starts_with(' ') {
        return None;
    }
    let (head, breaking) = head.strip_suffix('!').map_or((head, false), |head| (head, true));
    let (kind, scope) = match head.strip_suffix(')').and_then(|head| head.split_once('(')) {
        Some((kind, scope)) => (kind, Some(scope.trim()).filter(|scope| !scope.is_empty())),
        None => (head, None),
    };
    // Old-style titles break in the type: `feat!(api): …`.
    let (kind, breaking) = kind.strip_suffix('!').map_or((kind, breaking), |kind| (kind, true));
    let is_word = !kind.is_empty() && kind.len() <= 20 && kind.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    is_word.then(|| Conventional { kind: kind.to_ascii_lowercase(), scope, breaking })
}

/// The words of a text in lower case, so that `prefix` is no `fix`.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let is_lower = |word: &str| word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    let lower = move |word| if is_lower(word) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(lower)
}

/// Whether a change breaks what users have: its title, body or labels say so.
pub(crate) fn is_breaking(title: &str, body: &str, labels: &[String]) -> bool {
    let labelled = labels.iter().any(|label| words(label).any(|word| word == "breaking"));
    let told = body.lines().any(|line| line.starts_with("BREAKING CHANGE:") || line.starts_with("BREAKING-CHANGE:"));
    labelled || told || conventional(title).is_some_and(|title| title.breaking)
}

/// The title as prose tells it: without the number or the issue it closes at its end, and without the types of
/// conventional titles.
pub(crate) fn subject(title: &str) -> String {
    let title = without_closing(without_number(title.trim()));
    let parts: Vec<&str> = title.split("; ").map(without_type).collect();
    let subject = parts.join("; ");
    if subject.trim().is_empty() { title.to_owned() } else { subject }
}

/// A squashed commit ends in the number of its pull request, which says nothing to a reader without a link.
fn without_number(title: &str) -> &str {
    let Some((rest, number)) = title.strip_suffix(')').and_then(|title| title.rsplit_once(" (#")) else { return title };
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if is_number && !rest.is_empty() { rest.trim_end() } else { title }
}

/// `Clarify records. Fixes #224` says what it is about before the keyword.
fn without_closing(title: &str) -> &str {
    const KEYWORDS: [&str; 9] =
        ["fix", "fixes", "fixed", "close", "closes", "closed", "resolve", "resolves", "resolved"];
    // GitHub cuts long titles.
    let Some((rest, number)) = title.rsplit_once(" #").or_else(|| title.rsplit_once(" …")) else { return title };
    let number = number.trim_end_matches('.');
    let (head, keyword) = rest.rsplit_once(' ').unwrap_or_default();
    let closes = KEYWORDS.contains(&keyword.to_lowercase().as_str());
    let is_number = number.bytes().all(|b| b.is_ascii_digit());
    let head = head.trim_end_matches([' ', '.', ',', ';', ':', '-', '(']);
    if closes && is_number && !head.is_empty() { head } else { title }
}

fn without_type(part: &str) -> &str {
    const TYPES: [&str; 16] = [
        "feat", "feature", "fix", "bugfix", "hotfix", "docs", "doc", "style", "refactor", "perf", "test", "build",
        "ci", "chore", "revert", "deps",
    ];
    let declared = conventional(part).is_some_and(|title| TYPES.contains(&title.kind.as_str()));
    let rest = part.split_once(": ").map(|(_, rest)| rest.trim()).filter(|rest| declared && !rest.is_empty());
    rest.unwrap_or(part)
}
