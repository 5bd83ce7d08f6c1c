//! How people, titles, repositories and days are written. It must not know what happened.

use chrono::NaiveDate;
use sparky_schema::Language;
use sparky_schema::analysis::{Analysis, PersonName, RepositoryAnalysis};
use sparky_schema::ids::RepoName;
use sparky_schema::window::{Period, Window};

use crate::escape::{clean, cut, markdown};
use crate::language::{Wording, capital, wording};

/// Characters of a title in a heading.
const LONGEST_HEADING: usize = 70;

/// How the texts of one window are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice {
    pub(crate) period: Period,
    language: Language,
    /// `day`, `week`, `month`, or `period` for a window of one's own.
    pub(crate) noun: &'static str,
    /// Whether repositories must be told apart.
    pub(crate) several: bool,
    /// Whether one person did everything.
    pub(crate) sole: bool,
    /// Whether everything happened on one day.
    pub(crate) one_day: bool,
    /// Whether a day of the week says which day it was.
    long: bool,
}

impl Voice {
    pub(crate) fn of(analysis: &Analysis, language: Language) -> Self {
        let window = &analysis.window;
        Self {
            period: window.period,
            language,
            noun: noun(window, language),
            several: active(analysis).count() > 1,
            sole: sole(analysis).is_some(),
            one_day: analysis.days.iter().filter(|day| day.events > 0).count() == 1,
            long: is_long(window),
        }
    }

    /// A day, as briefly as the window allows; none when the window is that day.
    pub(crate) fn day(&self, day: NaiveDate) -> Option<String> {
        match self.period {
            _ if self.long => Some(self.wording().day(day)),
            Period::Daily => None,
            Period::Weekly => Some(self.language.weekday(day).to_owned()),
            Period::Monthly => Some(self.wording().day(day)),
        }
    }

    /// A day in full.
    pub(crate) fn full_day(&self, day: NaiveDate) -> String {
        self.wording().date(day)
    }

    /// What the language of the texts has to offer.
    pub(crate) fn wording(&self) -> &'static dyn Wording {
        wording(self.language)
    }

    /// A title in quotes, whatever is left of it.
    pub(crate) fn quoted(&self, subject: &str) -> String {
        quoted(subject, self.wording())
    }

    /// A title as the beginning of a heading, plain text.
    pub(crate) fn top(&self, subject: &str) -> String {
        top(subject, self.wording())
    }

    /// The repository, where it is not the only one.
    pub(crate) fn place(&self, repository: &RepoName) -> Option<String> {
        self.several.then(|| markdown(repository.as_str()))
    }
}

/// Repositories in which something happened.
pub(crate) fn active(analysis: &Analysis) -> impl Iterator<Item = &RepositoryAnalysis> {
    let some = |n: Option<u64>| n.is_some_and(|n| n > 0);
    analysis.repositories.iter().filter(move |r| some(r.totals.events) || some(r.totals.commits))
}

/// What a window is called.
pub(crate) fn noun(window: &Window, language: Language) -> &'static str {
    wording(language).period((!window.is_custom()).then_some(window.period))
}

/// The one person who took part, when there is no other and no bot, and more than one thing happened.
pub(crate) fn sole(analysis: &Analysis) -> Option<&PersonName> {
    let only = 1 < analysis.happenings.len()
        && analysis.totals.contributors == Some(1)
        && analysis.totals.bots.unwrap_or(0) == 0;
    analysis.people.first().filter(|_| only && analysis.people.len() == 1).map(|person| &person.person)
}

fn is_long(window: &Window) -> bool {
    let days = window.dates().len();
    window.is_custom() && days > if window.period == Period::Daily { 1 } else { 7 }
}

/// A name, as a link to the profile where there is one, never a mention.
pub(crate) fn person(person: &PersonName) -> String {
    let name = markdown(&clean(&person.name));
    person.url.as_ref().map_or_else(|| name.clone(), |url| link(&name, url))
}

/// A link whose address ends where it should.
pub(crate) fn link(text: &str, url: &str) -> String {
    let target = if url.contains(['(', ')', ' ', '<', '>', '\\']) { format!("<{url}>") } else { url.to_owned() };
    format!("[{text}]({target})")
}

/// A title in quotes; quotes of its own become single ones.
pub(crate) fn quoted(subject: &str, wording: &dyn Wording) -> String {
    let title = clean(subject).replace(['“', '”', '"'], "'");
    let title = title.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(&title);
    format!("“{}”", markdown(if title.is_empty() { wording.labels().untitled } else { title }))
}

/// Whether [`top`] gives the whole title.
pub(crate) fn whole_top(subject: &str) -> bool {
    let title = clean(subject);
    !title.is_empty() && !title.contains(['…', ';']) && title.chars().count() <= LONGEST_HEADING
}

/// A title as the beginning of a heading, plain text.
pub(crate) fn top(subject: &str, wording: &dyn Wording) -> String {
    let first = clean(subject);
    let first = first.split("; ").next().unwrap_or_default();
    let text = capital(&at_comma(&cut(first, LONGEST_HEADING)));
    let text = text.trim_end_matches(['.', ',', ':', ';']);
    if text.is_empty() { capital(wording.labels().untitled) } else { text.to_owned() }
}

/// A cut title ends at its last comma, when most of it is before that.
fn at_comma(text: &str) -> String {
    let head = text.strip_suffix('…').and_then(|head| head.rsplit_once(", ")).map(|(head, _)| head);
    head.filter(|head| head.len() * 2 > text.len()).map_or_else(|| text.to_owned(), |head| format!("{head}…"))
}
