//! A topic: its most important stories in a paragraph, the others in a line each. It must not know other sections.

use std::collections::BTreeMap;

use serde::Serialize;
use sparky_schema::analysis::{Person, Topic, TopicKind, Work};
use sparky_schema::window::Period;

use super::Desk;
use crate::draft::{Draft, Item, Sentence};
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::{StoryFacts, person, top};

/// Stories of one topic that can be told; more fit in no text.
const MOST: usize = 120;

/// What `sentences/heading.md.j2` gets as `t`.
#[derive(Serialize)]
struct TopicFacts {
    kind: TopicKind,
    /// The title of the first story.
    top: String,
    tagged: bool,
    scope: Option<String>,
    work: Option<Work>,
    repository: Option<String>,
    count: u64,
    more: u64,
}

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

pub(super) fn drafts(desk: &Desk<'_>) -> Result<Vec<Draft>, Error> {
    let places = places(desk);
    desk.analysis.topics.iter().enumerate().map(|(n, topic)| draft(desk, topic, n, &places)).collect()
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

fn draft(desk: &Desk<'_>, topic: &Topic, n: usize, places: &BTreeMap<&str, usize>) -> Result<Draft, Error> {
    let mut draft = Draft { heading: heading(desk, topic, n)?, ..Draft::default() };
    if topic.kind == TopicKind::Bots {
        draft.paragraphs.push(bots(desk)?);
    }
    let in_paragraph = in_paragraph(desk, topic, n);
    let mut paragraph = Vec::new();
    for (k, story) in topic.stories.iter().take(MOST).enumerate() {
        let Some(tell) = desk.tell(story) else { continue };
        let mut facts = tell.facts(desk.voice);
        hide(&mut facts, topic, k, desk.quiet);
        let rank = 20 + 4 * places.get(story.main.id.as_str()).copied().unwrap_or(0);
        let prose = k < in_paragraph;
        let spot = Spot { prose, rank: rank + late(topic.kind), turn: n + k, must: must(topic.kind) };
        let mut item = item(desk, &facts, &spot)?;
        item.fact = Some(story.main.id.clone());
        if prose { paragraph.push(item) } else { draft.bullets.push(item) }
    }
    draft.paragraphs.push(paragraph);
    Ok(draft)
}

/// Topics of a few stories are prose; of larger ones the first stories are.
fn in_paragraph(desk: &Desk<'_>, topic: &Topic, n: usize) -> usize {
    let first = match desk.voice.period {
        Period::Daily => 1,
        Period::Weekly | Period::Monthly => 2,
    };
    match topic.kind {
        TopicKind::Bots | TopicKind::Merges => 0,
        _ if topic.stories.len() <= first + 1 => topic.stories.len(),
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
fn hide(facts: &mut StoryFacts, topic: &Topic, k: usize, quiet: bool) {
    let headed = !quiet && topic.more > 0;
    if headed && topic.kind == TopicKind::Scope {
        facts.scope = None;
    }
    if headed && topic.kind == TopicKind::Work && k > 0 {
        facts.work = None;
    }
    if headed && topic.repository.is_some() {
        facts.repository = None;
    }
}

fn heading(desk: &Desk<'_>, topic: &Topic, turn: usize) -> Result<String, Error> {
    let first = topic.stories.first().and_then(|story| desk.tell(story));
    let facts = TopicFacts {
        kind: topic.kind,
        top: first.as_ref().map_or_else(String::new, |tell| markdown(&top(&tell.main.subject))),
        tagged: first.is_some_and(|tell| tell.is_clone),
        scope: topic.scope.as_deref().map(|scope| markdown(&clean(scope))),
        work: topic.work,
        repository: topic.repository.as_ref().map(|name| markdown(name.as_str())),
        count: topic.count,
        more: topic.more,
    };
    Ok(desk.narrator.say("heading", "t", &facts, turn)?.unwrap_or(facts.top))
}

/// Where a story is told.
struct Spot {
    prose: bool,
    rank: usize,
    turn: usize,
    must: bool,
}

/// The main sentence, then further ones in the order of what they are worth.
fn item(desk: &Desk<'_>, facts: &StoryFacts, spot: &Spot) -> Result<Item, Error> {
    let opening = match (facts.times > 1, spot.prose) {
        (true, _) => "repeated",
        (false, true) => opening(facts),
        (false, false) => "bullet",
    };
    let mut item = Item::of(desk.narrator.say(opening, "s", facts, spot.turn)?, spot.rank, spot.must);
    if item.sentences.is_empty() || facts.times > 1 {
        return Ok(item);
    }
    // A paragraph is told at length before the lesser lines are.
    let (step, start) = if spot.prose { (8, spot.rank + 2) } else { (1_000, spot.rank + 1_000) };
    for (k, file) in ["detail", "settles", "review", "size", "talk", "standing", "labels"].into_iter().enumerate() {
        let rank = start + step * k + if k > 4 { 3_000 } else { 0 };
        let text = desk.narrator.say(file, "s", facts, spot.turn)?;
        item.sentences.extend(text.map(|text| Sentence { text, rank, must: false }));
    }
    Ok(item)
}

const fn opening(facts: &StoryFacts) -> &'static str {
    use sparky_schema::analysis::Event;
    match facts.event {
        Event::Released => "released",
        Event::Merged => "merged",
        Event::Committed => "committed",
        Event::IssueClosed => "issue_closed",
        Event::IssueOpened => "issue_opened",
        Event::PullRequestOpened => "pull_request_opened",
        Event::PullRequestClosed => "pull_request_closed",
    }
}

fn bots(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let bots = desk.analysis.bots.iter().take(3).enumerate();
    bots.map(|(n, bot)| Ok(Item::of(desk.narrator.say("bots", "p", &PersonFacts::of(bot), n)?, 60 + n, !desk.quiet)))
        .collect()
}
