//! A topic: its most important stories in a paragraph, the others in a line each. It must not know other sections.

use serde::Serialize;
use sparky_schema::analysis::{Person, Topic, TopicKind, Work};
use sparky_schema::window::Period;

use super::common::Common;
use super::gathered::{self, Place};
use super::heading::{self, Heading};
use super::part::{self, Part, Places};
use super::telling::{Spot, item};
use super::{Desk, Mark};
use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::{StoryFacts, Tell, person};
use crate::style::Part::Stories;

/// Releases that are told in one sentence, and as equals.
const MOST_TOGETHER: usize = 8;
const MOST_EQUAL: usize = 3;

/// Lines of one list that are told even when the text is long enough without them.
const LISTED: usize = 8;

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

/// What the text begins with, and how many stories of the first topic that tells; none when these are many of one
/// title or done by bots.
pub(super) fn first(desk: &Desk<'_>) -> Result<Option<(Item, usize)>, Error> {
    let Some(topic) = desk.analysis.topics.first().filter(|topic| must(topic.kind)) else { return Ok(None) };
    let Some(story) = topic.stories.first().filter(|story| story.times == 1) else { return Ok(None) };
    let Some(tell) = desk.tell(story) else { return Ok(None) };
    let (facts, count) = match together(desk, topic) {
        Some(facts) => (facts, topic.stories.len()),
        None => (tell.facts(desk.voice), 1),
    };
    let spot = Spot { prose: true, rank: 0, turn: 0, must: true };
    let item = item(desk, &facts, &spot, &story.main.id, None)?;
    Ok(Some((item, count)).filter(|(item, _)| !item.sentences.is_empty()))
}

/// Several releases of one place are told together: those of one day by one person as equals, others with the most
/// important one.
fn together(desk: &Desk<'_>, topic: &Topic) -> Option<StoryFacts> {
    let some = topic.kind == TopicKind::Releases && (2..=MOST_TOGETHER).contains(&topic.stories.len());
    let tells: Vec<Tell<'_>> = topic.stories.iter().filter(|_| some).filter_map(|story| desk.tell(story)).collect();
    let main = tells.first()?;
    let mut facts = main.facts(desk.voice);
    let alike = |other: &Tell<'_>| other.main.date == main.main.date && other.main.author == main.main.author;
    if !tells.iter().all(|other| other.main.repository == main.main.repository) {
        return None;
    }
    let named = |tells: &[&Tell<'_>]| tells.iter().map(|one| one.facts(desk.voice).what).collect::<Vec<_>>();
    if tells.iter().all(alike) && tells.len() <= MOST_EQUAL {
        facts.what = desk.voice.wording().list(&named(&tells.iter().collect::<Vec<_>>()));
        facts.times = topic.count;
        return Some(facts);
    }
    let mut others: Vec<&Tell<'_>> = tells.iter().skip(1).collect();
    others.sort_by_key(|other| (other.main.at, &other.main.id));
    let earlier = others.iter().all(|other| other.main.date < main.main.date);
    *(if earlier { &mut facts.earlier } else { &mut facts.beside }) = named(&others);
    Some(facts)
}

/// The topics without the first stories, which were `told`.
pub(super) fn drafts(desk: &Desk<'_>, told: usize) -> Result<Vec<Draft>, Error> {
    let places = Places::new(desk);
    let parts = part::all(desk, told, &places).into_iter().enumerate();
    let mut drafts = Vec::new();
    for (n, part) in parts {
        let mark = Mark { part: Stories, kind: Some(part.topic.kind), work: part.topic.work };
        drafts.push(super::marked(desk, draft(desk, &part, n, &places)?, &mark)?);
    }
    Ok(drafts)
}

fn draft(desk: &Desk<'_>, part: &Part<'_>, n: usize, places: &Places<'_>) -> Result<Draft, Error> {
    let topic = part.topic;
    let heading = if desk.quiet { Heading::default() } else { heading::of(desk, part, n)? };
    let mut draft = Draft { heading: heading.text, ..Draft::default() };
    if topic.kind == TopicKind::Bots {
        draft.paragraphs.push(bots(desk)?);
    }
    let told: Vec<(usize, &str, StoryFacts)> = told(desk, part, places, heading.has_title);
    let prose = in_paragraph(desk, part, n).min(told.len());
    // Titles alone make no paragraph, and what the heading says in full needs no sentence without more to say.
    let suits = gathered::suits(desk, &told);
    let is_thin = |facts: &StoryFacts| suits && gathered::is_thin(desk, facts);
    let headed = heading.has_title && told.first().is_some_and(|(_, _, facts)| is_thin(facts));
    let (mut first, mut lines) = (Vec::new(), Vec::new());
    for (k, line) in told.into_iter().enumerate().skip(usize::from(headed)) {
        if k < prose && !is_thin(&line.2) { first.push(line) } else { lines.push(line) }
    }
    let must = must(topic.kind) && !(desk.outsiders && gathered::is_upkeep(topic.work));
    let listed = if desk.outsiders { LISTED / 2 } else { LISTED };
    let mut paragraph = Vec::new();
    let mut before: Option<&StoryFacts> = None;
    for (k, (rank, id, facts)) in first.iter().enumerate() {
        let spot = Spot { prose: true, rank: *rank, turn: n + k, must };
        paragraph.push(item(desk, &after(before, facts), &spot, id, before)?);
        before = Some(facts);
    }
    let told_before = !paragraph.is_empty();
    draft.paragraphs.push(paragraph);
    let (some, lines) = lines.split_at(gathered::most(desk, &lines));
    draft.paragraphs.extend(gathered::paragraphs(desk, some, &Place { told: listed, turn: n, begun: told_before })?);
    let common = Common::of(lines.iter().map(|(_, _, facts)| facts)).below(heading.has_author);
    let told_before = told_before || !some.is_empty();
    if !lines.is_empty() && told_before {
        draft.intro = desk.narrator.say("also", "c", &common, n)?.unwrap_or_default();
    }
    for (k, (rank, id, facts)) in lines.iter().enumerate() {
        // The first lines are told in detail before others are added.
        let k = k + some.len();
        let rank = rank + if k < listed { 0 } else { 2_000 };
        let spot = Spot { prose: false, rank, turn: n + k, must: must && rank < 30_000 && (desk.quiet || k < listed) };
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
    places: &Places<'_>,
    title_told: bool,
) -> Vec<(usize, &'a str, StoryFacts)> {
    let each = part.stories.iter().take(MOST).enumerate().filter_map(|(k, story)| {
        let place = places.of(story);
        let tell = desk.tell(story)?;
        let mut facts = tell.facts(desk.voice);
        hide(desk, &mut facts, part, k);
        if let Some(brief) = tell.brief(facts.scope.as_deref(), desk.voice.wording()).filter(|_| title_told && k == 0) {
            (facts.what, facts.work, facts.scope) = (brief, None, None);
        }
        let rank = 20 + 4 * place + late(part.topic.kind) + if desk.is_released(tell.main) { 30_000 } else { 0 };
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
        Period::Weekly | Period::Monthly if desk.outsiders => 4,
        Period::Weekly | Period::Monthly => 2,
    };
    match part.topic.kind {
        TopicKind::Bots | TopicKind::Merges => 0,
        TopicKind::Releases if part.stories.len() > 3 => 1,
        _ if part.stories.len() <= first + 1 => part.stories.len(),
        _ if n < 4 => first,
        _ => first / 2,
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

/// What the heading or the beginning says is not said again.
fn hide(desk: &Desk<'_>, facts: &mut StoryFacts, part: &Part<'_>, k: usize) {
    let (topic, quiet) = (part.topic, desk.quiet);
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
    if facts.scope.is_some() && facts.scope == desk.main_scope {
        facts.scope = None;
    }
    // Said once at the beginning.
    if desk.voice.sole {
        facts.by = None;
    }
    if desk.voice.one_day {
        facts.on = None;
    }
}

fn bots(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let bots = desk.analysis.bots.iter().take(3).enumerate();
    bots.map(|(n, bot)| Ok(Item::of(desk.narrator.say("bots", "p", &PersonFacts::of(bot), n)?, 60 + n, !desk.quiet)))
        .collect()
}
