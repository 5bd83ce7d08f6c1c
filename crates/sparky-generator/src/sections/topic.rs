//! A topic: its most important stories in a paragraph, the others in a line each. It must not know other sections.

use std::collections::BTreeMap;

use serde::Serialize;
use sparky_schema::analysis::{Person, Story, Topic, TopicKind, Work};
use sparky_schema::window::Period;

use super::Desk;
use super::common::Common;
use super::heading::{self, Heading};
use super::telling::{Spot, item};
use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::{StoryFacts, person};

/// Stories of one topic that can be told; more fit in no text.
const MOST: usize = 120;

/// What `sentences/bots.md.j2` and `sentences/person.md.j2` get as `p`.
#[derive(Serialize)]
pub(super) struct PersonFacts<'a> {
    name: String,
    scopes: Vec<String>,
    #[serde(flatten)]
    deeds: &'a Person,
}

impl<'a> PersonFacts<'a> {
    pub(super) fn of(who: &'a Person) -> Self {
        let scopes = who.scopes.iter().map(|scope| markdown(&clean(scope))).collect();
        Self { name: person(&who.person), scopes, deeds: who }
    }
}

/// What is told of a topic in its section.
pub(super) struct Part<'a> {
    pub(super) topic: &'a Topic,
    pub(super) stories: &'a [Story],
    /// How many pull requests, issues, commits and releases these are about.
    pub(super) count: u64,
}

impl<'a> Part<'a> {
    const fn whole(topic: &'a Topic) -> Self {
        Self { topic, stories: topic.stories.as_slice(), count: topic.count }
    }

    /// Without its first story, which the first paragraph tells.
    fn rest(topic: &'a Topic) -> Self {
        Self { topic, stories: topic.stories.get(1..).unwrap_or_default(), count: topic.more }
    }
}

/// The story that the text begins with, none when it is many of one title or done by bots.
pub(super) fn first(desk: &Desk<'_>) -> Result<Option<Item>, Error> {
    let Some(story) = leading(desk) else { return Ok(None) };
    let Some(tell) = desk.tell(story) else { return Ok(None) };
    let spot = Spot { prose: true, rank: 0, turn: 0, must: true };
    let item = item(desk, &tell.facts(desk.voice), &spot, &story.main.id, None)?;
    Ok(Some(item).filter(|item| !item.sentences.is_empty()))
}

fn leading<'a>(desk: &Desk<'a>) -> Option<&'a Story> {
    let topic = desk.analysis.topics.first().filter(|topic| must(topic.kind))?;
    topic.stories.first().filter(|story| story.times == 1)
}

/// The topics; the first story is left out when it was `told`.
pub(super) fn drafts(desk: &Desk<'_>, told: bool) -> Result<Vec<Draft>, Error> {
    let places = places(desk);
    let topics = desk.analysis.topics.iter().enumerate();
    let parts = topics.map(|(n, topic)| (n, if told && n == 0 { Part::rest(topic) } else { Part::whole(topic) }));
    parts.filter(|(_, part)| !part.stories.is_empty()).map(|(n, part)| draft(desk, &part, n, &places)).collect()
}

/// The place of each story among all, by importance.
fn places<'a>(desk: &Desk<'a>) -> BTreeMap<&'a str, usize> {
    let happenings = desk.analysis.happenings.iter();
    let mut places = BTreeMap::new();
    for happening in happenings {
        let next = places.len();
        places.entry(happening.id.as_str()).or_insert(next);
    }
    places
}

fn draft(desk: &Desk<'_>, part: &Part<'_>, n: usize, places: &BTreeMap<&str, usize>) -> Result<Draft, Error> {
    let topic = part.topic;
    let heading = if desk.quiet { Heading::default() } else { heading::of(desk, part, n)? };
    let mut draft = Draft { heading: heading.text, ..Draft::default() };
    if topic.kind == TopicKind::Bots {
        draft.paragraphs.push(bots(desk)?);
    }
    let told: Vec<(usize, &str, StoryFacts)> = told(desk, part, places, heading.has_title);
    let (prose, lines) = told.split_at(in_paragraph(desk, part, n).min(told.len()));
    let must = must(topic.kind);
    let mut paragraph = Vec::new();
    let mut before: Option<&StoryFacts> = None;
    for (k, (rank, id, facts)) in prose.iter().enumerate() {
        let spot = Spot { prose: true, rank: *rank, turn: n + k, must };
        paragraph.push(item(desk, &after(before, facts), &spot, id, before)?);
        before = Some(facts);
    }
    draft.paragraphs.push(paragraph);
    let common = Common::of(lines.iter().map(|(_, _, facts)| facts), !desk.quiet).below(heading.has_author);
    if common.is_any() {
        draft.intro = desk.narrator.say("also", "c", &common, n)?.unwrap_or_default();
    }
    for (k, (rank, id, facts)) in lines.iter().enumerate() {
        let spot = Spot { prose: false, rank: *rank, turn: n + k, must };
        let shown = common.hidden(facts, !draft.intro.is_empty());
        draft.bullets.push(item(desk, &shown, &spot, id, before)?);
        before = Some(facts);
    }
    Ok(draft)
}

/// The stories with their ranks and ids.
fn told<'a>(
    desk: &Desk<'_>,
    part: &Part<'a>,
    places: &BTreeMap<&str, usize>,
    title_told: bool,
) -> Vec<(usize, &'a str, StoryFacts)> {
    let stories = part.stories.iter().take(MOST).enumerate();
    let each = stories.filter_map(|(k, story)| {
        let tell = desk.tell(story)?;
        let mut facts = tell.facts(desk.voice);
        hide(&mut facts, part, k, desk.quiet);
        if let Some(brief) = tell.brief().filter(|_| title_told && k == 0) {
            (facts.what, facts.work) = (brief, None);
        }
        let place = places.get(story.main.id.as_str()).copied().unwrap_or(0);
        let rank = 20 + 4 * place + late(part.topic.kind);
        (place < most(desk.voice.period)).then_some((rank, story.main.id.as_str(), facts))
    });
    each.collect()
}

/// Happenings that are looked at; more fit in no text.
const fn most(period: Period) -> usize {
    match period {
        Period::Daily => 60,
        Period::Weekly => 160,
        Period::Monthly => 400,
    }
}

/// What the story before in the paragraph has said is not said again.
fn after(before: Option<&StoryFacts>, facts: &StoryFacts) -> StoryFacts {
    let mut facts = facts.clone();
    let Some(before) = before else { return facts };
    facts.also = facts.by.is_some() && before.by == facts.by;
    facts.same_review = facts.shares_review(before);
    if facts.also && before.on == facts.on && before.event == facts.event {
        facts.on = None;
    }
    facts
}

/// Topics of a few stories are prose; of larger ones the first stories are.
fn in_paragraph(desk: &Desk<'_>, part: &Part<'_>, n: usize) -> usize {
    let first = match desk.voice.period {
        Period::Daily => 1,
        Period::Weekly | Period::Monthly => 2,
    };
    match part.topic.kind {
        TopicKind::Bots | TopicKind::Merges => 0,
        _ if part.stories.len() <= first + 1 => part.stories.len(),
        _ if n < 4 => first,
        _ => 1,
    }
}

const fn late(kind: TopicKind) -> usize {
    match kind {
        TopicKind::Bots => 2_000,
        TopicKind::Merges => 60_000,
        _ => 0,
    }
}

const fn must(kind: TopicKind) -> bool {
    !matches!(kind, TopicKind::Bots | TopicKind::Merges)
}

/// What the heading says is not said again.
fn hide(facts: &mut StoryFacts, part: &Part<'_>, k: usize, quiet: bool) {
    let topic = part.topic;
    if !quiet && topic.kind == TopicKind::Scope {
        facts.scope = None;
    }
    if !quiet && topic.kind == TopicKind::Work && k > 0 && topic.work == Some(Work::Dependencies) {
        facts.work = None;
    }
    if topic.work == Some(Work::Dependencies) {
        facts.scope = None;
    }
    if !quiet && topic.repository.is_some() {
        facts.repository = None;
    }
}

fn bots(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let bots = desk.analysis.bots.iter().take(3).enumerate();
    bots.map(|(n, bot)| Ok(Item::of(desk.narrator.say("bots", "p", &PersonFacts::of(bot), n)?, 60 + n, !desk.quiet)))
        .collect()
}
