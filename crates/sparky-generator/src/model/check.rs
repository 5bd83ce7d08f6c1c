//! Whether a sentence of a model may be printed: its slots are those of its section and keep their meaning, its own words
//! claim nothing that did not happen. It must not know what is done about one that may not.

use std::collections::BTreeSet;

use super::brief::{Brief, Fact, Section};
use super::claims::{Claim, claim, did, happened};
use super::grounded::Ground;
use super::index::Index;
use super::own_words;
use super::relation::{miscounts, relates};
use super::said::{Said, Token, deeds, own};
use super::slots::SlotKind;

/// Words and slots of one sentence at most.
const LONGEST: usize = 60;

/// What sentences are checked against.
pub(super) struct Check<'a> {
    pub(super) brief: &'a Brief,
    pub(super) index: &'a Index<'a>,
    /// Words that our own templates say.
    pub(super) ours: &'a BTreeSet<String>,
    /// Words that claim nothing by themselves.
    pub(super) plain: &'a BTreeSet<&'static str>,
}

impl Check<'_> {
    /// Why a sentence may not be printed; none when it may.
    /// `subject` is the reference or the person that the sentence before it is about.
    pub(super) fn fault(&self, section: &Section, sentence: &str, subject: Option<&str>) -> Option<String> {
        let said = Said::of(sentence);
        if said.slots.is_empty() {
            return Some("it holds no slot".to_owned());
        }
        let known = |name: &String| section.facts.iter().any(|fact| fact.slots.contains(name));
        if let Some(unknown) = said.slots.iter().find(|name| !known(name)) {
            return Some(format!("the slot {unknown} is not one of this section"));
        }
        if self.of_kind(&said, SlotKind::Line).next().is_some() {
            let alone = said.tokens.len() == 1;
            return (!alone).then(|| "a slot that is a whole sentence does not stand alone".to_owned());
        }
        if section.facts.iter().any(|fact| repeats(&fact.text, sentence)) {
            return None;
        }
        self.own_fault(&own(sentence))
            .map(|what| format!("it says {what} itself"))
            .or_else(|| (said.tokens.len() > LONGEST).then(|| "it is too long".to_owned()))
            .or_else(|| self.loose_slot(section, &said, subject))
            .or_else(|| self.loose_person(section, &said))
            .or_else(|| self.false_deed(section, &said))
            .or_else(|| self.loose_role(&said))
            .or_else(|| self.false_claim(section, &said))
            .or_else(|| miscounts(&section.facts, sentence, |name| self.kind(name)))
            .or_else(|| relates(&section.facts, sentence, |name| self.kind(name)))
            .or_else(|| self.unfounded(section, &said, &own(sentence), subject))
    }

    /// A word that the facts of the sentence do not bear out.
    fn unfounded(&self, section: &Section, said: &Said<'_>, own: &str, subject: Option<&str>) -> Option<String> {
        let references: BTreeSet<&String> = self.of_kind(said, SlotKind::Reference).collect();
        let goes_on = |fact: &Fact| subject.is_some_and(|subject| fact.slots.contains(subject));
        let is_told = |fact: &&Fact| match references.is_empty() {
            true => goes_on(fact) || !fact.slots.is_disjoint(&said.slots),
            false => fact.slots.iter().any(|name| references.contains(name)),
        };
        let facts: Vec<&Fact> = section.facts.iter().filter(is_told).collect();
        let meanings = facts.iter().flat_map(|fact| &fact.slots).filter_map(|name| self.brief.slots.get(name));
        // A person’s name is no word of a model’s.
        let meanings = meanings.filter(|slot| slot.kind != SlotKind::Person);
        let (titles, counts): (Vec<_>, Vec<_>) = meanings.partition(|slot| slot.kind == SlotKind::Reference);
        let titles = titles.into_iter().map(|slot| slot.meaning.as_str());
        let texts = facts.iter().map(|fact| fact.text.as_str());
        let texts = texts.chain(counts.iter().map(|slot| slot.meaning.as_str()));
        let happenings: Vec<_> = self.happenings(said).collect();
        let word = Ground::new(texts, titles, &happenings).unfounded(own, self.plain)?;
        Some(format!("the facts do not say `{word}`"))
    }

    /// What words say that a model may not say itself.
    pub(super) fn own_fault(&self, own: &str) -> Option<String> {
        own_words::fault(own).or_else(|| self.index.strangers.fault(own, |word| self.ours.contains(word)))
    }

    /// What a sentence is about: its first reference, else its first person.
    pub(super) fn subject(&self, sentence: &str) -> Option<String> {
        let said = Said::of(sentence);
        let first = |kind: SlotKind| {
            let mut slots = said.tokens.iter().filter_map(Token::slot);
            slots.find(|name| self.kind(name) == Some(kind)).map(str::to_owned)
        };
        first(SlotKind::Reference).or_else(|| first(SlotKind::Person))
    }

    fn kind(&self, name: &str) -> Option<SlotKind> {
        self.brief.slots.get(name).map(|slot| slot.kind)
    }

    fn of_kind<'s>(&'s self, said: &'s Said<'_>, kind: SlotKind) -> impl Iterator<Item = &'s String> {
        said.slots.iter().filter(move |name| self.kind(name) == Some(kind))
    }

    fn anchors<'f>(&'f self, fact: &'f Fact, kind: SlotKind) -> impl Iterator<Item = &'f String> {
        fact.slots.iter().filter(move |name| self.kind(name) == Some(kind))
    }

    /// A number or a day whose nearest reference, or person, is not that of its fact.
    fn loose_slot(&self, section: &Section, said: &Said<'_>, subject: Option<&str>) -> Option<String> {
        said.tokens.iter().enumerate().find_map(|(at, token)| {
            let Token::Slot(name) = token else { return None };
            if !matches!(self.kind(name), Some(SlotKind::Number | SlotKind::Day)) {
                return None;
            }
            let fact = section.facts.iter().find(|fact| fact.slots.contains(*name))?;
            let kinds = [SlotKind::Reference, SlotKind::Person];
            let kind = kinds.into_iter().find(|kind| self.anchors(fact, *kind).next().is_some())?;
            let is_anchor = |token: &&Token<'_>| matches!(token, Token::Slot(name) if self.kind(name) == Some(kind));
            let (before, after) = said.tokens.split_at_checked(at)?;
            let nearest = before.iter().rev().find(is_anchor).or_else(|| after.iter().find(is_anchor));
            let near = match nearest {
                Some(Token::Slot(near)) => Some(*near),
                _ => subject,
            };
            let right = near.is_some_and(|near| self.anchors(fact, kind).any(|name| name == near));
            (!right).then(|| format!("the slot {name} is not beside what it is about"))
        })
    }

    /// A person who has nothing to do with the references of the sentence.
    fn loose_person(&self, section: &Section, said: &Said<'_>) -> Option<String> {
        let references: Vec<&String> = self.of_kind(said, SlotKind::Reference).collect();
        let mut people = self.of_kind(said, SlotKind::Person);
        let loose = people.find(|person| {
            let mut facts = section.facts.iter().filter(|fact| fact.slots.contains(*person));
            let touches = |fact: &Fact| {
                let mut own = self.anchors(fact, SlotKind::Reference).peekable();
                own.peek().is_none() || own.any(|name| references.contains(&name))
            };
            !references.is_empty() && !facts.any(touches)
        })?;
        Some(format!("the slot {loose} has nothing to do with the rest of the sentence"))
    }

    fn false_deed(&self, section: &Section, said: &Said<'_>) -> Option<String> {
        let happenings: Vec<_> = self.happenings(said).collect();
        deeds(&said.tokens, |name| self.kind(name)).into_iter().find_map(|(person, claim)| {
            let slot = self.brief.slots.get(&person)?;
            let told = section.facts.iter().filter(|fact| fact.slots.contains(&person));
            let as_told = |fact: &Fact| {
                deeds(&Said::of(&fact.text).tokens, |name| self.kind(name)).contains(&(person.clone(), claim))
                    || (self.anchors(fact, SlotKind::Reference).next().is_none() && self.says(fact, claim))
            };
            let right = did(claim, &slot.of, &happenings) || told.into_iter().any(as_told);
            (!right).then(|| format!("the facts do not say that {person} did that"))
        })
    }

    /// A person beside a reference that somebody else made, where the sentence does not say what the person did.
    fn loose_role(&self, said: &Said<'_>) -> Option<String> {
        let happenings: Vec<_> = self.happenings(said).collect();
        let thanked = said.tokens.iter().any(|token| matches!(token, Token::Word(word) if is_thanks(word)));
        if happenings.is_empty() || thanked {
            return None;
        }
        let told = deeds(&said.tokens, |name| self.kind(name));
        let is_loose = |name: &&String| {
            let Some(slot) = self.brief.slots.get(name) else { return false };
            !did(Claim::Made, &slot.of, &happenings) && !told.iter().any(|(person, _)| person == *name)
        };
        let loose = self.of_kind(said, SlotKind::Person).find(is_loose)?;
        Some(format!("it does not say what {loose} did"))
    }

    fn false_claim(&self, section: &Section, said: &Said<'_>) -> Option<String> {
        let happenings: Vec<_> = self.happenings(said).collect();
        let words =
            said.tokens.iter().filter_map(|token| if let Token::Word(word) = token { Some(*word) } else { None });
        let mut claims = words.filter_map(|word| Some((word, claim(word)?)));
        let touched = |fact: &&Fact| !fact.slots.is_disjoint(&said.slots);
        let (word, _) = claims.find(|(_, claim)| {
            let told = section.facts.iter().filter(touched).any(|fact| self.says(fact, *claim));
            !told && !happened(*claim, &happenings)
        })?;
        Some(format!("the facts do not say `{}`", word.to_lowercase()))
    }

    /// Whether a fact says so, in its words or in those of its slots.
    pub(super) fn says(&self, fact: &Fact, wanted: Claim) -> bool {
        let meanings = fact.slots.iter().filter_map(|name| self.brief.slots.get(name));
        // A title says what it likes.
        let meanings = meanings.filter(|slot| slot.kind == SlotKind::Number).map(|slot| slot.meaning.as_str());
        let mut texts = std::iter::once(fact.text.as_str()).chain(meanings);
        wanted == Claim::Made || texts.any(|text| own_words::words(text).any(|word| claim(word) == Some(wanted)))
    }

    fn happenings(&self, said: &Said<'_>) -> impl Iterator<Item = &sparky_schema::analysis::Happening> {
        let references: Vec<String> = self.of_kind(said, SlotKind::Reference).cloned().collect();
        references
            .into_iter()
            .filter_map(|name| self.brief.slots.get(&name))
            .flat_map(|slot| self.index.at(&slot.of))
            .copied()
    }
}

/// Whether a sentence is one of a fact, word for word.
fn repeats(fact: &str, sentence: &str) -> bool {
    fact.match_indices(sentence).any(|(at, _)| {
        let begins = fact.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(". "));
        let ends = fact.get(at + sentence.len()..).is_some_and(|after| after.is_empty() || after.starts_with(' '));
        begins && ends && sentence.ends_with(['.', '}'])
    })
}

/// Words that say of people that they had to do with it, and not what they did.
fn is_thanks(word: &str) -> bool {
    ["thank", "thanks", "people", "involved", "part", "names"].contains(&word.to_lowercase().as_str())
}
