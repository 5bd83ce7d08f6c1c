//! The sections of a digest, in the order of the text. It must not know how much fits.

mod common;
mod days;
mod extremes;
mod heading;
mod insights;
mod lead;
mod part;
mod people;
mod record;
mod shape;
mod telling;
mod topic;
mod waiting;

use std::collections::BTreeMap;

use sparky_schema::analysis::{Analysis, Event, Fact, Happening, Story};
use sparky_schema::collection::Source;
use sparky_schema::content::ItemKind;

use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::{Tell, Voice};
use crate::narrator::Narrator;

pub(crate) use lead::frame;

/// What every section needs.
pub(crate) struct Desk<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) narrator: &'a Narrator,
    pub(crate) voice: Voice,
    pub(crate) quiet: bool,
    /// Whether the readers do not know the project: a story rather than a record.
    pub(crate) outsiders: bool,
    /// The part of the code that holds most changes: to be in it says nothing.
    pub(crate) main_scope: Option<String>,
    happenings: BTreeMap<(&'a str, Event), &'a Happening>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(analysis: &'a Analysis, narrator: &'a Narrator, quiet: bool, kind: ItemKind) -> Self {
        let happenings = analysis.happenings.iter().map(|h| ((h.id.as_str(), h.event), h)).collect();
        let (voice, main_scope) = (Voice::of(analysis), main_scope(analysis));
        Self { analysis, narrator, voice, quiet, outsiders: kind == ItemKind::Blog, main_scope, happenings }
    }

    pub(crate) fn happening(&self, fact: &Fact) -> Option<&'a Happening> {
        self.happenings.get(&(fact.id.as_str(), fact.event)).copied()
    }

    /// Whether a change is called like a release of the window, which tells it.
    pub(crate) fn is_released(&self, change: &Happening) -> bool {
        let bare = |text: &str| text.trim().trim_start_matches('v').to_lowercase();
        let mut releases = self.analysis.happenings.iter().filter(|h| h.event == Event::Released);
        let change_is = |release: &Happening| {
            let tag = release.tag.as_deref().map(bare);
            change.event != Event::Released && tag.as_ref() == Some(&bare(&change.subject))
        };
        releases.any(change_is)
    }

    pub(crate) fn tell(&self, story: &Story) -> Option<Tell<'a>> {
        let all = |facts: &[Fact]| facts.iter().filter_map(|fact| self.happening(fact)).collect();
        let alone = self.alone(self.happening(&story.main)?);
        Some(Tell { settles: all(&story.settles), again: all(&story.again), times: story.times, ..alone })
    }

    pub(crate) fn alone(&self, main: &'a Happening) -> Tell<'a> {
        let repository = self.analysis.repositories.iter().find(|r| r.name_with_owner == main.repository);
        let is_clone = repository.is_some_and(|r| r.source == Source::Git);
        Tell::alone(main, is_clone, repository.and_then(|r| r.default_branch.as_deref()))
    }
}

/// Everything that could be told, the first paragraphs first.
pub(crate) fn drafts(desk: &Desk<'_>) -> Result<Vec<Draft>, Error> {
    let first = topic::first(desk)?;
    let topics = topic::drafts(desk, first.as_ref().map_or(0, |(_, told)| *told))?;
    let counts = lead::paragraph(desk)?;
    // A quiet window says so before it says what happened.
    let story: Vec<Item> = first.into_iter().map(|(item, _)| item).collect();
    let mut paragraphs = if desk.quiet { vec![counts, story] } else { vec![story, counts] };
    if desk.outsiders {
        let intro = lead::around(desk, "blog_intro", 0)?;
        match paragraphs.first_mut().filter(|_| desk.quiet) {
            Some(first) => first.splice(0..0, intro).for_each(drop),
            None => paragraphs.insert(0, intro),
        }
    }
    let mut drafts = vec![Draft { paragraphs, ..Draft::default() }];
    drafts.extend(topics);
    if desk.outsiders && !desk.quiet {
        let mut people = people::draft(desk)?;
        people.paragraphs.push(lead::around(desk, "blog_close", 10)?);
        drafts.extend([shape::draft(desk)?, record::draft(desk)?, waiting::draft(desk)?, people]);
    } else if desk.quiet {
        drafts.push(insights::draft(desk)?);
    } else {
        drafts.extend([insights::draft(desk)?, waiting::draft(desk)?, people::draft(desk)?]);
        drafts.extend([shape::draft(desk)?, record::draft(desk)?]);
    }
    Ok(drafts)
}

fn main_scope(analysis: &Analysis) -> Option<String> {
    let changes = || analysis.happenings.iter().filter(|h| matches!(h.event, Event::Merged | Event::Committed));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for scope in changes().filter_map(|change| change.scope.as_deref()) {
        *counts.entry(scope).or_default() += 1;
    }
    let (scope, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count > 4 && count * 5 > changes().count() * 2).then(|| markdown(&clean(scope)))
}
