//! What a theme is called: a scope or words that its members were written with. It must not know how themes form.

use std::collections::BTreeMap;

use sparky_schema::analysis::BondKind;

use super::terms::{Term, Terms};
use crate::stories::Told;

/// The name of the theme that formed around `key`; one that formed around a link is called like its main story.
pub(super) fn of(key: Option<&str>, terms: &[&Terms], told: &[&Told<'_>]) -> String {
    let Some(key) = key else {
        return told.first().map_or_else(String::new, |story| story.main.subject.clone());
    };
    let wider = wider(key, terms);
    let key = wider.as_deref().unwrap_or(key);
    let written: Vec<&Term> = terms.iter().filter_map(|terms| terms.get(key)).collect();
    // A declared scope is spelled as it was declared.
    let source = written.iter().filter_map(|term| term.from.first()).min().copied();
    let best = written.iter().filter(|term| term.from.first().copied() == source);
    most_frequent(best.map(|term| term.spelling.as_str()), source == Some(BondKind::Words))
}

/// Two words in a row that hold the key and that most members share say more than it.
fn wider(key: &str, terms: &[&Terms]) -> Option<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for (pair, _) in terms.iter().flat_map(|terms| terms.iter()).filter(|(_, term)| term.pair) {
        if pair != key && (pair.starts_with(key) || pair.ends_with(key)) {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let (pair, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (2 <= count && terms.len() * 2 <= count * 3).then(|| pair.clone())
}

/// The spelling that most members have: capitals throughout are on purpose, one at the beginning is that of a sentence.
fn most_frequent<'a>(spellings: impl Iterator<Item = &'a str>, words: bool) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    spellings.for_each(|spelling| *counts.entry(spelling).or_default() += 1);
    let capitals = |text: &str| words && !text.chars().any(char::is_lowercase);
    let small = |text: &str| words && text.starts_with(char::is_lowercase);
    let best = counts.into_iter().max_by_key(|(text, count)| (capitals(text), *count, small(text)));
    best.map_or_else(String::new, |(spelling, _)| spelling.to_owned())
}
