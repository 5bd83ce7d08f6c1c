//! The sections of a digest, in the order of the text. It must not know how much fits.

mod common;
mod lead;
mod people;
mod record;
mod shape;
mod topic;
mod waiting;

use std::collections::BTreeMap;

use sparky_schema::analysis::{Analysis, Event, Fact, Happening, Story};
use sparky_schema::collection::Source;

use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::facts::{Tell, Voice};
use crate::narrator::Narrator;

pub(crate) use lead::frame;

/// What every section needs.
pub(crate) struct Desk<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) narrator: &'a Narrator,
    pub(crate) voice: Voice,
    pub(crate) quiet: bool,
    happenings: BTreeMap<(&'a str, Event), &'a Happening>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(analysis: &'a Analysis, narrator: &'a Narrator, quiet: bool) -> Self {
        let happenings = analysis.happenings.iter().map(|h| ((h.id.as_str(), h.event), h)).collect();
        Self { analysis, narrator, voice: Voice::of(analysis), quiet, happenings }
    }

    pub(crate) fn happening(&self, fact: &Fact) -> Option<&'a Happening> {
        self.happenings.get(&(fact.id.as_str(), fact.event)).copied()
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

/// Everything that could be told, the lead first.
pub(crate) fn drafts(desk: &Desk<'_>) -> Result<Vec<Draft>, Error> {
    let lead = Draft { paragraphs: vec![lead::paragraph(desk)?], ..Draft::default() };
    let topics = topic::drafts(desk)?;
    let mut drafts = vec![lead];
    if desk.quiet {
        drafts.push(one_list(topics));
        return Ok(drafts);
    }
    drafts.extend(topics);
    drafts.push(waiting::draft(desk)?);
    drafts.push(people::draft(desk)?);
    drafts.push(shape::draft(desk)?);
    drafts.push(record::draft(desk)?);
    Ok(drafts)
}

/// A quiet window is one list without headings.
fn one_list(topics: Vec<Draft>) -> Draft {
    let bullets: Vec<Item> =
        topics.into_iter().flat_map(|draft| draft.paragraphs.into_iter().flatten().chain(draft.bullets)).collect();
    Draft { bullets, ..Draft::default() }
}
