//! Sentences about one story, in Markdown. The variant is chosen by the story's place, so that neighbours differ.
//! It must not know how many fit.

use sparky_schema::analysis::{Event, Happening, Outcome, PersonName, Work};
use sparky_schema::window::Period;

use crate::escape::markdown;
use crate::language::{capital, counted, date, digits, list};
use crate::story::{Story, noun};

/// What every sentence needs to know about the digest.
#[derive(Clone, Copy)]
pub(crate) struct Voice {
    pub(crate) period: Period,
    pub(crate) many_repositories: bool,
}

/// The main sentence, then further ones in the order of what they are worth.
pub(crate) fn tell(story: &Story<'_>, voice: Voice, variant: usize) -> Vec<String> {
    let main = story.main;
    let mut sentences = vec![opening(story, voice, variant)];
    sentences.extend(detail(main));
    sentences.extend(helpers(main, variant));
    sentences.extend(size(main, variant));
    sentences.extend(talk(main, variant));
    sentences.extend(labels(main, variant));
    sentences.push(times(story, variant));
    sentences
}

/// A login as a link to its profile, never a mention.
pub(crate) fn person(person: &PersonName) -> String {
    let name = markdown(&crate::escape::clean(&person.name));
    person.url.as_ref().map_or_else(|| name.clone(), |url| format!("[{name}]({})", target(url)))
}

/// The title in quotes with its reference.
pub(crate) fn named(story: &Story<'_>) -> String {
    let main = story.main;
    let title = markdown(&story.title);
    match (&main.url, main.number, &main.sha) {
        (Some(url), Some(number), _) => format!("“{title}” ([#{number}]({}))", target(url)),
        (Some(url), None, Some(sha)) => format!("“{title}” ([{}]({}))", sha.short(), target(url)),
        (Some(url), None, None) => format!("[“{title}”]({})", target(url)),
        _ => format!("“{title}”"),
    }
}

/// An address as CommonMark wants it: in angle brackets only where it holds what would end it.
fn target(url: &str) -> String {
    if url.contains(['(', ')', ' ', '<', '>', '\\']) { format!("<{url}>") } else { url.to_owned() }
}

fn opening(story: &Story<'_>, voice: Voice, variant: usize) -> String {
    let main = story.main;
    let what = named(story);
    let place =
        if voice.many_repositories { format!(" in {}", markdown(main.repository.as_str())) } else { String::new() };
    let when = if voice.period == Period::Daily { String::new() } else { format!(" on {}", date(main.date)) };
    let by = main.author.as_ref().map(person);
    let text = match main.event {
        Event::Merged | Event::Committed => change(main, &what, by.as_deref(), &(place + &when), variant),
        Event::Released => released(&what, by.as_deref(), &(place + &when), variant),
        Event::IssueOpened | Event::PullRequestOpened => {
            opened(main, &what, by.as_deref(), &(place + &when), voice, variant)
        }
        Event::IssueClosed | Event::PullRequestClosed => closed(main, &what, by.as_deref(), &(place + &when), variant),
    };
    // A name keeps its own spelling, also at the beginning.
    if by.is_some_and(|by| text.starts_with(&by)) { text } else { capital(&text) }
}

fn change(main: &Happening, what: &str, by: Option<&str>, when: &str, variant: usize) -> String {
    let kind = match &main.scope {
        Some(scope) if !matches!(main.work, Work::Other | Work::Dependencies) => {
            format!("{} in {}", noun(main.work), markdown(&crate::escape::clean(scope)))
        }
        _ if main.work == Work::Other && main.event == Event::Merged => "a pull request".to_owned(),
        _ => noun(main.work).to_owned(),
    };
    let kind = if main.breaking { format!("{kind} that breaks compatibility") } else { kind };
    let landed = if main.event == Event::Merged { "was merged" } else { "was committed" };
    let open = main.open_for.as_ref().map_or_else(String::new, |time| format!(" after {time}"));
    match (by, variant % 3) {
        (Some(by), 0) if main.event == Event::Merged => format!("{what}, {kind} by {by}, was merged{when}{open}."),
        (Some(by), 0) => format!("{what}: {kind} by {by}{when}."),
        (Some(by), 1) if main.event == Event::Merged => format!("{by} got {kind} merged{when}{open}: {what}."),
        (Some(by), 1) => format!("{by} landed {what}{when}, {kind}."),
        (Some(by), _) if main.event == Event::Merged => format!("{what} by {by} went in{when}{open}."),
        (Some(by), _) => format!("{what} came from {by}{when}, {kind}."),
        (None, 0) => format!("{what}, {kind}, {landed}{when}{open}."),
        (None, _) => format!("{kind}, {what}, landed{when}{open}."),
    }
}

fn released(what: &str, by: Option<&str>, when: &str, variant: usize) -> String {
    match by {
        Some(by) if variant.is_multiple_of(2) => format!("{by} published the release {what}{when}."),
        Some(by) => format!("the release {what}, prepared by {by}, came out{when}."),
        None => format!("the release {what} came out{when}."),
    }
}

fn opened(main: &Happening, what: &str, by: Option<&str>, when: &str, voice: Voice, variant: usize) -> String {
    let (verb, noun) = match main.event {
        Event::IssueOpened => ("reported", "an issue"),
        _ => ("proposed", "a pull request"),
    };
    let rest = match main.outcome {
        Some(Outcome::Open) => format!("; it was still open when the {} ended", voice.period.noun()),
        Some(Outcome::Draft) => "; it is still a draft".to_owned(),
        _ => String::new(),
    };
    match by {
        Some(by) if variant.is_multiple_of(2) => format!("{by} {verb} {what}{when}{rest}."),
        Some(by) => format!("{what}, {noun} by {by}, was opened{when}{rest}."),
        None => format!("{what} was opened{when}{rest}."),
    }
}

fn closed(main: &Happening, what: &str, by: Option<&str>, when: &str, variant: usize) -> String {
    let noun = if main.event == Event::IssueClosed { "issue" } else { "pull request" };
    let how = if main.event == Event::IssueClosed { "" } else { " without being merged" };
    let open = main.open_for.as_ref().map_or_else(String::new, |time| format!(", {time} after it was opened"));
    match by {
        Some(by) if variant.is_multiple_of(2) => {
            format!("the {noun} {what}, opened by {by}, was closed{how}{when}{open}.")
        }
        Some(by) => format!("{what}, the {noun} that {by} had opened, was closed{how}{when}{open}."),
        None => format!("the {noun} {what} was closed{how}{when}{open}."),
    }
}

fn detail(main: &Happening) -> Option<String> {
    let detail = crate::escape::clean(&main.detail);
    (!detail.is_empty()).then(|| format!("In the words of the commit: “{}”", markdown(&detail)))
}

fn helpers(main: &Happening, variant: usize) -> Option<String> {
    let is_merger = |p: &&PersonName| main.merged_by.as_ref().is_some_and(|merger| merger.name == p.name);
    let reviewed_and_merged = main.with.iter().any(|p| is_merger(&p));
    let people: Vec<String> = main.with.iter().filter(|p| !p.bot && !is_merger(p)).take(4).map(person).collect();
    let who = list(&people);
    let text = match (people.is_empty(), main.merged_by.as_ref().map(person)) {
        (true, None) => return None,
        (true, Some(merger)) if reviewed_and_merged => format!("{merger} reviewed and merged it."),
        (true, Some(merger)) => format!("{merger} merged it."),
        (false, _) if main.event == Event::Committed => format!("{who} shared in the work."),
        (false, Some(merger)) if reviewed_and_merged => {
            format!("{who} took part in the review, as did {merger}, who merged it.")
        }
        (false, Some(merger)) => format!("{who} took part in the review, and {merger} merged it."),
        (false, None) if variant.is_multiple_of(2) => format!("{who} reviewed it."),
        (false, None) => format!("The review was in the hands of {who}."),
    };
    Some(text)
}

fn size(main: &Happening, variant: usize) -> Option<String> {
    let (added, deleted) = (main.additions?, main.deletions?);
    let files = main.changed_files.map_or_else(String::new, |files| match files {
        1 => " in one file".to_owned(),
        _ => format!(" across {}", counted(files, "file", "files")),
    });
    let lines = if added == 1 { "line" } else { "lines" };
    Some(match (added, deleted) {
        (0, 0) => return None,
        (_, 0) => format!("It adds {} {lines}{files} and removes none.", digits(added)),
        (0, 1) => format!("It removes one line{files}."),
        (0, _) => format!("It removes {} lines{files}.", digits(deleted)),
        _ if variant.is_multiple_of(2) => {
            format!("It adds {} {lines} and removes {}{files}.", digits(added), digits(deleted))
        }
        _ => format!("That is {} {lines} in and {} out{files}.", digits(added), digits(deleted)),
    })
}

fn talk(main: &Happening, variant: usize) -> Option<String> {
    let comments = counted(main.comments.filter(|n| *n > 0)?, "comment", "comments");
    Some(if variant.is_multiple_of(2) {
        format!("It drew {comments}.")
    } else {
        format!("The conversation about it ran to {comments}.")
    })
}

fn labels(main: &Happening, variant: usize) -> Option<String> {
    let labels: Vec<String> = main.labels.iter().take(3).map(|l| markdown(&crate::escape::clean(l))).collect();
    let word = if labels.len() == 1 { "label" } else { "labels" };
    (!labels.is_empty()).then(|| {
        let names = list(&labels);
        if variant.is_multiple_of(2) {
            format!("It carries the {word} {names}.")
        } else {
            format!("It is filed under the {word} {names}.")
        }
    })
}

fn times(story: &Story<'_>, variant: usize) -> String {
    let at = story.main.at.format("%H:%M");
    match story.opened {
        Some(opened) => format!(
            "It had been opened on {} at {} UTC and was settled at {at} UTC.",
            date(opened.date),
            opened.at.format("%H:%M")
        ),
        None if variant.is_multiple_of(2) => {
            format!("The record of this is dated {} at {at} UTC.", date(story.main.date))
        }
        None => format!("That happened on {} at {at} UTC.", date(story.main.date)),
    }
}
