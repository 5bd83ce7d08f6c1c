//! What a story is about, term by term, and where each term comes from. Terms are compared in lower case and in the
//! singular. It must not know other stories.

use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::analysis::{BondKind, Event, Happening};

use super::links;
use super::stop_words::{is_process, is_stop_word, is_vague};
use crate::scope::conventional;
use crate::stories::Told;

/// A term of a story.
#[derive(Debug, Clone, Default)]
pub(super) struct Term {
    /// Where it comes from.
    pub(super) from: BTreeSet<BondKind>,
    /// How it was written.
    pub(super) spelling: String,
    /// Whether it is two words in a row.
    pub(super) pair: bool,
    /// How many stories of a node have it.
    pub(super) stories: usize,
}

/// A word that two titles share by chance is short.
const LONG: usize = 8;

impl Term {
    /// Whether somebody wrote it to say what the story is about.
    pub(super) fn is_declared(&self) -> bool {
        self.from.contains(&BondKind::Scope) || self.from.contains(&BondKind::Label)
    }

    /// Whether it is in the title.
    pub(super) fn is_said(&self) -> bool {
        self.is_declared() || self.from.contains(&BondKind::Words)
    }

    /// Whether two stories that share nothing else go together by it.
    pub(super) fn is_telling(&self) -> bool {
        self.is_declared() || self.pair || self.is_name() || LONG <= self.spelling.chars().count()
    }

    /// How much it says in a title, in quarters: two words in a row and names, such as `TLS` or `KeyUpdate`, say more.
    pub(super) fn weight(&self) -> usize {
        self.stories * if self.pair || self.is_name() { 3 } else { 2 }
    }

    fn is_name(&self) -> bool {
        self.spelling.chars().skip(1).any(char::is_uppercase)
    }
}

/// What releases share.
const RELEASES: &str = "releases";

/// What answers to reviewers share, however many there are.
pub(super) const REVIEWS: &str = "reviewcomment";

/// The terms of a story.
pub(super) type Terms = BTreeMap<String, Term>;

pub(super) fn of(story: &Told<'_>) -> Terms {
    let main = story.main;
    let mut terms = Terms::new();
    if main.event == Event::Released {
        add(&mut terms, BondKind::Scope, RELEASES, RELEASES, false);
        return terms;
    }
    add_scope(&mut terms, main);
    for label in main.labels.iter().filter(|label| !is_process(label)) {
        let topic = label.rsplit([':', '/']).next().unwrap_or(label).trim();
        add(&mut terms, BondKind::Label, &key(topic), topic, false);
    }
    add_words(&mut terms, &main.subject);
    if links::answers_reviewers(&main.title) {
        add(&mut terms, BondKind::Words, REVIEWS, "review comments", true);
    }
    story.settles.iter().for_each(|issue| add_words(&mut terms, &issue.subject));
    // The name of the project says nothing within it.
    for word in main.repository.name().split(['-', '_', '.']) {
        terms.remove(&singular(&word.to_lowercase()));
    }
    terms
}

/// Whether the title begins with a part of the project: `printer: drop the dependency on serde`.
pub(super) fn is_of_a_part(subject: &str) -> bool {
    prefix(subject).is_some_and(|head| !is_vague(&key(head)))
}

fn add_scope(terms: &mut Terms, main: &Happening) {
    let declared = conventional(&main.title).and_then(|title| title.scope);
    if let Some(scope) = declared.or_else(|| prefix(&main.subject)) {
        add(terms, BondKind::Scope, &key(scope), scope, false);
    }
    // A file at the top is no area, and the folder of a tool says nothing.
    let is_part = |area: &str| !area.starts_with('.') && (area.contains('/') || !area.contains('.'));
    if let Some(area) = main.scope.as_deref().filter(|area| Some(*area) != declared && is_part(area)) {
        let part = area.rsplit('/').next().unwrap_or(area);
        add(terms, BondKind::Area, &key(part), part, false);
    }
}

/// `parser: handle tabs` is about the parser, `parser/tokens: handle tabs` too.
fn prefix(subject: &str) -> Option<&str> {
    let (head, _) = subject.split_once(": ")?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let head = head.split('/').next().unwrap_or(head);
    (!head.is_empty() && head.len() <= 24 && head.chars().all(plain)).then_some(head)
}

fn add_words(terms: &mut Terms, subject: &str) {
    let told = subject.split_once(": ").filter(|_| prefix(subject).is_some()).map_or(subject, |(_, rest)| rest);
    let mut before: Option<String> = None;
    let mut before_spelling = "";
    for word in told.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let stem = singular(&word.to_lowercase());
        let tells = tells(&stem);
        if tells {
            add(terms, BondKind::Words, &stem, word, false);
        }
        if let Some(first) = before.as_ref().filter(|_| tells) {
            add(terms, BondKind::Words, &format!("{first}{stem}"), &format!("{before_spelling} {word}"), true);
        }
        (before, before_spelling) = (tells.then_some(stem), word);
    }
}

fn tells(stem: &str) -> bool {
    let letters = stem.chars().filter(|c| c.is_alphabetic()).count();
    3 <= letters && !is_stop_word(stem)
}

fn add(terms: &mut Terms, kind: BondKind, key: &str, spelling: &str, pair: bool) {
    if key.is_empty() || (kind != BondKind::Words && is_vague(key)) {
        return;
    }
    let term = terms.entry(key.to_owned()).or_default();
    if term.spelling.is_empty() || (kind < BondKind::Words && term.from.first().is_none_or(|known| kind < *known)) {
        term.spelling = spelling.to_owned();
    }
    term.from.insert(kind);
    term.pair |= pair;
}

/// `Parser-Tokens` and `parser tokens` are one.
fn key(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| singular(&word.to_lowercase())).collect()
}

/// The singular as far as the spelling tells.
fn singular(word: &str) -> String {
    let stem = match word {
        _ if word.len() < 4 || ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) => None,
        _ => word.strip_suffix("ies").map(|stem| format!("{stem}y")).or_else(|| plural(word).map(str::to_owned)),
    };
    stem.unwrap_or_else(|| word.to_owned())
}

fn plural(word: &str) -> Option<&str> {
    let hissing = ["ches", "shes", "sses", "xes"].iter().any(|end| word.ends_with(end));
    if hissing { word.strip_suffix("es") } else { word.strip_suffix('s') }
}
