//! One story per pull request, issue, commit or release: what happened to it in the window. It must not know
//! sentences.

use std::collections::BTreeMap;

use sparky_schema::analysis::{Analysis, Event, Happening, Work};

use crate::escape::clean;

/// A happening with the day on which the same thing was opened, when that is in the window too.
pub(crate) struct Story<'a> {
    pub(crate) main: &'a Happening,
    pub(crate) opened: Option<&'a Happening>,
    /// The title without its conventional prefix, cleaned.
    pub(crate) title: String,
}

/// Every story, most important first.
pub(crate) fn stories(analysis: &Analysis) -> Vec<Story<'_>> {
    let mut by_id: BTreeMap<&str, Vec<&Happening>> = BTreeMap::new();
    for happening in &analysis.happenings {
        by_id.entry(&happening.id).or_default().push(happening);
    }
    let mut stories: Vec<Story<'_>> = by_id.into_values().filter_map(story).collect();
    stories.sort_by(|a, b| b.main.score.total_cmp(&a.main.score).then_with(|| a.main.id.cmp(&b.main.id)));
    stories
}

/// One happening as a story of its own.
pub(crate) fn alone(happening: &Happening) -> Story<'_> {
    Story { main: happening, opened: None, title: plain_title(&happening.title) }
}

/// What became of a thing: `an issue that was opened`.
pub(crate) const fn event_noun(event: Event) -> &'static str {
    match event {
        Event::Released => "a release that came out",
        Event::Merged => "a pull request that was merged",
        Event::Committed => "a commit on the default branch",
        Event::IssueClosed => "an issue that was closed",
        Event::IssueOpened => "an issue that was opened",
        Event::PullRequestOpened => "a pull request that was opened",
        Event::PullRequestClosed => "a pull request that was closed",
    }
}

fn story<'a>(mut happenings: Vec<&'a Happening>) -> Option<Story<'a>> {
    happenings.sort_by_key(|happening| happening.event);
    let main = *happenings.first()?;
    let is_opening = |h: &&&Happening| matches!(h.event, Event::IssueOpened | Event::PullRequestOpened);
    let opened = happenings.iter().skip(1).find(is_opening).copied();
    Some(Story { main, opened, title: plain_title(&main.title) })
}

/// `fix(parser): handle tabs` is told as `handle tabs`.
fn plain_title(title: &str) -> String {
    let title = clean(title);
    let title = without_reference(&title).to_owned();
    let stripped = title.split_once(": ").filter(|(prefix, rest)| is_conventional(prefix) && !rest.is_empty());
    match stripped {
        Some((_, rest)) => rest.to_owned(),
        None if title.is_empty() => "untitled".to_owned(),
        None => title,
    }
}

/// A squashed commit ends in the number of its pull request, which says nothing to a reader without a link.
fn without_reference(title: &str) -> &str {
    let Some((rest, number)) = title.strip_suffix(')').and_then(|title| title.rsplit_once(" (#")) else { return title };
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if is_number && !rest.is_empty() { rest } else { title }
}

fn is_conventional(prefix: &str) -> bool {
    const KINDS: [&str; 11] =
        ["feat", "fix", "docs", "style", "refactor", "perf", "test", "build", "ci", "chore", "revert"];
    let kind = prefix.split(['(', '!']).next().unwrap_or(prefix);
    KINDS.contains(&kind.to_ascii_lowercase().as_str())
}

/// What a change of this kind is called: `a fix`.
pub(crate) const fn noun(work: Work) -> &'static str {
    match work {
        Work::Feature => "a new feature",
        Work::Fix => "a fix",
        Work::Security => "a security fix",
        Work::Performance => "a performance change",
        Work::Refactor => "a refactoring",
        Work::Docs => "a documentation change",
        Work::Tests => "a change to the tests",
        Work::Build => "a build change",
        Work::Dependencies => "a dependency update",
        Work::Other => "a change",
    }
}
