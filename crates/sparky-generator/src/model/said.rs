//! A sentence of a model, cut into words and slots, and who is said in it to have done what. It must not know facts.

use std::collections::BTreeSet;

use super::claims::{Claim, claim};
use super::own_words;
use super::slots::{Part, SlotKind, parts, used};

/// A sentence, cut up.
pub(super) struct Said<'a> {
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) slots: BTreeSet<String>,
}

/// A part of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Word(&'a str),
    Slot(&'a str),
}

impl<'a> Token<'a> {
    pub(super) const fn slot(&self) -> Option<&'a str> {
        if let Self::Slot(name) = self { Some(name) } else { None }
    }
}

impl<'a> Said<'a> {
    pub(super) fn of(sentence: &'a str) -> Self {
        let tokens = parts(sentence).into_iter().flat_map(|part| match part {
            Part::Own(text) => own_words::words(text).map(Token::Word).collect::<Vec<_>>(),
            Part::Slot(name) => vec![Token::Slot(name)],
        });
        Self { tokens: tokens.collect(), slots: used(sentence) }
    }
}

/// The words of a sentence without its slots.
pub(super) fn own(sentence: &str) -> String {
    let own = parts(sentence).into_iter().map(|part| if let Part::Own(text) = part { text } else { " " });
    own.collect()
}

/// Who is said to have done what: the verb after a person, or before `by` and a person.
pub(super) fn deeds(tokens: &[Token<'_>], kind: impl Fn(&str) -> Option<SlotKind>) -> Vec<(String, Claim)> {
    let is_person = |token: &Token<'_>| matches!(token, Token::Slot(name) if kind(name) == Some(SlotKind::Person));
    let joins = |token: &Token<'_>| {
        is_person(token)
            || matches!(token, Token::Word(word) if ["and", "also", "then", "has", "had", "have", "both", "’s", "'s"].contains(word))
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
        if matches!(back.next(), Some(Token::Word("by" | "from"))) {
            found.extend(back.take(2).find_map(said_by).map(|claim| ((*name).to_owned(), claim)));
        }
    }
    found
}

fn said_by(token: &Token<'_>) -> Option<Claim> {
    if let Token::Word(word) = token { claim(word) } else { None }
}
