//! The lesser stories of a section in sentences rather than in a list: those of one kind of work together. It must not
//! know how much fits.

use serde::Serialize;
use sparky_schema::analysis::{Event, Work};
use sparky_schema::window::Period;

use super::Desk;
use crate::draft::Item;
use crate::error::Error;
use crate::facts::{StoryFacts, person};

/// Titles in one sentence.
const MOST: usize = 3;

/// Titles of one section in sentences.
const MOST_TOLD: usize = 15;

/// Releases in one sentence: they have short names.
const MOST_RELEASES: usize = 8;

/// Fewer lesser stories than this are a list as well.
const LEAST: usize = 3;

/// Sentences about one kind of work that are told even when the text is long enough without them.
const SOON: usize = 2;

/// What `sentences/gathered.md.j2` gets as `g`.
#[derive(Serialize)]
struct Facts {
    event: Event,
    work: Option<Work>,
    /// Titles in quotes with their references, and their authors where these differ.
    titles: Vec<String>,
    /// The author of all.
    by: Option<String>,
    /// Whether a sentence before it told of the same kind of work.
    again: bool,
    /// Whether nothing stands before it in its section.
    first: bool,
}

/// What `sentences/unnamed.md.j2` gets as `u`.
#[derive(Serialize)]
struct Unnamed {
    by: String,
}

/// The author of most changes, whom sentences about several do not name each time.
fn usual_author(desk: &Desk<'_>) -> Option<String> {
    let changes = || desk.analysis.happenings.iter().filter(|h| matches!(h.event, Event::Merged | Event::Committed));
    let most = desk.analysis.people.iter().map(|who| {
        let own = changes().filter(|change| change.author.as_ref() == Some(&who.person));
        (own.count(), &who.person)
    });
    let (own, author) = most.max_by_key(|(own, author)| (*own, std::cmp::Reverse(*author)))?;
    (own * 2 > changes().count() && !desk.voice.sole).then(|| person(author))
}

/// Says who did what nobody is named for.
pub(super) fn unnamed(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let author = usual_author(desk).filter(|_| !desk.quiet && is_ample(desk));
    author.map_or(Ok(None), |by| desk.narrator.say("unnamed", "u", &Unnamed { by }, 0))
}

/// A story with its rank and its id.
type Line<'a> = (usize, &'a str, StoryFacts);

/// Whether a window has so much to tell that a list would tire the reader.
pub(super) fn is_ample(desk: &Desk<'_>) -> bool {
    let stories: usize = desk.analysis.topics.iter().map(|topic| topic.stories.len()).sum();
    let least = match desk.voice.period {
        Period::Daily => 80,
        _ if desk.outsiders => 110,
        Period::Weekly => 70,
        Period::Monthly => 160,
    };
    stories >= least
}

/// How many of these are better told in sentences; the others are a list.
pub(super) fn most(desk: &Desk<'_>, lines: &[Line<'_>]) -> usize {
    if suits(desk, lines) { lines.len().min(MOST_TOLD) } else { 0 }
}

/// Whether these are better told in sentences.
pub(super) fn suits(desk: &Desk<'_>, lines: &[Line<'_>]) -> bool {
    let done = |facts: &StoryFacts| matches!(facts.event, Event::Merged | Event::Committed | Event::Released);
    !desk.quiet && lines.len() >= LEAST && lines.iter().all(|(_, _, facts)| done(facts)) && is_ample(desk)
}

/// Where sentences stand.
pub(super) struct Place {
    /// Lines that are told in any case.
    pub(super) told: usize,
    pub(super) turn: usize,
    /// Whether the section has told something before.
    pub(super) begun: bool,
}

/// Paragraphs of sentences: what is new, what was mended, what those who use a project do not see.
pub(super) fn paragraphs(desk: &Desk<'_>, lines: &[Line<'_>], spot: &Place) -> Result<Vec<Vec<Item>>, Error> {
    let mut paragraphs = vec![Vec::new(), Vec::new(), Vec::new()];
    let usual = usual_author(desk);
    let mut lines = lines.to_vec();
    for (_, _, facts) in &mut lines {
        facts.by = facts.by.take().filter(|by| Some(by) != usual.as_ref());
    }
    let lines = lines.as_slice();
    for (n, group) in groups(lines).into_iter().enumerate() {
        let released = group.iter().any(|(_, line)| line.2.event == Event::Released);
        let chunks = group.chunks(if released { MOST_RELEASES } else { MOST }).enumerate();
        for (k, chunk) in chunks {
            let Some((rank, _, first)) = chunk.first().map(|(at, line)| (line.0, *at, &line.2)) else { continue };
            let (place, facts) = (chunk.first().map_or(0, |(at, _)| *at), facts(desk, first, chunk, k > 0));
            let facts = Facts { first: !spot.begun && n + k == 0, ..facts };
            let text = desk.narrator.say("gathered", "g", &facts, spot.turn + n + k)?;
            let unseen = desk.outsiders && is_upkeep(first.work);
            let must = place < spot.told && k < SOON && !unseen;
            let late = if must { 0 } else { 2_000 };
            let facts = chunk.iter().map(|(_, line)| line.1.to_owned()).collect();
            let at = if is_upkeep(first.work) { 2 } else { usize::from(first.work != Some(Work::Feature)) };
            let Some(items) = paragraphs.get_mut(at) else { continue };
            items.push(Item { facts, ..Item::of(text, rank + late, must && rank < 30_000) });
        }
    }
    Ok(paragraphs)
}

/// Lines by what happened and the kind of work, in the order of their first ones, each with its place among all.
fn groups<'a, 'b>(lines: &'a [Line<'b>]) -> Vec<Vec<(usize, &'a Line<'b>)>> {
    let mut groups: Vec<Vec<(usize, &Line<'_>)>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let key = |facts: &StoryFacts| (facts.event, facts.work);
        let same = |group: &&mut Vec<(usize, &Line<'_>)>| group.iter().all(|(_, one)| key(&one.2) == key(&line.2));
        match groups.iter_mut().find(same) {
            Some(group) => group.push((at, line)),
            None => groups.push(vec![(at, line)]),
        }
    }
    groups
}

fn facts(desk: &Desk<'_>, first: &StoryFacts, chunk: &[(usize, &Line<'_>)], again: bool) -> Facts {
    let one = chunk.iter().all(|(_, line)| line.2.by == first.by);
    let title = |facts: &StoryFacts| match &facts.by {
        Some(by) if !one => desk.voice.wording().by(&facts.what, by),
        _ => facts.what.clone(),
    };
    Facts {
        event: first.event,
        work: first.work,
        titles: chunk.iter().map(|(_, line)| title(&line.2)).collect(),
        by: first.by.clone().filter(|_| one),
        again,
        first: false,
    }
}

/// Work that those who use a project do not see.
pub(super) const fn is_upkeep(work: Option<Work>) -> bool {
    matches!(work, Some(Work::Dependencies | Work::Docs | Work::Tests | Work::Build | Work::Refactor))
}

/// Whether there is next to nothing to say about a story apart from its title.
pub(super) fn is_thin(desk: &Desk<'_>, facts: &StoryFacts) -> bool {
    let sized = !desk.outsiders && facts.additions.is_some();
    facts.by.is_none() && !facts.what.contains("](") && facts.detail.is_empty() && facts.settles.is_empty() && !sized
}
