//! Which happenings are told together: changes by scope or area, else by the kind of work, in one repository; what
//! else happened by its kind. It must not know how they are told.

mod stories;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sparky_schema::analysis::{Event, Happening, Outcome, Topic, TopicKind, Work};
use sparky_schema::{Period, RepoName};

use stories::Told;

/// What holds stories together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: TopicKind,
    repository: Option<RepoName>,
    scope: Option<String>,
    work: Option<Work>,
}

/// The topics of a window: changes first, by their most important story, then what else happened.
pub(crate) fn of(happenings: &[Happening], period: Period, several: bool) -> Vec<Topic> {
    let told = stories::of(happenings);
    let scopes = Scopes::of(&told);
    let mut topics: BTreeMap<Key, Vec<Told<'_>>> = BTreeMap::new();
    for story in told {
        topics.entry(key(&story, &scopes)).or_default().push(story);
    }
    merge_small(&mut topics, most(period));
    let mut topics: Vec<(Key, Vec<Told<'_>>)> = topics.into_iter().collect();
    topics.sort_by(|a, b| {
        let order = |topic: &(Key, Vec<Told<'_>>)| (class(topic.0.kind), Reverse(rank(&topic.1)));
        order(a).cmp(&order(b)).then_with(|| a.0.cmp(&b.0))
    });
    topics.into_iter().map(|(key, stories)| topic(key, &stories, several)).collect()
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

fn key(story: &Told<'_>, scopes: &Scopes) -> Key {
    let main = story.main;
    let of = |kind: TopicKind| Key { kind, repository: None, scope: None, work: None };
    let open = matches!(main.outcome, Some(Outcome::Open | Outcome::Draft) | None);
    match main.event {
        Event::Released => of(TopicKind::Releases),
        _ if main.merge => of(TopicKind::Merges),
        _ if main.author.as_ref().is_some_and(|author| author.bot) => of(TopicKind::Bots),
        Event::Merged | Event::Committed => change(main, scopes),
        Event::IssueClosed => of(TopicKind::IssuesClosed),
        Event::IssueOpened if open => of(TopicKind::IssuesOpened),
        Event::IssueOpened => of(TopicKind::IssuesClosed),
        Event::PullRequestOpened if open => of(TopicKind::Proposed),
        Event::PullRequestOpened | Event::PullRequestClosed => of(TopicKind::Dropped),
    }
}

fn change(main: &Happening, scopes: &Scopes) -> Key {
    let scope = main.scope.as_deref().filter(|_| main.work != Work::Dependencies).map(str::to_lowercase);
    let scope = scope.filter(|scope| scopes.hold(&main.repository, scope));
    let kind = if scope.is_some() { TopicKind::Scope } else { TopicKind::Work };
    let work = scope.is_none().then_some(main.work);
    Key { kind, repository: Some(main.repository.clone()), scope, work }
}

/// Scopes that say what kind of work it is, or nothing.
const VAGUE: [&str; 13] = [
    "makefile",
    "dockerfile",
    "justfile",
    "docs",
    "doc",
    "src",
    "lib",
    "test",
    "tests",
    "release",
    "repo",
    "main",
    "ci",
];

/// How many changes each scope has.
struct Scopes {
    counts: BTreeMap<(RepoName, String), usize>,
    all: usize,
}

impl Scopes {
    fn of(told: &[Told<'_>]) -> Self {
        let changes = || told.iter().map(|story| story.main).filter(|main| is_change(main));
        let mut counts: BTreeMap<(RepoName, String), usize> = BTreeMap::new();
        for main in changes() {
            if let Some(scope) = &main.scope {
                *counts.entry((main.repository.clone(), scope.to_lowercase())).or_default() += 1;
            }
        }
        Self { counts, all: changes().count() }
    }

    /// Whether a scope holds stories together: two at least, and not much of everything, which says nothing; a file
    /// or a folder that every project has says nothing either.
    fn hold(&self, repository: &RepoName, scope: &str) -> bool {
        let count = self.counts.get(&(repository.clone(), scope.to_owned())).copied().unwrap_or(0);
        let is_file = scope.rfind('.').is_some_and(|at| at > 0);
        !is_file && !VAGUE.contains(&scope) && count >= 2 && (count < 8 || count * 4 <= self.all)
    }
}

fn is_change(main: &Happening) -> bool {
    matches!(main.event, Event::Merged | Event::Committed)
}

/// Single changes that are neither the most important one nor urgent, changes of no certain kind, and topics beyond
/// what a text holds, become one.
fn merge_small(topics: &mut BTreeMap<Key, Vec<Told<'_>>>, most: usize) {
    let is_change =
        |key: &Key| matches!(key.kind, TopicKind::Scope | TopicKind::Work) && key.work != Some(Work::Dependencies);
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
    topics.insert(Key { kind: TopicKind::Mixed, repository: None, scope: None, work: None }, mixed);
}

fn topic(key: Key, stories: &[Told<'_>], several: bool) -> Topic {
    let count = stories.iter().fold(0, |sum: u64, story| sum.saturating_add(story.times()));
    let scope = stories.first().and_then(|story| story.main.scope.clone());
    Topic {
        kind: key.kind,
        repository: key.repository.filter(|_| several),
        scope: key.scope.and(scope),
        work: key.work,
        count,
        more: count.saturating_sub(stories.first().map_or(0, Told::times)),
        stories: stories.iter().map(Told::story).collect(),
    }
}
