//! How important a happening is, and the share of each term in it. The formula is published here and nowhere else:
//!
//! ```text
//! score = event + size + reach + marks + talk + reactions + closes + release, halved for a bot, times 0.2 for updates
//!          of dependencies and for commits and pull requests whose title is a version
//!
//! event      released 10, merged 5, pull request opened 2.5, committed 2, issue closed 2, issue opened 1.5,
//!            pull request closed 1
//! size       ln(1 + lines added and deleted), at most 6 (about 400 lines), times 0.5
//! reach      0.5 for each area of the code after the first, at most 2, where files are known
//! marks      breaking 4, security 4, bug 1, feature 1
//! talk       0.5 for each review, at most 2, and 0.25 for each comment, at most 2
//! reactions  0.25 for each reaction, at most 2
//! closes     1 for each issue that it closes, at most 3
//! release    major 6, minor 4, patch or other 2, pre-release 0
//! ```
//!
//! The configuration can weigh each term in percent; 100 unless it says otherwise.
//!
//! A merge commit counts 0: it repeats what others tell. Size, reach and marks count half for what has not landed:
//! pull requests opened, or closed without merging. The shares add up to the score, to the hundredth: what rounding
//! leaves goes to the terms that lost most by it.
//!
//! It must not know where the numbers come from.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sparky_schema::analysis::{Event, Happening, Impact, Term, Work};

/// The weight of terms in percent; those that are not there count in full.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weights(pub BTreeMap<Term, u32>);

impl Weights {
    fn of(&self, term: Term) -> f64 {
        f64::from(self.0.get(&term).copied().unwrap_or(100)) / 100.0
    }
}

/// What matters and is no field of a happening.
#[derive(Default)]
pub(crate) struct Beside {
    pub(crate) prerelease: bool,
    pub(crate) areas: usize,
    pub(crate) reactions: u64,
}

/// The happening with its score and the shares of it, from its own fields.
pub(crate) fn scored(mut happening: Happening, beside: &Beside, weights: &Weights) -> Happening {
    let factor = factor(&happening);
    let points = |(term, points)| (term, points * weights.of(term) * factor * 100.0);
    let hundredths = terms(&happening, beside).map(points);
    let sum: f64 = hundredths.iter().map(|(_, points)| points).sum();
    happening.score = sum.round() / 100.0;
    happening.impact = shares(&hundredths, sum.round() as u64);
    happening
}

fn terms(happening: &Happening, beside: &Beside) -> [(Term, f64); 8] {
    let lines = happening.additions.unwrap_or(0).saturating_add(happening.deletions.unwrap_or(0));
    let talk = capped(happening.reviews, 4) * 0.5 + capped(happening.comments, 8) * 0.25;
    let landed = !matches!(happening.event, Event::PullRequestOpened | Event::PullRequestClosed);
    let weight = if landed { 1.0 } else { 0.5 };
    let others = u64::try_from(beside.areas.saturating_sub(1)).ok();
    [
        (Term::Event, event(happening.event)),
        (Term::Size, size(lines) * weight),
        (Term::Reach, capped(others, 4) * 0.5 * weight),
        (Term::Marks, marks(happening) * weight),
        (Term::Talk, talk),
        (Term::Reactions, capped(Some(beside.reactions), 8) * 0.25),
        (Term::Closes, capped(u64::try_from(happening.closes.len()).ok(), 3)),
        (Term::Release, release(happening, beside.prerelease)),
    ]
}

fn factor(happening: &Happening) -> f64 {
    if happening.merge {
        return 0.0;
    }
    let bot = if happening.author.as_ref().is_some_and(|author| author.bot) { 0.5 } else { 1.0 };
    let version = happening.event != Event::Released && is_version(&happening.subject);
    let routine = if happening.work == Work::Dependencies || version { 0.2 } else { 1.0 };
    bot * routine
}

/// Whole hundredths that add up to `sum`, the largest remainders rounded up; terms without points are left out.
fn shares(hundredths: &[(Term, f64)], sum: u64) -> Vec<Impact> {
    let mut whole: Vec<(Term, u64, f64)> =
        hundredths.iter().map(|(term, points)| (*term, points.floor() as u64, points.fract())).collect();
    let missing = sum.saturating_sub(whole.iter().map(|(_, points, _)| points).sum());
    let mut by_remainder: Vec<&mut (Term, u64, f64)> = whole.iter_mut().collect();
    by_remainder.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    by_remainder.into_iter().zip(0..missing).for_each(|(share, _)| share.1 += 1);
    let told = whole.into_iter().filter(|(_, points, _)| *points > 0);
    let mut shares: Vec<Impact> =
        told.map(|(term, points, _)| Impact { term, points: points as f64 / 100.0 }).collect();
    shares.sort_by_key(|share| (Reverse((share.points * 100.0).round() as u64), share.term));
    shares
}

/// `v1.2.3`, `Release 1.2.3`, `Bump version to 1.2.3`: the release says it.
fn is_version(subject: &str) -> bool {
    let known = |word: &str| matches!(word, "release" | "bump" | "bumped" | "prepare" | "version" | "to" | "for");
    let number =
        |word: &str| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()) && word.contains('.');
    let lower = subject.to_lowercase();
    let mut numbers = 0;
    let all = lower.split_whitespace().all(|word| {
        known(word) || {
            numbers += 1;
            number(word)
        }
    });
    all && numbers == 1
}

fn event(event: Event) -> f64 {
    match event {
        Event::Released => 10.0,
        Event::Merged => 5.0,
        Event::PullRequestOpened => 2.5,
        Event::Committed | Event::IssueClosed => 2.0,
        Event::IssueOpened => 1.5,
        Event::PullRequestClosed => 1.0,
    }
}

fn size(lines: u64) -> f64 {
    let lines = lines as f64;
    lines.ln_1p().min(6.0) * 0.5
}

fn marks(happening: &Happening) -> f64 {
    let breaking = if happening.breaking { 4.0 } else { 0.0 };
    let work = match happening.work {
        Work::Security => 4.0,
        Work::Fix | Work::Feature => 1.0,
        _ => 0.0,
    };
    breaking + work
}

fn release(happening: &Happening, prerelease: bool) -> f64 {
    let Some(tag) = happening.tag.as_deref().filter(|_| !prerelease) else { return 0.0 };
    let digits = tag.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut parts = digits.split('.').map(|part| part.parse::<u64>());
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(1..)), Some(Ok(0)), None | Some(Ok(0))) => 6.0,
        (Some(Ok(_)), Some(Ok(_)), None | Some(Ok(0))) => 4.0,
        _ => 2.0,
    }
}

fn capped(value: Option<u64>, most: u32) -> f64 {
    f64::from(value.map_or(0, |value| u32::try_from(value).unwrap_or(most).min(most)))
}
