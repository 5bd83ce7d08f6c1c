//! One story: its main sentence, then further ones in the order of what they are worth. It must not know topics.

use sparky_schema::analysis::Event;

use super::Desk;
use crate::draft::{Item, Sentence};
use crate::error::Error;
use crate::facts::StoryFacts;

/// Where a story is told.
pub(super) struct Spot {
    /// In a paragraph rather than a line of a list.
    pub(super) prose: bool,
    pub(super) rank: usize,
    /// Which variant of its sentences comes first.
    pub(super) turn: usize,
    pub(super) must: bool,
}

/// Sentences after the first, in the order of the text. The review of a story in a paragraph is in its first sentence.
const IN_PARAGRAPH: [&str; 3] = ["detail", "about", "standing"];
const IN_LIST: [&str; 4] = ["detail_line", "about", "review", "standing"];

/// The sentences of a story; `before` is the one told before it.
pub(super) fn item(
    desk: &Desk<'_>,
    facts: &StoryFacts,
    spot: &Spot,
    id: &str,
    before: Option<&StoryFacts>,
) -> Result<Item, Error> {
    let facts = &if desk.outsiders { facts.clone().without_sizes() } else { facts.clone() };
    // Releases that came out together are one sentence, too.
    let repeated = facts.times > 1 && facts.event != Event::Released;
    let opening = match (repeated, spot.prose) {
        (true, _) => "repeated",
        (false, true) => opening(facts),
        (false, false) => "bullet",
    };
    let mut item = Item::of(desk.narrator.say(opening, "s", facts, spot.turn)?, spot.rank, spot.must);
    item.facts = vec![id.to_owned()];
    item.over_all = repeated;
    if item.sentences.is_empty() || repeated {
        return Ok(item);
    }
    let more: &[&str] = if spot.prose { &IN_PARAGRAPH } else { &IN_LIST };
    for (k, file) in more.iter().enumerate() {
        let late = if is_late(file, facts, before) { 3_000 } else { 0 };
        // A paragraph is told at length before the lesser lines are.
        let rank = spot.rank + late + if spot.prose { 2 + 8 * k } else { 1_000 + 200 * k };
        // Lines of one list have one form.
        let turn = if spot.prose { spot.turn } else { 0 };
        let text = desk.narrator.say(file, "s", facts, turn)?;
        item.sentences.extend(text.map(|text| Sentence { text, rank, must: false }));
    }
    Ok(item)
}

/// Small sizes, and reviewers who were just named, are told only where little else is.
fn is_late(file: &str, facts: &StoryFacts, before: Option<&StoryFacts>) -> bool {
    let lines = facts.additions.unwrap_or(0).saturating_add(facts.deletions.unwrap_or(0));
    let talked = facts.reviews.unwrap_or(0) + facts.comments.unwrap_or(0) > 0;
    match file {
        "about" => lines < 40 && facts.settles.is_empty() && !talked,
        "review" => before.is_some_and(|before| facts.shares_review(before)),
        "standing" => true,
        _ => false,
    }
}

/// The file of a story's main sentence.
pub(crate) const fn opening(facts: &StoryFacts) -> &'static str {
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
