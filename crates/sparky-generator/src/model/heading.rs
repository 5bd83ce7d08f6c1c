//! Whether a heading of a model's may be printed: a few words of its own that its section bears out. It must not know
//! what is done about one that may not.

use std::collections::BTreeSet;

use super::brief::Section;
use super::check::Check;
use super::claims::claim;
use super::own_words;

/// Words of a heading at most.
const LONGEST: usize = 9;

/// Shorter words are those of any text.
const SHORTEST: usize = 4;

/// Letters that words of one root have in common.
const ROOT: usize = 5;

/// Why a heading may not be printed; none when it may.
pub(super) fn fault(check: &Check<'_>, section: &Section, heading: &str) -> Option<String> {
    if heading.contains("{{") {
        return Some("it holds a slot".to_owned());
    }
    if own_words::words(heading).count() > LONGEST {
        return Some("it is too long".to_owned());
    }
    check
        .own_fault(heading)
        .map(|what| format!("it says {what} itself"))
        .or_else(|| unfounded(check, section, heading))
        .or_else(|| false_claim(check, section, heading))
}

/// A word that neither the facts of the section nor our own texts have.
fn unfounded(check: &Check<'_>, section: &Section, heading: &str) -> Option<String> {
    let slots = section.facts.iter().flat_map(|fact| &fact.slots).filter_map(|name| check.brief.slots.get(name));
    let texts = section.facts.iter().map(|fact| fact.text.as_str()).chain(slots.map(|slot| slot.meaning.as_str()));
    let known: BTreeSet<String> = texts.flat_map(own_words::lower).collect();
    let root = |word: &str| word.chars().take(ROOT).collect::<String>();
    let roots: BTreeSet<String> =
        known.iter().filter(|word| word.chars().count() >= ROOT).map(|word| root(word)).collect();
    let is_known = |word: &String| {
        let lower = word.as_str();
        lower.chars().count() < SHORTEST
            || known.contains(lower)
            || check.ours.contains(lower)
            || (lower.chars().count() >= ROOT && roots.contains(&root(lower)))
    };
    let word = own_words::lower(heading).into_iter().find(|word| !is_known(word))?;
    Some(format!("nothing in the section says `{word}`"))
}

/// A deed that no fact of the section tells.
fn false_claim(check: &Check<'_>, section: &Section, heading: &str) -> Option<String> {
    let mut claims = own_words::words(heading).filter_map(|word| Some((word, claim(word)?)));
    let told = |claim| section.facts.iter().any(|fact| check.says(fact, claim));
    let (word, _) = claims.find(|(_, claim)| !told(*claim))?;
    Some(format!("the facts do not say `{}`", word.to_lowercase()))
}
