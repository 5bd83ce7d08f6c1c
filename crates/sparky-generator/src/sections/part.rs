//! Which stories one section tells. It must not know how they are told.

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
pub(super) fn all<'a>(desk: &Desk<'a>, told: usize) -> Vec<Part<'a>> {
    let topics = desk.analysis.topics.iter().enumerate();
    let parts = topics.map(|(n, topic)| Part::after(topic, if n == 0 { told } else { 0 }));
    let (changes, mut others): (Vec<Part<'_>>, Vec<Part<'_>>) =
        parts.filter(|part| !part.stories.is_empty()).partition(|part| desk.quiet && is_change(part.topic.kind));
    let mut changes = changes.into_iter();
    if let Some(first) = changes.next() {
        let all = changes.fold(first, |mut all, part| {
            all.stories.extend(part.stories);
            all
        });
        let releases = others.iter().take_while(|part| part.topic.kind == TopicKind::Releases).count();
        others.insert(releases, all);
    }
    others
}

const fn is_change(kind: TopicKind) -> bool {
    matches!(kind, TopicKind::Scope | TopicKind::Work | TopicKind::Mixed)
}
