//! Which happenings are told together: changes by theme, else by the kind of work, in one repository; what
//! else happened by its kind. It must not know how they are told.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::analysis::{BondKind, Event, Happening, Outcome, Theme, Topic, TopicKind, Work};
use sparky_schema::{Period, RepoName};

use crate::stories::Told;

/// What holds stories together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    kind: TopicKind,
    repository: Option<RepoName>,
    scope: Option<String>,
    work: Option<Work>,
}

/// The topics of a window: changes first, by their most important story, then what else happened. `untold` are stories
/// that are counted only.
pub(crate) fn of(
    told: Vec<Told<'_>>,
    untold: BTreeMap<Key, u64>,
    themes: &[Theme],
    period: Period,
    several: bool,
) -> Vec<Topic> {
    let shared = Shared::of(&told, themes);
    let mut topics: BTreeMap<Key, Vec<Told<'_>>> = BTreeMap::new();
    for story in told {
        topics.entry(key(story.main, &shared)).or_default().push(story);
    }
    merge_small(&mut topics, most(period));
    let untold = with_stories(untold, &topics);
    let mut topics: Vec<(Key, Vec<Told<'_>>)> = topics.into_iter().collect();
    topics.sort_by(|a, b| {
        let order = |topic: &(Key, Vec<Told<'_>>)| (class(topic.0.kind), Reverse(rank(&topic.1)));
        order(a).cmp(&order(b)).then_with(|| a.0.cmp(&b.0))
    });
    topics.into_iter().map(|(key, stories)| topic(key, &stories, &untold, several)).collect()
}

/// The untold stories by topic. What was merged into one topic, or has no topic of its own, is another change.
fn with_stories(untold: BTreeMap<Key, u64>, topics: &BTreeMap<Key, Vec<Told<'_>>>) -> BTreeMap<Key, u64> {
    let mut counts: BTreeMap<Key, u64> = BTreeMap::new();
    for (key, count) in untold {
        let key = if topics.contains_key(&key) || !is_of_changes(key.kind) { key } else { MIXED };
        *counts.entry(key).or_default() += count;
    }
    counts
}

/// How many topics of changes a text can hold.
const fn most(period: Period) -> usize {
    match period {
        Period::Daily => 2,
        Period::Weekly => 6,
        Period::Monthly => 10,
    }
}

const fn class(kind: TopicKind) -> u8 {
    match kind {
        TopicKind::Releases | TopicKind::Scope | TopicKind::Work | TopicKind::Mixed => 0,
        TopicKind::IssuesClosed => 1,
        TopicKind::Proposed => 2,
        TopicKind::IssuesOpened => 3,
        TopicKind::Dropped => 4,
        TopicKind::Bots => 5,
        TopicKind::Merges => 6,
    }
}

/// How important the first story is, in hundredths so that it has an order.
fn rank(stories: &[Told<'_>]) -> i64 {
    stories.first().map_or(0, |story| (story.main.score * 100.0).round() as i64)
}

fn key(main: &Happening, shared: &Shared<'_>) -> Key {
    let of = |kind: TopicKind| Key { kind, repository: None, scope: None, work: None };
    let open = matches!(main.outcome, Some(Outcome::Open | Outcome::Draft) | None);
    match main.event {
        Event::Released => of(TopicKind::Releases),
        _ if main.merge => of(TopicKind::Merges),
        _ if main.author.as_ref().is_some_and(|author| author.bot) => of(TopicKind::Bots),
        Event::Merged | Event::Committed => change(main, shared),
        Event::IssueClosed => of(TopicKind::IssuesClosed),
        Event::IssueOpened if open => of(TopicKind::IssuesOpened),
        Event::IssueOpened => of(TopicKind::IssuesClosed),
        Event::PullRequestOpened if open => of(TopicKind::Proposed),
        Event::PullRequestOpened | Event::PullRequestClosed => of(TopicKind::Dropped),
    }
}

/// What a story would be told with if it had no theme.
pub(crate) fn key_alone(main: &Happening) -> Key {
    key(main, &Shared(BTreeMap::new()))
}

fn change(main: &Happening, shared: &Shared<'_>) -> Key {
    let scope = shared.theme(main);
    let kind = if scope.is_some() { TopicKind::Scope } else { TopicKind::Work };
    let work = scope.is_none().then_some(main.work);
    Key { kind, repository: Some(main.repository.clone()), scope, work }
}

/// The theme of each change that shares it with another change of its repository.
struct Shared<'a>(BTreeMap<&'a str, &'a Theme>);

impl<'a> Shared<'a> {
    fn of(told: &[Told<'_>], themes: &'a [Theme]) -> Self {
        let changes: BTreeSet<&str> =
            told.iter().filter(|story| is_change(story.main)).map(|story| story.main.id.as_str()).collect();
        let mut shared = BTreeMap::new();
        for theme in themes.iter().filter(|theme| theme.repository.is_some()) {
            let changes: Vec<&str> =
                theme.members.iter().map(String::as_str).filter(|id| changes.contains(id)).collect();
            if changes.len() > 1 && !theme.bonds.iter().all(|bond| bond.kind == BondKind::Link) {
                shared.extend(changes.into_iter().map(|id| (id, theme)));
            }
        }
        Self(shared)
    }

    /// A scope is an identifier and stays as it is, unless somebody renamed it; other words begin a heading.
    fn theme(&self, main: &Happening) -> Option<String> {
        let theme = self.0.get(main.id.as_str())?;
        let is_scope = theme.named_by.is_none()
            && theme.bonds.iter().any(|bond| matches!(bond.kind, BondKind::Scope | BondKind::Area));
        let mut rest = theme.name.chars();
        let first = rest.next()?;
        let first: String = if is_scope { first.to_string() } else { first.to_uppercase().collect() };
        Some(first + rest.as_str())
    }
}

fn is_change(main: &Happening) -> bool {
    matches!(main.event, Event::Merged | Event::Committed)
}

/// Single changes that are neither the most important one nor urgent, changes of no certain kind, and topics beyond
/// what a text holds, become one.
fn merge_small(topics: &mut BTreeMap<Key, Vec<Told<'_>>>, most: usize) {
    let is_change = |key: &Key| is_of_changes(key.kind) && key.work != Some(Work::Dependencies);
    let mut changes: Vec<(Key, i64, usize)> =
        topics.iter().filter(|(key, _)| is_change(key)).map(|(key, s)| (key.clone(), rank(s), s.len())).collect();
    changes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let alone = |place: usize, size: usize| size == 1 && place > 0;
    let small: Vec<Key> = changes
        .iter()
        .enumerate()
        .filter(|(place, (key, _, size))| {
            let urgent = key.work == Some(Work::Security);
            *place >= most || key.work == Some(Work::Other) || (alone(*place, *size) && !urgent)
        })
        .map(|(_, (key, ..))| key.clone())
        .collect();
    if small.len() < 2 {
        return;
    }
    let mut mixed: Vec<Told<'_>> = small.iter().filter_map(|key| topics.remove(key)).flatten().collect();
    mixed.sort_by(Told::by_importance);
    topics.insert(MIXED, mixed);
}

const MIXED: Key = Key { kind: TopicKind::Mixed, repository: None, scope: None, work: None };

const fn is_of_changes(kind: TopicKind) -> bool {
    matches!(kind, TopicKind::Scope | TopicKind::Work)
}

fn topic(key: Key, stories: &[Told<'_>], untold: &BTreeMap<Key, u64>, several: bool) -> Topic {
    let untold = untold.get(&key).copied().unwrap_or(0);
    let count = stories.iter().fold(untold, |sum: u64, story| sum.saturating_add(story.times()));
    Topic {
        kind: key.kind,
        repository: key.repository.filter(|_| several),
        scope: key.scope,
        work: key.work,
        count,
        more: count.saturating_sub(stories.first().map_or(0, Told::times)),
        stories: stories.iter().map(Told::story).collect(),
    }
}
