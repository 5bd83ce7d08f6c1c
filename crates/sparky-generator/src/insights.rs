//! One insight as a sentence of `templates/insights/`. It must not know which insights a text tells.

use serde::Serialize;
use sparky_schema::analysis::{Event, Happening, Insight};

use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::person;
use crate::sections::Desk;

/// What a template of `insights/` gets as `i`.
#[derive(Serialize)]
struct Facts<'a> {
    /// The numbers and texts of the insight; the template knows what they mean.
    value: Option<u64>,
    of: Option<u64>,
    value_text: Option<&'a str>,
    usual_text: Option<&'a str>,
    windows: Option<u64>,
    /// The first fact, by its title and number.
    what: Option<String>,
    /// The subject, in plain words.
    subject: Option<String>,
    /// The subject as a path, with the repository where there are several.
    path: Option<String>,
    people: Vec<String>,
    /// The repository, where there are several.
    place: Option<String>,
    /// The day, with `On` or without.
    on: Option<String>,
    /// The day with its year.
    since: Option<String>,
    /// What is counted, in the plural.
    noun: Option<&'static str>,
    period: &'static str,
}

/// The sentence of an insight; none when nothing true can be said.
pub(crate) fn sentence(desk: &Desk<'_>, insight: &Insight, turn: usize) -> Result<Option<String>, Error> {
    let kind = serde_json::to_value(insight.kind)?;
    let Some(kind) = kind.as_str() else { return Ok(None) };
    let noun = insight.metric.and_then(|metric| desk.voice.wording().noun(metric));
    if insight.metric.is_some() && noun.is_none() {
        return Ok(None);
    }
    desk.narrator.say(&format!("insights/{kind}"), "i", &Facts { noun, ..facts(desk, insight) }, turn)
}

fn facts<'a>(desk: &Desk<'_>, insight: &'a Insight) -> Facts<'a> {
    let subject = insight.subject.as_deref().map(|subject| markdown(&clean(subject)));
    let place = insight.repository.as_ref().and_then(|repository| desk.voice.place(repository));
    let path = subject.clone().map(|path| match &place {
        Some(place) => desk.voice.wording().of(&path, place),
        None => path,
    });
    Facts {
        value: insight.value,
        of: insight.of,
        value_text: insight.value_text.as_deref(),
        usual_text: insight.usual_text.as_deref(),
        windows: insight.windows,
        what: first_fact(desk, insight).map(|main| desk.alone(main).facts(desk.voice).what),
        path,
        subject,
        people: insight.people.iter().map(person).collect(),
        place,
        on: insight.date.map(|date| desk.voice.full_day(date)),
        since: insight.date.map(|date| desk.voice.wording().dated(date)),
        noun: None,
        period: desk.voice.noun,
    }
}

/// What became of a thing tells more than that it was opened.
fn first_fact<'a>(desk: &Desk<'a>, insight: &Insight) -> Option<&'a Happening> {
    let id = insight.evidence.first()?;
    let of_id = desk.analysis.happenings.iter().filter(|happening| happening.id == *id);
    of_id.min_by_key(|happening| matches!(happening.event, Event::IssueOpened | Event::PullRequestOpened))
}
