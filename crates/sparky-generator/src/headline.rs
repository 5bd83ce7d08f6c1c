//! Title, description, lead paragraph and the note about missing data. It must not know the sections.

use sparky_schema::analysis::{Analysis, Event};
use sparky_schema::window::{Period, Window};

use crate::escape::{clean, markdown};
use crate::language::{capital, counted, date, list, number};
use crate::sentence::{named, person};
use crate::story::Story;

/// What the window is called in a title.
pub(crate) fn window_name(window: &Window) -> String {
    let first = window.first_date();
    match window.period {
        _ if window.is_custom() => {
            format!("{} to {}", first.format("%-d %B %Y"), window.last_date().format("%-d %B %Y"))
        }
        Period::Daily => first.format("%A, %-d %B %Y").to_string(),
        Period::Weekly => first.format("Week %-V, %G").to_string(),
        Period::Monthly => first.format("%B %Y").to_string(),
    }
}

/// The title, plain text.
pub(crate) fn title(window: &Window, stories: &[Story<'_>], quiet: bool) -> String {
    let name = window_name(window);
    match stories.first() {
        Some(story) if !quiet => format!("{name}: {}", story.title),
        _ => format!("{name}: a quiet {}", window.period.noun()),
    }
}

/// One plain sentence.
pub(crate) fn description(analysis: &Analysis, repositories: &str) -> String {
    let volume = volume(analysis);
    let window = &analysis.window;
    let when = match window.period {
        Period::Daily => format!("on {}", date(window.first_date())),
        Period::Weekly | Period::Monthly => format!("this {}", window.period.noun()),
    };
    if volume.is_empty() {
        return format!("What happened in {repositories} {when}.");
    }
    format!("{} in {repositories} {when}.", capital(&list(&volume)))
}

/// What was done, in counts that are known and not zero.
fn volume(analysis: &Analysis) -> Vec<String> {
    let totals = &analysis.totals;
    let known = [
        (totals.releases, "release", "releases", ""),
        (totals.pull_requests_merged, "pull request", "pull requests", " merged"),
        (totals.issues_closed, "issue", "issues", " closed"),
        (totals.issues_opened, "issue", "issues", " opened"),
        (totals.commits, "commit", "commits", ""),
    ];
    let nonzero = known.into_iter().filter_map(|(n, one, many, verb)| Some((n.filter(|n| *n > 0)?, one, many, verb)));
    nonzero.map(|(n, one, many, verb)| format!("{}{verb}", counted(n, one, many))).collect()
}

/// The story that leads, told in words.
pub(crate) fn lead(stories: &[Story<'_>], period: Period) -> Option<String> {
    let story = stories.first()?;
    let what = named(story);
    let by = story.main.author.as_ref().map_or_else(String::new, |author| format!(" by {}", person(author)));
    let noun = period.noun();
    Some(match story.main.event {
        Event::Released => format!("The {noun} belongs to the release of {what}."),
        Event::Merged | Event::Committed if story.main.breaking => {
            format!("The change to know about is {what}{by}: it breaks compatibility.")
        }
        Event::Merged | Event::Committed => format!("The change of the {noun} is {what}{by}."),
        Event::IssueOpened => format!("The question of the {noun} is {what}, raised{by}."),
        Event::IssueClosed => format!("The {noun} settled {what}."),
        Event::PullRequestOpened => format!("The {noun} is about a proposal: {what}{by}."),
        Event::PullRequestClosed => format!("The {noun} ended the discussion of {what}{by}."),
    })
}

/// The volume of the window and how it compares.
pub(crate) fn totals(analysis: &Analysis, quiet: bool) -> String {
    let noun = analysis.window.period.noun();
    let volume = volume(analysis);
    let mut text = match (quiet, volume.is_empty()) {
        (true, true) => return format!("It was a quiet {noun}: nothing was recorded."),
        (true, false) => format!("It was a quiet {noun}, with {}.", list(&volume)),
        (false, true) => return String::new(),
        (false, false) => format!("In all, the {noun} brought {}.", list(&volume)),
    };
    if let Some(people) = analysis.totals.contributors.filter(|n| *n > 0) {
        let verb = if people == 1 { "was" } else { "were" };
        text.push_str(&format!(" {} {verb} involved.", capital(&counted(people, "person", "people"))));
    }
    text + &comparison(analysis)
}

fn comparison(analysis: &Analysis) -> String {
    let change = &analysis.change;
    let pairs = [
        (change.pull_requests_merged, "pull request merged", "pull requests merged"),
        (change.issues_opened, "issue opened", "issues opened"),
        (change.commits, "commit", "commits"),
    ];
    let told = pairs.into_iter().filter_map(|(n, one, many)| n.filter(|n| *n != 0).map(|n| (n, one, many)));
    let parts: Vec<String> = told
        .take(2)
        .map(|(n, one, many)| {
            let word = if n > 0 { "more" } else { "fewer" };
            format!("{} {word} {}", number(n.unsigned_abs()), if n.abs() == 1 { one } else { many })
        })
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!(" That is {} than the {} before.", list(&parts), analysis.window.period.noun())
}

/// Says that data is missing, where and why.
pub(crate) fn incomplete(analysis: &Analysis) -> Option<String> {
    let mut reasons: Vec<String> = Vec::new();
    for gap in &analysis.gaps {
        let kinds: Vec<String> = gap.kinds.iter().map(|kind| kind.name().replace('_', " ")).collect();
        let what = if kinds.is_empty() { String::new() } else { format!(" ({})", list(&kinds)) };
        let why = clean(&gap.message);
        reasons.push(format!("{}{what}: {}", markdown(gap.repository.as_str()), markdown(why.trim_end_matches('.'))));
    }
    reasons.truncate(3);
    let among = if analysis.gaps.len() > reasons.len() { ", among others" } else { "" };
    (!reasons.is_empty()).then(|| format!("This digest is incomplete. {}{among}.", reasons.join("; ")))
}

/// A line that names the window and what was read.
pub(crate) fn footer(analysis: &Analysis, repositories: &str) -> String {
    let window = &analysis.window;
    let coverage = if analysis.gaps.is_empty() { "complete" } else { "incomplete" };
    let (first, last) = (date(window.first_date()), date(window.last_date()));
    let when = if first == last { first } else { format!("{first} to {last}") };
    format!(
        "Written by Sparky from the recorded activity of {repositories}, {when} ({}); data {coverage}.",
        markdown(window.time_zone.name())
    )
}
