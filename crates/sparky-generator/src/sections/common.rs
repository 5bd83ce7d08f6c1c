//! What all lines of a list have in common, so that it is said once. It must not know how it is said.

use std::collections::BTreeMap;

use serde::Serialize;
use sparky_schema::analysis::{Event, Work};

use crate::facts::StoryFacts;

/// Shorter lists have nothing in common that is worth saying.
const LEAST: usize = 3;

/// What `sentences/also.md.j2` gets as `c`.
#[derive(Debug, Default, Serialize)]
pub(super) struct Common {
    /// What happened.
    event: Option<Event>,
    /// Who did it, all or most.
    by: Option<String>,
    /// Whether others did some; their names are given.
    others: bool,
    /// The day.
    on: Option<String>,
    /// The repository.
    repository: Option<String>,
    /// The kind of work, where it has a name.
    work: Option<Work>,
    /// Who merged all or most of it.
    merger: Option<String>,
    /// Whether the heading names the one author of all.
    author_told: bool,
}

impl Common {
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a StoryFacts>) -> Self {
        let lines: Vec<&StoryFacts> = lines.collect();
        let Some(first) = lines.first() else { return Self::default() };
        if !lines.iter().all(|facts| facts.event == first.event) {
            return Self::default();
        }
        if lines.len() < LEAST {
            return Self { event: Some(first.event), ..Self::default() };
        }
        let same = |of: fn(&StoryFacts) -> &Option<String>| {
            of(first).clone().filter(|value| lines.iter().all(|facts| of(facts).as_ref() == Some(value)))
        };
        let by = mostly(&lines, |facts| facts.by.as_ref());
        let merger = mostly(&lines, |facts| facts.merged_by.as_ref());
        let others = (by.is_some() && same(|facts| &facts.by).is_none())
            || (merger.is_some() && same(|facts| &facts.merged_by).is_none());
        Self {
            author_told: false,
            work: first.work.filter(|work| *work != Work::Other && lines.iter().all(|one| one.work == Some(*work))),
            merger,
            event: Some(first.event),
            others,
            by,
            on: same(|facts| &facts.on),
            repository: same(|facts| &facts.repository),
        }
    }

    /// Below a heading that names the author, if it does.
    pub(super) fn below(self, author_told: bool) -> Self {
        Self { author_told, ..self }
    }

    /// A line without what the heading and, if there is one, the introduction say.
    pub(super) fn hidden(&self, facts: &StoryFacts, introduced: bool) -> StoryFacts {
        let mut facts = facts.clone();
        let hide = |value: &mut Option<String>, said: &Option<String>| {
            if said.is_some() && introduced {
                *value = None;
            }
        };
        let by_told = self.author_told || (introduced && facts.by == self.by);
        facts.by = facts.by.filter(|_| !by_told);
        facts.event_told = introduced && self.event.is_some();
        if introduced && self.work.is_some() {
            facts.work = None;
        }
        if introduced && facts.merged_by == self.merger {
            facts.merged_by = None;
        }
        hide(&mut facts.on, &self.on);
        hide(&mut facts.repository, &self.repository);
        facts
    }
}

/// The name on more than half of the lines, when each has one.
fn mostly<'a>(lines: &[&'a StoryFacts], name: impl Fn(&'a StoryFacts) -> Option<&'a String>) -> Option<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for facts in lines {
        *counts.entry(name(facts)?).or_default() += 1;
    }
    let (name, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 > lines.len()).then(|| name.clone())
}
