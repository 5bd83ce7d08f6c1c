//! What the words between slots make of them: what a number counts, and what one reference does to another. It must not
//! know which words are a model's own otherwise.

use super::brief::Fact;
use super::claims::{Claim, claim};
use super::own_words::words;
use super::slots::{Part, SlotKind, parts};

/// Words between a number and its verb.
const LINKS: [&str; 12] = ["were", "was", "are", "is", "been", "being", "got", "have", "has", "had", "also", "them"];

/// Words that say what one thing does to another.
const RELATIONS: [&str; 39] = [
    "adjusts",
    "behind",
    "builds",
    "carries",
    "changed",
    "changes",
    "changing",
    "closed",
    "closes",
    "closing",
    "concerns",
    "covers",
    "drew",
    "fixed",
    "fixes",
    "fixing",
    "followed",
    "following",
    "follows",
    "for",
    "from",
    "includes",
    "into",
    "moves",
    "of",
    "on",
    "onto",
    "replaced",
    "replaces",
    "replacing",
    "resolved",
    "resolves",
    "resolving",
    "serves",
    "settled",
    "settles",
    "settling",
    "touches",
    "updates",
];

/// Words that stand before a reference and say nothing.
const ARTICLES: [&str; 7] = ["the", "a", "pull", "request", "issue", "change", "proposal"];

/// A number that is said to count something else than it does.
pub(super) fn miscounts(facts: &[Fact], sentence: &str, kind: impl Fn(&str) -> Option<SlotKind>) -> Option<String> {
    let said = parts(sentence);
    said.iter().enumerate().find_map(|(at, part)| {
        let Part::Slot(name) = part else { return None };
        let fact = facts.iter().find(|fact| fact.slots.contains(*name) && kind(name) == Some(SlotKind::Number))?;
        let told = parts(&fact.text);
        let place = told.iter().position(|part| part == &Part::Slot(name))?;
        let (here, there) = (counted(&said, at)?, counted(&told, place)?);
        (here != there).then(|| format!("the slot {name} does not count that"))
    })
}

/// What a verb beside a number says of it: the one after it, else the one before.
fn counted(all: &[Part<'_>], at: usize) -> Option<(Claim, Option<String>)> {
    let own =
        |part: Option<&Part<'_>>| if let Some(Part::Own(text)) = part { (*text).to_owned() } else { String::new() };
    let ends = [',', ';', '.', ':', '(', ')'];
    let (before, after) = (own(at.checked_sub(1).and_then(|at| all.get(at))), own(all.get(at + 1)));
    let after = after.split(ends).next().unwrap_or_default();
    let before = before.rsplit(ends).next().unwrap_or_default();
    let next = words(after).find(|word| !LINKS.contains(word)).and_then(verb);
    next.or_else(|| words(before).last().and_then(verb))
}

/// What a verb claims; deeds of making keep their beginning, as to add is not to remove.
fn verb(word: &str) -> Option<(Claim, Option<String>)> {
    let stem = ["add", "remov", "delet", "drop"].iter().find(|stem| word.starts_with(**stem));
    let made = stem.map(|stem| (Claim::Made, Some((*stem).to_owned())));
    made.or_else(|| claim(word).filter(|claim| *claim != Claim::Made).map(|claim| (claim, None)))
}

/// A reference to which another one is said to do something that no fact tells.
pub(super) fn relates(facts: &[Fact], sentence: &str, kind: impl Fn(&str) -> Option<SlotKind>) -> Option<String> {
    let said = parts(sentence);
    let is_reference = |part: &Part<'_>| matches!(part, Part::Slot(name) if kind(name) == Some(SlotKind::Reference));
    let mut before: Option<&str> = None;
    for (at, part) in said.iter().enumerate().filter(|(_, part)| is_reference(part)) {
        let Part::Slot(name) = part else { continue };
        let Some(first) = before.replace(*name).filter(|first| first != name) else { continue };
        let Some(Part::Own(own)) = at.checked_sub(1).and_then(|at| said.get(at)) else { continue };
        let all: Vec<String> = words(own).map(str::to_lowercase).collect();
        let word = all.iter().rev().find(|word| !ARTICLES.contains(&word.as_str()));
        let Some(word) = word.filter(|word| RELATIONS.contains(&word.as_str())) else { continue };
        let told = |fact: &&Fact| {
            fact.slots.contains(first) && fact.slots.contains(*name) && words(&fact.text).any(|known| known == word)
        };
        if facts.iter().find(told).is_none() {
            return Some(format!("the facts do not say what {first} has to do with {name}"));
        }
    }
    None
}
