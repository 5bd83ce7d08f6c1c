//! The sections of a digest: stories by theme, then people, places, pace and days. It must not know how much fits.

use std::collections::BTreeMap;

use sparky_schema::analysis::{Analysis, Event, Happening, Person, Work};

use crate::escape::{clean, markdown};
use crate::language::{capital, counted, date, list};
use crate::outline::{DraftItem, DraftSection, Sentence};
use crate::sentence::{Voice, named, person, tell};
use crate::story::{Story, alone, event_noun};

/// The rank after which a quiet window says nothing more.
pub(crate) const QUIET_RANK: usize = 9_999;

/// The rank of what is told when the stories are.
const LATE: usize = 10_000;

/// Every section in the order of the text.
pub(crate) fn sections(analysis: &Analysis, stories: &[Story<'_>], voice: Voice, quiet: bool) -> Vec<DraftSection> {
    let mut themes: Vec<(Theme, DraftSection)> = Vec::new();
    for (rank, story) in stories.iter().enumerate() {
        let theme = Theme::of(story);
        let at = themes.iter().position(|(known, _)| *known == theme).unwrap_or_else(|| {
            let heading = theme.heading(themes.is_empty(), voice.period.noun());
            themes.push((theme, DraftSection { heading, bullets: true, items: Vec::new() }));
            themes.len() - 1
        });
        if let Some((_, section)) = themes.get_mut(at) {
            let variant = section.items.len();
            section.items.push(story_item(story, voice, variant, rank));
        }
    }
    let mut sections: Vec<DraftSection> = themes.into_iter().map(|(_, section)| section).collect();
    // A full window says early who was there and how fast things went; a quiet one has nothing to sum up.
    let rank = if quiet { LATE } else { 50 };
    sections.push(people(analysis, rank));
    sections.push(pace(analysis, rank));
    sections.push(places(analysis));
    sections.push(days(analysis));
    sections
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Theme {
    Release,
    Work(Work),
    Issues,
    Closed,
    Review,
    Dropped,
}

impl Theme {
    fn of(story: &Story<'_>) -> Self {
        match story.main.event {
            Event::Released => Theme::Release,
            Event::Merged | Event::Committed => Theme::Work(story.main.work),
            Event::IssueOpened => Theme::Issues,
            Event::IssueClosed => Theme::Closed,
            Event::PullRequestOpened => Theme::Review,
            Event::PullRequestClosed => Theme::Dropped,
        }
    }

    fn heading(self, leads: bool, noun: &str) -> String {
        let (name, plural) = match self {
            Theme::Release => ("Out the door", None),
            Theme::Work(Work::Feature) => ("New features", Some(())),
            Theme::Work(Work::Fix) => ("Fixes", Some(())),
            Theme::Work(Work::Security) => ("Security work", None),
            Theme::Work(Work::Performance) => ("Faster and lighter", None),
            Theme::Work(Work::Refactor) => ("Tidying the code", None),
            Theme::Work(Work::Docs) => ("In the documentation", None),
            Theme::Work(Work::Tests) => ("In the tests", None),
            Theme::Work(Work::Build) => ("Build and tooling", None),
            Theme::Work(Work::Dependencies) => ("Dependencies", Some(())),
            Theme::Work(Work::Other) => ("Changes to the code", None),
            Theme::Issues => ("New on the tracker", None),
            Theme::Closed => ("Settled issues", Some(())),
            Theme::Review => ("Proposed and in review", None),
            Theme::Dropped => ("Closed without a merge", None),
        };
        if leads && plural.is_some() { format!("{name} lead the {noun}") } else { name.to_owned() }
    }
}

fn story_item(story: &Story<'_>, voice: Voice, variant: usize, rank: usize) -> DraftItem {
    let place = |n: usize| match n {
        0 => 10 + rank * 2,
        n => 10 + rank * 3 + n * 20,
    };
    let texts = tell(story, voice, variant);
    let last = texts.len() - 1;
    let sentences = texts
        .into_iter()
        .enumerate()
        .map(|(n, text)| Sentence {
            rank: if n > 0 && n == last { 20_000 + rank } else { place(n).min(QUIET_RANK) },
            text,
        })
        .collect();
    DraftItem { sentences, fact: Some(story.main.id.clone()) }
}

fn people(analysis: &Analysis, rank: usize) -> DraftSection {
    let told = analysis.people.iter().take(12).enumerate();
    let items = told
        .filter_map(|(n, who)| Some(DraftItem::paragraph(deeds(who, n)?, if n < 4 { rank } else { LATE } + 10 + n * 5)))
        .collect();
    DraftSection { heading: "Who did what".to_owned(), bullets: false, items }
}

fn deeds(who: &Person, variant: usize) -> Option<String> {
    let counts = [
        (who.pull_requests_merged, "merged pull request", "merged pull requests"),
        (who.commits, "commit", "commits"),
        (who.reviews, "review", "reviews"),
        (who.issues_opened, "new issue", "new issues"),
        (who.comments, "comment", "comments"),
    ];
    let counts = counts.into_iter().filter(|(n, ..)| *n > 0);
    let parts: Vec<String> = counts.map(|(n, one, many)| counted(n, one, many)).collect();
    if parts.is_empty() {
        return None;
    }
    let (name, deeds) = (person(&who.person), list(&parts));
    let scopes: Vec<String> = who.scopes.iter().map(|scope| markdown(&clean(scope))).collect();
    let places = if scopes.is_empty() { String::new() } else { format!(", mostly around {}", list(&scopes)) };
    Some(match variant % 3 {
        0 => format!("{name} contributed {deeds}{places}."),
        1 => format!("From {name} came {deeds}{places}."),
        _ => format!("{} came from {name}{places}.", capital(&deeds)),
    })
}

fn pace(analysis: &Analysis, rank: usize) -> DraftSection {
    let metrics = &analysis.metrics;
    let text = |d: &Option<sparky_schema::totals::Distribution>| d.as_ref().and_then(|d| d.median_text.clone());
    let mut items = Vec::new();
    if let Some(time) = text(&metrics.time_to_first_review_hours) {
        items.push(format!("Half of the pull requests that got their first review had it within {time}."));
    }
    if let Some(time) = text(&metrics.time_to_merge_hours) {
        items.push(format!("From opening to merge the median was {time}."));
    }
    if let Some(time) = text(&metrics.time_to_close_hours) {
        items.push(format!("Issues that were closed had been open for {time} in the median."));
    }
    let heading = "How long things took".to_owned();
    let text = items.join(" ");
    let items = if text.is_empty() { Vec::new() } else { vec![DraftItem::paragraph(text, rank)] };
    DraftSection { heading, bullets: false, items }
}

fn places(analysis: &Analysis) -> DraftSection {
    let areas = analysis.areas.iter().take(6).enumerate();
    let mut items: Vec<DraftItem> = areas
        .map(|(n, area)| {
            let (path, commits) = (markdown(&clean(&area.path)), counted(area.commits, "commit", "commits"));
            let text = if n % 2 == 0 {
                format!("{commits} touched {path}.")
            } else {
                format!("In {path} there were {commits}.")
            };
            DraftItem::paragraph(capital(&text), 10_020 + n * 5)
        })
        .collect();
    if analysis.repositories.len() > 1 {
        items.extend(analysis.repositories.iter().enumerate().filter_map(|(n, repository)| {
            let events = repository.totals.events.filter(|events| *events > 0)?;
            let name = markdown(repository.name_with_owner.as_str());
            let text = format!("{name} saw {}.", counted(events, "event", "events"));
            Some(DraftItem::paragraph(text, 10_022 + n * 5))
        }));
    }
    DraftSection { heading: "Where it happened".to_owned(), bullets: false, items }
}

/// Day by day: told when little else is known.
fn days(analysis: &Analysis) -> DraftSection {
    let mut by_day: BTreeMap<_, Vec<&Happening>> = BTreeMap::new();
    for happening in &analysis.happenings {
        by_day.entry(happening.date).or_default().push(happening);
    }
    let mut items: Vec<DraftItem> = Vec::new();
    for (n, (day, mut happenings)) in by_day.into_iter().enumerate() {
        happenings.sort_by(|a, b| (a.at, &a.id, a.event).cmp(&(b.at, &b.id, b.event)));
        let mut sentences = vec![Sentence { text: format!("This is how {} went.", date(day)), rank: 15_000 + n }];
        for (k, happening) in happenings.into_iter().enumerate() {
            sentences.push(Sentence { text: moment(happening, k), rank: 30_000 + k * 40 + n });
        }
        items.push(DraftItem { sentences, fact: None });
    }
    DraftSection { heading: "Day by day".to_owned(), bullets: false, items }
}

fn moment(happening: &Happening, variant: usize) -> String {
    let (at, what) = (happening.at.format("%H:%M"), named(&alone(happening)));
    let (noun, place) = (event_noun(happening.event), markdown(happening.repository.as_str()));
    match variant % 3 {
        0 => format!("At {at} UTC the record of {place} has {what}, {noun}."),
        1 => format!("{what}, {noun}, follows in the record of {place} at {at} UTC."),
        _ => format!("Next in {place}, at {at} UTC, comes {what}, {noun}."),
    }
}
