//! Whether a sentence of a model may be printed: its slots are those of its section and keep their meaning, its own words
//! claim nothing that did not happen. It must not know what is done about one that may not.

use std::collections::BTreeSet;

use super::brief::{Brief, Fact, Section};
use super::claims::{Claim, claim, did, happened};
use super::index::Index;
use super::own_words;
use super::slots::{Part, SlotKind, parts, used};

/// Words and slots of one sentence at most.
const LONGEST: usize = 60;

/// What sentences are checked against.
pub(super) struct Check<'a> {
    pub(super) brief: &'a Brief,
    pub(super) index: &'a Index<'a>,
    /// Words that our own templates say.
    pub(super) ours: &'a BTreeSet<String>,
}

/// A sentence, cut up.
struct Said<'a> {
    tokens: Vec<Token<'a>>,
    slots: BTreeSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    Slot(&'a str),
}

impl<'a> Token<'a> {
    const fn slot(&self) -> Option<&'a str> {
        if let Self::Slot(name) = self { Some(name) } else { None }
    }
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
        self.own_fault(&own(sentence))
            .map(|what| format!("it says {what} itself"))
            .or_else(|| (said.tokens.len() > LONGEST).then(|| "it is too long".to_owned()))
            .or_else(|| self.loose_slot(section, &said, subject))
            .or_else(|| self.loose_person(section, &said))
            .or_else(|| self.false_deed(section, &said))
            .or_else(|| self.false_claim(section, &said))
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

impl<'a> Said<'a> {
    fn of(sentence: &'a str) -> Self {
        let tokens = parts(sentence).into_iter().flat_map(|part| match part {
            Part::Own(text) => own_words::words(text).map(Token::Word).collect::<Vec<_>>(),
            Part::Slot(name) => vec![Token::Slot(name)],
        });
        Self { tokens: tokens.collect(), slots: used(sentence) }
    }
}

fn own(sentence: &str) -> String {
    let own = parts(sentence).into_iter().map(|part| if let Part::Own(text) = part { text } else { " " });
    own.collect()
}

/// Who is said to have done what: the verb after a person, or before `by` and a person.
fn deeds(tokens: &[Token<'_>], kind: impl Fn(&str) -> Option<SlotKind>) -> Vec<(String, Claim)> {
    let is_person = |token: &Token<'_>| matches!(token, Token::Slot(name) if kind(name) == Some(SlotKind::Person));
    let joins = |token: &Token<'_>| {
        is_person(token)
            || matches!(token, Token::Word(word) if ["and", "also", "then", "has", "had", "have", "both"].contains(word))
    };
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| is_person(token)) {
        let Token::Slot(name) = token else { continue };
        let (before, after) = (tokens.get(..at).unwrap_or_default(), tokens.get(at + 1..).unwrap_or_default());
        let mut verbs = after.iter().skip_while(|token| joins(token));
        if let Some(first) = verbs.next().and_then(said_by) {
            found.push(((*name).to_owned(), first));
            if let (Some(Token::Word("and")), Some(second)) = (verbs.next(), verbs.next()) {
                found.extend(said_by(second).map(|second| ((*name).to_owned(), second)));
            }
        }
        let mut back = before.iter().rev().skip_while(|token| joins(token));
        if back.next() == Some(&Token::Word("by")) {
            found.extend(back.take(2).find_map(said_by).map(|claim| ((*name).to_owned(), claim)));
        }
    }
    found
}

fn said_by(token: &Token<'_>) -> Option<Claim> {
    if let Token::Word(word) = token { claim(word) } else { None }
}
