//! A topic: its most important stories in a paragraph, the others in a line each. It must not know other sections.

use std::collections::BTreeMap;

use serde::Serialize;
use sparky_schema::analysis::{Person, Topic, TopicKind, Work};
use sparky_schema::window::Period;

use super::Desk;
use super::common::Common;
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
    let told: Vec<(usize, &str, StoryFacts)> = told(desk, topic, places);
    let (prose, lines) = told.split_at(in_paragraph(desk, topic, n).min(told.len()));
    let mut paragraph = Vec::new();
    let mut before: Option<&StoryFacts> = None;
    for (k, (rank, id, facts)) in prose.iter().enumerate() {
        let spot = Spot { prose: true, rank: *rank, turn: n + k, must: must(topic.kind) };
        paragraph.push(item(desk, &after(before, facts), &spot, id, before)?);
        before = Some(facts);
    }
    draft.paragraphs.push(paragraph);
    let common = Common::of(lines.iter().map(|(_, _, facts)| facts));
    draft.intro = if common.is_any() && !desk.quiet {
        desk.narrator.say("also", "c", &common, n)?.unwrap_or_default()
    } else {
        String::new()
    };
    for (k, (rank, id, facts)) in lines.iter().enumerate() {
        let spot = Spot { prose: false, rank: *rank, turn: n + k, must: must(topic.kind) };
        let shown = if draft.intro.is_empty() { facts.clone() } else { common.hidden(facts) };
        draft.bullets.push(item(desk, &shown, &spot, id, before)?);
        before = Some(facts);
    }
    Ok(draft)
}

/// The stories with their ranks and ids.
fn told<'a>(desk: &Desk<'_>, topic: &'a Topic, places: &BTreeMap<&str, usize>) -> Vec<(usize, &'a str, StoryFacts)> {
    let stories = topic.stories.iter().take(MOST).enumerate();
    let each = stories.filter_map(|(k, story)| {
        let mut facts = desk.tell(story)?.facts(desk.voice);
        hide(&mut facts, topic, k, desk.quiet);
        let place = places.get(story.main.id.as_str()).copied().unwrap_or(0);
        (place < most(desk.voice.period)).then(|| (20 + 4 * place + late(topic.kind), story.main.id.as_str(), facts))
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
    if facts.also && before.on == facts.on && before.event == facts.event {
        facts.on = None;
    }
    facts
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
    if topic.work == Some(Work::Dependencies) {
        facts.scope = None;
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
        repository: topic.repository.as_ref().filter(|_| desk.voice.several).map(|name| markdown(name.as_str())),
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
fn item(
    desk: &Desk<'_>,
    facts: &StoryFacts,
    spot: &Spot,
    id: &str,
    before: Option<&StoryFacts>,
) -> Result<Item, Error> {
    let opening = match (facts.times > 1, spot.prose) {
        (true, _) => "repeated",
        (false, true) => opening(facts),
        (false, false) => "bullet",
    };
    let mut item = Item::of(desk.narrator.say(opening, "s", facts, spot.turn)?, spot.rank, spot.must);
    item.fact = Some(id.to_owned());
    if item.sentences.is_empty() || facts.times > 1 {
        return Ok(item);
    }
    for (k, file) in MORE.into_iter().enumerate() {
        let late = is_late(file, facts, before);
        // A paragraph is told at length before the lesser lines are.
        let rank = spot.rank + if spot.prose { 2 + 8 * k } else { 1_000 + 200 * k } + if late { 3_000 } else { 0 };
        // Lines of one list have one form.
        let turn = if spot.prose { spot.turn } else { 0 };
        let text = desk.narrator.say(file, "s", facts, turn)?;
        item.sentences.extend(text.map(|text| Sentence { text, rank, must: false }));
    }
    Ok(item)
}

/// Sentences after the first, in the order of the text.
const MORE: [&str; 7] = ["detail", "settles", "review", "size", "talk", "standing", "labels"];

/// Small sizes, reviewers who were just named, and labels are told only where little else is.
fn is_late(file: &str, facts: &StoryFacts, before: Option<&StoryFacts>) -> bool {
    let lines = facts.additions.unwrap_or(0).saturating_add(facts.deletions.unwrap_or(0));
    let same = |before: &StoryFacts| before.reviewers == facts.reviewers && before.merged_by == facts.merged_by;
    match file {
        "size" => lines < 40,
        "review" => before.is_some_and(same),
        "standing" | "labels" => true,
        _ => false,
    }
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
