//! The sections of a digest, in the order of the text. It must not know how much fits.

mod attention;
mod common;
mod condition;
mod corrections;
mod credits;
mod days;
mod extremes;
mod flow;
mod gathered;
mod heading;
mod insights;
mod lead;
mod part;
mod people;
mod record;
mod shape;
mod telling;
mod topic;
mod unusual;
mod waiting;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use sparky_schema::RepoName;
use sparky_schema::analysis::{Analysis, Event, Fact, Happening, RepositoryAnalysis, Story, TopicKind, Work};
use sparky_schema::collection::Source;
use sparky_schema::content::ItemKind;
use sparky_schema::window::Period;

use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::{Tell, Voice};
use crate::narrator::Narrator;
use crate::style::{Audience, Part, Style};

pub(crate) use lead::frame;
pub(crate) use telling::opening;

/// What every section needs.
pub(crate) struct Desk<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) narrator: &'a Narrator,
    pub(crate) voice: Voice,
    pub(crate) quiet: bool,
    /// Whether the readers do not know the project: a story rather than a record.
    pub(crate) outsiders: bool,
    /// Whether the text is a blog post.
    pub(crate) blog: bool,
    pub(crate) style: &'a Style,
    /// The part of the code that holds most changes: to be in it says nothing.
    pub(crate) main_scope: Option<String>,
    happenings: HashMap<(&'a str, Event), &'a Happening>,
    repositories: HashMap<&'a RepoName, &'a RepositoryAnalysis>,
    /// What releases of the window are called.
    released: BTreeSet<String>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(
        analysis: &'a Analysis,
        narrator: &'a Narrator,
        style: &'a Style,
        quiet: bool,
        kind: ItemKind,
    ) -> Self {
        let happenings = analysis.happenings.iter().map(|h| ((h.id.as_str(), h.event), h)).collect();
        let repositories = analysis.repositories.iter().map(|one| (&one.name_with_owner, one)).collect();
        let releases = analysis.happenings.iter().filter(|h| h.event == Event::Released);
        let released = releases.filter_map(|h| h.tag.as_deref()).map(bare).collect();
        let (voice, main_scope) = (Voice::of(analysis, style.language), main_scope(analysis));
        let blog = kind == ItemKind::Blog;
        let outsiders = blog || style.audience != Audience::Maintainers;
        Self {
            analysis,
            narrator,
            voice,
            quiet,
            outsiders,
            blog,
            style,
            main_scope,
            happenings,
            repositories,
            released,
        }
    }

    pub(crate) fn happening(&self, fact: &Fact) -> Option<&'a Happening> {
        self.happenings.get(&(fact.id.as_str(), fact.event)).copied()
    }

    /// Whether everything that happened was read and is listed: only then something is the largest, the first, the
    /// most or missing.
    pub(crate) fn is_whole(&self) -> bool {
        self.analysis.gaps.is_empty() && self.analysis.unlisted.is_empty()
    }

    /// Whether the window is a day, whose text is short.
    pub(crate) fn daily(&self) -> bool {
        self.voice.period == Period::Daily
    }

    /// Whether a change is called like a release of the window, which tells it.
    pub(crate) fn is_released(&self, change: &Happening) -> bool {
        change.event != Event::Released && self.released.contains(&bare(&change.subject))
    }

    pub(crate) fn tell(&self, story: &Story) -> Option<Tell<'a>> {
        let all = |facts: &[Fact]| facts.iter().filter_map(|fact| self.happening(fact)).collect();
        let alone = self.alone(self.happening(&story.main)?);
        Some(Tell { settles: all(&story.settles), again: all(&story.again), times: story.times, ..alone })
    }

    pub(crate) fn alone(&self, main: &'a Happening) -> Tell<'a> {
        let repository = self.repositories.get(&main.repository).copied();
        let is_clone = repository.is_some_and(|r| r.source == Source::Git);
        Tell::alone(main, is_clone, repository.and_then(|r| r.default_branch.as_deref()))
    }
}

/// Everything that could be told, the first paragraphs first.
pub(crate) fn drafts(desk: &Desk<'_>) -> Result<Vec<Draft>, Error> {
    let first = topic::first(desk)?;
    let topics = topic::drafts(desk, first.as_ref().map_or(0, |(_, told)| *told))?;
    let mut drafts = vec![beginning(desk, first.map(|(item, _)| item))?];
    let mut topics = Some(topics);
    for part in desk.style.parts(desk.blog) {
        match part {
            Part::Stories => {
                drafts.extend(topics.take().into_iter().flatten());
                drafts.push(insights::draft(desk)?);
            }
            other => drafts.push(section(desk, other)?),
        }
    }
    drafts.push(corrections::draft(desk)?);
    if !desk.quiet {
        drafts.push(record::draft(desk)?);
        drafts.push(Draft { paragraphs: vec![lead::end(desk)?], ..Draft::default() });
    }
    Ok(drafts)
}

/// What `sentences/mark.md.j2` gets as `m`.
#[derive(Serialize)]
struct Mark {
    part: Part,
    kind: Option<TopicKind>,
    work: Option<Work>,
}

/// The draft with an emoji before its heading, where texts have them.
fn marked(desk: &Desk<'_>, draft: Draft, mark: &Mark) -> Result<Draft, Error> {
    Ok(Draft { mark: desk.narrator.say("mark", "m", mark, 0)?.unwrap_or_default(), ..draft })
}

/// A section that is no topic.
fn section(desk: &Desk<'_>, part: Part) -> Result<Draft, Error> {
    let draft = match part {
        Part::Attention if desk.blog && desk.quiet => Draft::default(),
        Part::Attention if desk.blog => waiting::draft(desk)?,
        Part::Attention => attention::draft(desk)?,
        _ if desk.quiet => Draft::default(),
        Part::People => people::draft(desk)?,
        Part::Flow => shape::draft(desk)?,
        Part::Health => condition::draft(desk)?,
        Part::Stories => Draft::default(),
    };
    marked(desk, draft, &Mark { part, kind: None, work: None })
}

/// What the window amounts to, and what was most important in it.
fn beginning(desk: &Desk<'_>, story: Option<Item>) -> Result<Draft, Error> {
    let counts = lead::paragraph(desk)?;
    let story: Vec<Item> = story.into_iter().collect();
    // A quiet window says so before it says what happened, and numbers come first where they are what is asked for.
    let numbers_first = desk.quiet || (desk.style.audience == Audience::Executives && !desk.blog);
    let mut paragraphs = if numbers_first { vec![counts, story] } else { vec![story, counts] };
    let intro = lead::around(desk, if desk.blog { "blog_intro" } else { "greeting" }, 0)?;
    match paragraphs.first_mut().filter(|_| desk.quiet) {
        Some(first) => first.splice(0..0, intro).for_each(drop),
        None => paragraphs.insert(0, intro),
    }
    Ok(Draft { paragraphs, ..Draft::default() })
}

/// The name of a release without what is written either way.
fn bare(text: &str) -> String {
    text.trim().trim_start_matches('v').to_lowercase()
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
