//! The heading of a topic. It must not know how its stories are told.

use serde::Serialize;
use sparky_schema::analysis::{Happening, TopicKind, Work};

use super::Desk;
use super::part::Part;
use crate::error::Error;
use crate::escape::{clean, markdown};
use crate::facts::whole_top;

/// What `sentences/heading.md.j2` gets as `t`.
#[derive(Serialize)]
struct TopicFacts {
    kind: TopicKind,
    /// The title of the first story.
    top: String,
    tagged: bool,
    scope: Option<String>,
    work: Option<Work>,
    repository: Option<String>,
    /// Who all stories are by, when it is one person and there are three or more.
    by: Option<String>,
    count: u64,
}

/// A heading and what the text below need not say.
#[derive(Default)]
pub(super) struct Heading {
    pub(super) text: String,
    /// Whether it gives the whole title of the first story.
    pub(super) has_title: bool,
    /// Whether it names the one author of all stories.
    pub(super) has_author: bool,
}

pub(super) fn of(desk: &Desk<'_>, part: &Part<'_>, turn: usize) -> Result<Heading, Error> {
    let topic = part.topic;
    let first = part.stories.first().and_then(|story| desk.tell(story));
    let subject = first.as_ref().map_or("", |tell| tell.main.subject.as_str());
    let top = markdown(&desk.voice.top(below(subject, topic.kind)));
    let facts = TopicFacts {
        kind: topic.kind,
        tagged: first.is_some_and(|tell| tell.is_clone),
        scope: topic.scope.as_deref().map(|scope| markdown(&clean(scope))),
        work: topic.work,
        repository: topic.repository.as_ref().filter(|_| desk.voice.several).map(|name| markdown(name.as_str())),
        by: by(desk, part),
        count: part.count,
        top,
    };
    let text = desk.narrator.say("heading", "t", &facts, turn)?.unwrap_or_default();
    let has_title = whole_top(subject) && text.contains(&facts.top);
    let has_author = facts.by.as_ref().is_some_and(|by| text.contains(by));
    Ok(Heading { text, has_title, has_author })
}

/// Below a scope, the title without a prefix of its own: `cli: add a flag` is told as `add a flag`.
fn below(subject: &str, kind: TopicKind) -> &str {
    let is_prefix =
        |prefix: &str| !prefix.is_empty() && prefix.chars().all(|c| c.is_ascii_lowercase() || "-_/".contains(c));
    match subject.split_once(": ") {
        Some((prefix, rest)) if kind == TopicKind::Scope && is_prefix(prefix) => rest,
        _ => subject,
    }
}

fn by(desk: &Desk<'_>, part: &Part<'_>) -> Option<String> {
    let stories: Vec<&Happening> = part.stories.iter().filter_map(|story| desk.happening(&story.main)).collect();
    let author = stories.first()?.author.as_ref()?;
    let one = stories.len() > 2
        && !desk.voice.sole
        && stories.iter().all(|happening| happening.author.as_ref() == Some(author));
    one.then(|| markdown(&clean(&author.name)))
}
