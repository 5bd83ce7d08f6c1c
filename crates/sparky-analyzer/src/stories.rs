//! One story for each pull request, issue, commit and release, and one for all with the same title. It must not know
//! topics and themes.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::RepoName;
use sparky_schema::analysis::{Event, Fact, Happening, Story};

/// A story, before it is written down.
pub(crate) struct Told<'a> {
    pub(crate) main: &'a Happening,
    pub(crate) opening: Option<&'a Happening>,
    pub(crate) settles: Vec<&'a Happening>,
    pub(crate) again: Vec<&'a Happening>,
}

/// Every story, most important first.
pub(crate) fn of(happenings: &[Happening]) -> Vec<Told<'_>> {
    let mut by_id: BTreeMap<&str, Vec<&Happening>> = BTreeMap::new();
    for happening in happenings {
        by_id.entry(&happening.id).or_default().push(happening);
    }
    let single: Vec<Told<'_>> = by_id.into_values().filter_map(story).collect();
    let mut stories = with_repeats(with_settled(single));
    stories.sort_by(Told::by_importance);
    stories
}

impl Told<'_> {
    pub(crate) fn by_importance(a: &Self, b: &Self) -> Ordering {
        let by_score = b.main.score.total_cmp(&a.main.score).then_with(|| b.main.at.cmp(&a.main.at));
        by_score.then_with(|| a.main.id.cmp(&b.main.id))
    }

    pub(crate) fn times(&self) -> u64 {
        self.again.iter().fold(1, |times, _| times + 1)
    }

    /// The ids of everything that it tells, the told one first.
    pub(crate) fn ids(&self) -> impl Iterator<Item = String> {
        let others = self.settles.iter().chain(&self.again).map(|happening| happening.id.clone());
        std::iter::once(self.main.id.clone()).chain(others)
    }

    pub(crate) fn story(&self) -> Story {
        let facts = |happenings: &[&Happening]| happenings.iter().map(|happening| fact(happening)).collect();
        Story {
            main: fact(self.main),
            opening: self.opening.map(fact),
            settles: facts(&self.settles),
            again: facts(&self.again),
            times: self.times(),
        }
    }
}

fn fact(happening: &Happening) -> Fact {
    Fact { id: happening.id.clone(), event: happening.event }
}

/// What became of a thing tells more than that it was opened.
fn story(mut happenings: Vec<&Happening>) -> Option<Told<'_>> {
    let is_opening = |h: &Happening| matches!(h.event, Event::IssueOpened | Event::PullRequestOpened);
    happenings.sort_by_key(|happening| (is_opening(happening), happening.event));
    let main = *happenings.first()?;
    let opening = happenings.iter().skip(1).find(|h| is_opening(h)).copied();
    Some(Told { main, opening, settles: Vec::new(), again: Vec::new() })
}

/// Issues that a merged pull request names as closed by it, and that were closed in the window, are told with it.
fn with_settled(mut stories: Vec<Told<'_>>) -> Vec<Told<'_>> {
    let issues: BTreeMap<(RepoName, u64), &Happening> = stories
        .iter()
        .map(|story| story.main)
        .filter(|main| main.event == Event::IssueClosed)
        .filter_map(|main| Some(((main.repository.clone(), main.number?), main)))
        .collect();
    let mut settled = BTreeSet::new();
    for story in stories.iter_mut().filter(|story| story.main.event == Event::Merged) {
        for number in &story.main.closes {
            if let Some(issue) = issues.get(&(story.main.repository.clone(), *number))
                && settled.insert(issue.id.clone())
            {
                story.settles.push(issue);
            }
        }
    }
    stories.retain(|story| !(story.main.event == Event::IssueClosed && settled.contains(&story.main.id)));
    stories
}

/// Stories of one sort with one title are one story; each release is its own.
fn with_repeats(mut stories: Vec<Told<'_>>) -> Vec<Told<'_>> {
    stories.sort_by(Told::by_importance);
    let mut first: BTreeMap<(RepoName, Event, bool, String), usize> = BTreeMap::new();
    let mut kept: Vec<Told<'_>> = Vec::new();
    for story in stories {
        let main = story.main;
        let key = (main.repository.clone(), main.event, main.merge, main.subject.to_lowercase());
        match first.get(&key).and_then(|at| kept.get_mut(*at)) {
            Some(known) if story.settles.is_empty() && main.event != Event::Released => known.again.push(main),
            _ => {
                first.insert(key, kept.len());
                kept.push(story);
            }
        }
    }
    kept
}
