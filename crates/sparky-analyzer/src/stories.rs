//! One story for each pull request, issue, commit and release, and one for all with the same title. It must not know
//! topics and themes.

use std::cmp::Ordering;

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashSet};
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
    let mut by_id: HashMap<&str, Told<'_>> =
        HashMap::with_capacity_and_hasher(happenings.len(), RandomState::default());
    for happening in happenings {
        by_id.entry(&happening.id).and_modify(|told| told.add(happening)).or_insert_with(|| Told::new(happening));
    }
    let mut single: Vec<Told<'_>> = by_id.into_values().collect();
    // No two have one id, so that the order is one and the same whatever it was.
    single.sort_unstable_by(Told::by_importance);
    with_repeats(with_settled(single))
}

impl<'a> Told<'a> {
    fn new(main: &'a Happening) -> Self {
        Self { main, opening: None, settles: Vec::new(), again: Vec::new() }
    }

    /// The same thing again: what became of it tells more than that it was opened.
    fn add(&mut self, happening: &'a Happening) {
        let rank = |happening: &Happening| (is_opening(happening), happening.event);
        let (main, other) =
            if rank(happening) < rank(self.main) { (happening, self.main) } else { (self.main, happening) };
        self.main = main;
        self.opening = self.opening.or(Some(other).filter(|other| is_opening(other)));
    }

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

fn is_opening(happening: &Happening) -> bool {
    matches!(happening.event, Event::IssueOpened | Event::PullRequestOpened)
}

/// Issues that a merged pull request names as closed by it, and that were closed in the window, are told with it; if
/// several name one, with the most important.
fn with_settled(mut stories: Vec<Told<'_>>) -> Vec<Told<'_>> {
    let issues: HashMap<(&RepoName, u64), &Happening> = stories
        .iter()
        .map(|story| story.main)
        .filter(|main| main.event == Event::IssueClosed)
        .filter_map(|main| Some(((&main.repository, main.number?), main)))
        .collect();
    let mut settled: HashSet<&str> = HashSet::default();
    for story in stories.iter_mut().filter(|story| story.main.event == Event::Merged) {
        for number in &story.main.closes {
            if let Some(issue) = issues.get(&(&story.main.repository, *number))
                && settled.insert(&issue.id)
            {
                story.settles.push(issue);
            }
        }
    }
    stories.retain(|story| !(story.main.event == Event::IssueClosed && settled.contains(story.main.id.as_str())));
    stories
}

/// Stories of one sort with one title are one story; each release is its own.
fn with_repeats(stories: Vec<Told<'_>>) -> Vec<Told<'_>> {
    let mut first: HashMap<(&RepoName, Event, bool, String), usize> =
        HashMap::with_capacity_and_hasher(stories.len(), RandomState::default());
    let mut kept: Vec<Told<'_>> = Vec::new();
    for story in stories {
        let main = story.main;
        let key = (&main.repository, main.event, main.merge, main.subject.to_lowercase());
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
