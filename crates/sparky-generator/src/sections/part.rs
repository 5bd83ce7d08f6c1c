//! Which stories one section tells. It must not know how they are told.

use std::collections::BTreeMap;

use sparky_schema::analysis::{Story, Topic, TopicKind};

use super::Desk;

/// What is told of a topic in its section.
pub(super) struct Part<'a> {
    pub(super) topic: &'a Topic,
    pub(super) stories: Vec<&'a Story>,
    /// How many pull requests, issues, commits and releases these are about.
    pub(super) count: u64,
}

impl<'a> Part<'a> {
    /// Without the first stories, which the first paragraph tells.
    fn after(topic: &'a Topic, told: usize) -> Self {
        let count = if told == 0 { topic.count } else { topic.more };
        Self { topic, stories: topic.stories.iter().skip(told).collect(), count }
    }
}

/// Every topic; the first stories of the first one are `told`. A quiet text has no headings and tells all changes
/// together.
pub(super) fn all<'a>(desk: &Desk<'a>, told: usize, places: &Places<'_>) -> Vec<Part<'a>> {
    let topics = desk.analysis.topics.iter().enumerate();
    let parts = topics.map(|(n, topic)| Part::after(topic, if n == 0 { told } else { 0 }));
    let (mut changes, others): (Vec<Part<'_>>, Vec<Part<'_>>) =
        parts.filter(|part| !part.stories.is_empty()).partition(|part| is_change(part.topic.kind));
    if desk.quiet {
        together(&mut changes, |_| true);
    } else {
        // A topic that lost its most important story to the first paragraph may have little left.
        together(&mut changes, |part| part.topic.kind == TopicKind::Mixed || part.stories.len() == 1);
    }
    for part in &mut changes {
        part.stories.sort_by_key(|story| places.of(story));
    }
    changes.sort_by_key(|part| part.stories.first().map(|story| places.of(story)));
    let releases = others.iter().take_while(|part| part.topic.kind == TopicKind::Releases).count();
    let mut all = others;
    all.splice(releases..releases, changes);
    all
}

/// Parts become one, the one of several kinds of work if there is one.
fn together(parts: &mut Vec<Part<'_>>, which: impl Fn(&Part<'_>) -> bool) {
    let (some, mut rest): (Vec<Part<'_>>, Vec<Part<'_>>) = std::mem::take(parts).into_iter().partition(which);
    let (mixed, single): (Vec<Part<'_>>, Vec<Part<'_>>) =
        some.into_iter().partition(|part| part.topic.kind == TopicKind::Mixed);
    let mut all = mixed.into_iter().chain(single);
    if let Some(first) = all.next() {
        let one = all.fold(first, |mut one, part| {
            one.count = one.count.saturating_add(part.count);
            one.stories.extend(part.stories);
            one
        });
        rest.push(one);
    }
    *parts = rest;
}

/// The place of each story among all, by importance.
pub(super) struct Places<'a>(BTreeMap<&'a str, usize>);

impl<'a> Places<'a> {
    pub(super) fn new(desk: &Desk<'a>) -> Self {
        let mut places = BTreeMap::new();
        for happening in &desk.analysis.happenings {
            let next = places.len();
            places.entry(happening.id.as_str()).or_insert(next);
        }
        Self(places)
    }

    pub(super) fn of(&self, story: &Story) -> usize {
        self.0.get(story.main.id.as_str()).copied().unwrap_or(0)
    }
}

const fn is_change(kind: TopicKind) -> bool {
    matches!(kind, TopicKind::Scope | TopicKind::Work | TopicKind::Mixed)
}
