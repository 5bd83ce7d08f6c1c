//! Who and what the analysis knows, by what texts print of it. It must not know sentences.

use std::collections::BTreeMap;

use sparky_schema::analysis::{Analysis, Happening, PersonName};

use super::stranger::Strangers;
use crate::escape::{clean, markdown};

/// The index of one analysis.
pub(super) struct Index<'a> {
    pub(super) profiles: BTreeMap<String, &'a PersonName>,
    /// People without a profile, by their names as texts print them.
    pub(super) names: BTreeMap<String, &'a PersonName>,
    pages: BTreeMap<&'a str, Vec<&'a Happening>>,
    facts: BTreeMap<&'a str, &'a Happening>,
    pub(super) strangers: Strangers,
}

impl<'a> Index<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let (mut profiles, mut names) = (BTreeMap::new(), BTreeMap::new());
        let happenings = &analysis.happenings;
        let involved = happenings.iter().flat_map(|h| h.author.iter().chain(&h.merged_by).chain(&h.with));
        let waiting = analysis.waiting.iter().filter_map(|one| one.author.as_ref());
        let listed = analysis.people.iter().chain(&analysis.bots).map(|one| &one.person);
        for who in involved.chain(waiting).chain(listed) {
            match &who.url {
                Some(url) => profiles.insert(url.clone(), who),
                None => names.insert(markdown(&clean(&who.name)), who),
            };
        }
        let mut pages: BTreeMap<&str, Vec<&Happening>> = BTreeMap::new();
        for happening in happenings {
            if let Some(url) = &happening.url {
                pages.entry(url).or_default().push(happening);
            }
        }
        let facts = happenings.iter().rev().map(|h| (h.id.as_str(), h)).collect();
        Self { profiles, names, pages, facts, strangers: Strangers::new(analysis) }
    }

    /// What a fact is about.
    pub(super) fn fact(&self, id: &str) -> Option<&'a Happening> {
        self.facts.get(id).copied()
    }

    /// What happened on a page.
    pub(super) fn at(&self, url: &str) -> &[&'a Happening] {
        self.pages.get(url).map_or(&[], Vec::as_slice)
    }
}
