//! Turns sentences of ours into facts with slots, so that a model can word them anew. It must not know sections.

use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::analysis::{Analysis, Happening, PersonName};

use super::own_words::{fault, words};
use super::pieces::{Piece, pieces};
use super::slots::{Part, Slot, SlotKind, Slots, parts};
use super::stranger::Strangers;
use crate::escape::{JOINER, clean, markdown};
use crate::facts::{named, person};
use crate::language::{list, word_value};

/// Words that end what a number counts.
const ENDS: [&str; 27] = [
    "a", "after", "an", "and", "at", "before", "beside", "but", "by", "for", "from", "in", "of", "on", "or", "so",
    "than", "that", "the", "to", "too", "when", "which", "while", "who", "with", "within",
];

/// Words after a number that can say what it counts.
const LONGEST_COUNT: usize = 4;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Who and what the analysis knows, by what texts print of it.
pub(super) struct Index<'a> {
    profiles: BTreeMap<String, &'a PersonName>,
    /// People without a profile, by their names as texts print them.
    names: BTreeMap<String, &'a PersonName>,
    pages: BTreeMap<&'a str, Vec<&'a Happening>>,
    facts: BTreeMap<&'a str, &'a Happening>,
    pub(super) strangers: Strangers,
}

impl<'a> Index<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let (mut profiles, mut names) = (BTreeMap::new(), BTreeMap::new());
        let happenings = &analysis.happenings;
        let involved = happenings.iter().flat_map(|h| h.author.iter().chain(&h.merged_by).chain(&h.with));
        let waiting = analysis.waiting.iter().filter_map(|one| one.author.as_ref());
        let listed = analysis.people.iter().chain(&analysis.bots).map(|one| &one.person);
        for who in involved.chain(waiting).chain(listed) {
            match &who.url {
                Some(url) => profiles.insert(url.clone(), who),
                None => names.insert(markdown(&clean(&who.name)), who),
            };
        }
        let mut pages: BTreeMap<&str, Vec<&Happening>> = BTreeMap::new();
        for happening in happenings {
            if let Some(url) = &happening.url {
                pages.entry(url).or_default().push(happening);
            }
        }
        let facts = happenings.iter().rev().map(|h| (h.id.as_str(), h)).collect();
        Self { profiles, names, pages, facts, strangers: Strangers::new(analysis) }
    }

    /// What a fact is about.
    pub(super) fn fact(&self, id: &str) -> Option<&'a Happening> {
        self.facts.get(id).copied()
    }

    /// What happened on a page.
    pub(super) fn at(&self, url: &str) -> &[&'a Happening] {
        self.pages.get(url).map_or(&[], Vec::as_slice)
    }
}

/// Rewrites sentences of one text.
pub(super) struct Slotter<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) slots: Slots,
}

impl Slotter<'_> {
    /// A sentence with slots; as one slot when it cannot be told in other words.
    pub(super) fn sentence(&mut self, text: &str) -> String {
        let before = self.slots.clone();
        let slotted = self.slotted(text);
        let own: String =
            parts(&slotted).iter().map(|part| if let Part::Own(own) = part { own } else { " " }).collect();
        let has_slot = parts(&slotted).iter().any(|part| matches!(part, Part::Slot(_)));
        if has_slot && fault(&own).is_none() {
            return slotted;
        }
        self.slots = before;
        let plain = plain(text);
        let meaning = self.index.strangers.shown(&plain).to_owned();
        let slot =
            Slot { kind: SlotKind::Line, full: text.to_owned(), short: text.to_owned(), meaning, of: String::new() };
        format!("{{{{{}}}}}", self.slots.fresh("line", slot))
    }

    fn slotted(&mut self, text: &str) -> String {
        let all = self.with_names(pieces(text));
        let (mut out, mut at) = (String::new(), 0);
        while let Some((glued, piece)) = all.get(at) {
            if !glued && !out.is_empty() {
                out.push(' ');
            }
            at += match piece {
                Piece::Link { label, url, source } => self.link(&mut out, label, url, source),
                Piece::Quote(title) => self.quote(&mut out, title, all.get(at + 1..).unwrap_or_default()),
                Piece::Word { .. } => self.words(&mut out, all.get(at..).unwrap_or_default()),
            };
        }
        out
    }

    /// Names of people without a profile become links to nowhere, so that they are read as people.
    fn with_names(&self, all: Vec<(bool, Piece)>) -> Vec<(bool, Piece)> {
        let mut out: Vec<(bool, Piece)> = Vec::new();
        let mut at = 0;
        while let Some((glued, piece)) = all.get(at) {
            match self.name_at(all.get(at..).unwrap_or_default()) {
                Some((name, taken, before, after)) => {
                    let word = |before: &str, after: &str| {
                        let own = |text: &str| text.to_owned();
                        Piece::Word { before: own(before), core: String::new(), after: own(after) }
                    };
                    if !before.is_empty() {
                        out.push((*glued, word(&before, "")));
                    }
                    let link = Piece::Link { label: name.clone(), url: String::new(), source: name };
                    out.push((*glued || !before.is_empty(), link));
                    if !after.is_empty() {
                        out.push((true, word("", &after)));
                    }
                    at += taken;
                }
                None => {
                    out.push((*glued, piece.clone()));
                    at += 1;
                }
            }
        }
        out
    }

    /// The longest name that begins here: its text, its pieces, the punctuation around it.
    fn name_at(&self, rest: &[(bool, Piece)]) -> Option<(String, usize, String, String)> {
        let (mut text, mut found, mut opening) = (String::new(), None, String::new());
        for (n, (glued, piece)) in rest.iter().take(5).enumerate() {
            let Piece::Word { before, core, after } = piece else { break };
            if n > 0 && (*glued || !before.is_empty()) {
                break;
            }
            if n == 0 {
                opening.clone_from(before);
            } else {
                text.push(' ');
            }
            text.push_str(core);
            if self.index.names.contains_key(&text) {
                found = Some((text.clone(), n + 1, opening.clone(), after.clone()));
            }
            if !after.is_empty() {
                break;
            }
        }
        found
    }

    fn link(&mut self, out: &mut String, label: &str, url: &str, source: &str) -> usize {
        let profile = self.index.profiles.get(url).or_else(|| self.index.names.get(label).filter(|_| url.is_empty()));
        let name = if let Some(who) = profile {
            let (text, of) = (person(who), who.name.clone());
            let meaning = self.index.strangers.shown(&clean(&who.name)).to_owned();
            self.slots.shared("person", Slot { kind: SlotKind::Person, full: text.clone(), short: text, meaning, of })
        } else {
            let full = self.index.at(url).first().map_or_else(|| source.to_owned(), |happening| named(happening));
            self.reference(label, url, full, source)
        };
        push_slot(out, &name);
        1
    }

    fn reference(&mut self, label: &str, url: &str, full: String, short: &str) -> String {
        let number = label.trim_start_matches('#');
        let kind = if url.contains("/pull/") {
            "pr"
        } else if url.contains("/issues/") {
            "issue"
        } else {
            "item"
        };
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        let stem = if is_number { format!("{kind}_{number}") } else { kind.to_owned() };
        let meaning = self.index.strangers.shown(&plain(&full)).to_owned();
        let slot = Slot { kind: SlotKind::Reference, full, short: short.to_owned(), meaning, of: url.to_owned() };
        self.slots.shared(&stem, slot)
    }

    /// A title, with the reference in parentheses that follows it.
    fn quote(&mut self, out: &mut String, title: &str, rest: &[(bool, Piece)]) -> usize {
        if let [
            (_, Piece::Word { before, core, after }),
            (true, Piece::Link { label, url, source }),
            (true, closing),
            ..,
        ] = rest
            && before == "("
            && core.is_empty()
            && after.is_empty()
            && let Piece::Word { before: none, core, after } = closing
            && none.is_empty()
            && core.is_empty()
            && after.starts_with(')')
        {
            let name = self.reference(label, url, format!("{title} ({source})"), source);
            push_slot(out, &name);
            out.push_str(after.strip_prefix(')').unwrap_or_default());
            return 4;
        }
        let meaning = self.index.strangers.shown(&plain(title)).to_owned();
        let of = title.to_owned();
        let slot = Slot { kind: SlotKind::Reference, full: of.clone(), short: of.clone(), meaning, of };
        let name = self.slots.shared("title", slot);
        push_slot(out, &name);
        1
    }

    fn words(&mut self, out: &mut String, rest: &[(bool, Piece)]) -> usize {
        let Some((_, Piece::Word { before, core, after })) = rest.first() else { return 1 };
        let taken = day(rest).map(|n| (n, SlotKind::Day)).or_else(|| Some((count(core, rest)?, SlotKind::Number)));
        out.push_str(before);
        let Some((length, kind)) = taken else {
            if core.chars().any(|c| !c.is_alphabetic() && !"’'-–—".contains(c)) {
                let of = core.clone();
                let meaning = self.index.strangers.shown(&plain(core)).to_owned();
                let slot = Slot { kind: SlotKind::Name, full: of.clone(), short: of.clone(), meaning, of };
                let name = self.slots.shared("name", slot);
                push_slot(out, &name);
            } else {
                out.push_str(core);
            }
            out.push_str(after);
            return 1;
        };
        let taken = rest.get(..length).unwrap_or_default();
        let mut text = phrase(taken);
        if length == 1 && kind == SlotKind::Number && after.is_empty().then(|| rest.get(1)).flatten().is_none_or(ends) {
            text = format!("{}{text}", last_word(out));
        }
        let ending = text.len() - text.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']).len();
        let closing = text.split_off(text.len() - ending);
        if kind == SlotKind::Number {
            text = uncapital(&text);
        }
        let stem = if kind == SlotKind::Day { "day" } else { "n" };
        let meaning = plain(&text);
        let name = self.slots.fresh(stem, Slot { kind, full: text.clone(), short: text, meaning, of: String::new() });
        push_slot(out, &name);
        out.push_str(&closing);
        length
    }
}

/// The slots of a sentence.
pub(super) fn used(sentence: &str) -> BTreeSet<String> {
    let slots = parts(sentence).into_iter();
    slots.filter_map(|part| if let Part::Slot(name) = part { Some(name.to_owned()) } else { None }).collect()
}

fn push_slot(out: &mut String, name: &str) {
    out.push_str(&format!("{{{{{name}}}}}"));
}

fn core(piece: Option<&(bool, Piece)>) -> &str {
    if let Some((_, Piece::Word { core, .. })) = piece { core } else { "" }
}

fn closed(piece: Option<&(bool, Piece)>) -> bool {
    !matches!(piece, Some((_, Piece::Word { after, .. })) if after.is_empty())
}

/// The pieces of a day: `Monday`, `Monday, 7 December`, `7 December 2026`.
fn day(rest: &[(bool, Piece)]) -> Option<usize> {
    let number = |at: usize| core(rest.get(at)).parse::<u32>().is_ok_and(|n| n <= 31);
    let month = |at: usize| MONTHS.contains(&core(rest.get(at)));
    let start = usize::from(WEEKDAYS.contains(&core(rest.first())));
    if number(start) && month(start + 1) && !closed(rest.get(start)) {
        let year = !closed(rest.get(start + 1)) && core(rest.get(start + 2)).parse::<u32>().is_ok_and(|n| n > 1_900);
        return Some(start + 2 + usize::from(year));
    }
    (start == 1).then_some(1)
}

fn is_number(core: &str) -> bool {
    let digits = core.starts_with(|c: char| c.is_ascii_digit())
        && core.bytes().all(|b| b.is_ascii_digit() || b",.%".contains(&b));
    digits || word_value(core).is_some()
}

/// The pieces of a number with what it counts: `nine pull requests`, `eight of the nine pull requests`.
fn count(first: &str, rest: &[(bool, Piece)]) -> Option<usize> {
    if !is_number(first) {
        return None;
    }
    let mut length = 1;
    while length <= LONGEST_COUNT && !closed(rest.get(length - 1)) {
        let of = |at: usize| core(rest.get(at)) == "of";
        let skip = if of(length) { 1 + usize::from(core(rest.get(length + 1)) == "the") } else { 0 };
        if skip > 0 && is_number(core(rest.get(length + skip))) {
            return Some(length + skip + count(core(rest.get(length + skip)), rest.get(length + skip..)?)?);
        }
        let Some(next) = rest.get(length) else { break };
        if ends(next) {
            break;
        }
        length += 1;
    }
    Some(length)
}

/// Whether a piece cannot belong to what a number counts.
fn ends((glued, piece): &(bool, Piece)) -> bool {
    let Piece::Word { before, core, .. } = piece else { return true };
    let plain = core.chars().all(|c| c.is_alphabetic() || c == '-');
    *glued || !before.is_empty() || core.is_empty() || !plain || ENDS.contains(&core.as_str()) || is_number(core)
}

fn phrase(taken: &[(bool, Piece)]) -> String {
    let texts = taken.iter().enumerate().map(|(n, (_, piece))| match piece {
        // What stands before the first word stays outside.
        Piece::Word { before, core, after } => format!("{}{core}{after}", if n == 0 { "" } else { before.as_str() }),
        Piece::Quote(text) | Piece::Link { source: text, .. } => text.clone(),
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// Takes the last word back, where it is one that can say what a number is: `removes 10`.
fn last_word(out: &mut String) -> String {
    let kept = out.trim_end().len();
    let start = out.get(..kept).and_then(|text| text.rfind([' ', '(']).map(|at| at + 1)).unwrap_or(0);
    let word = out.get(start..kept).unwrap_or_default();
    if word.is_empty() || ENDS.contains(&word) || !word.chars().all(char::is_alphabetic) {
        return String::new();
    }
    out.split_off(start)
}

/// Markdown as people read it.
fn plain(markdown: &str) -> String {
    let texts = pieces(markdown).into_iter().map(|(glued, piece)| {
        let text = match piece {
            Piece::Link { label, .. } => label,
            Piece::Quote(text) => text,
            Piece::Word { before, core, after } => before + &core + &after,
        };
        if glued { text } else { format!(" {text}") }
    });
    texts.collect::<String>().replace(['\\', JOINER], "").trim().to_owned()
}

/// Words of a text that somebody wrote, in lower case.
pub(super) fn lower(text: &str) -> Vec<String> {
    words(text).map(str::to_lowercase).collect()
}

/// The slots that tell that a text was told: its first reference, else any of its slots.
pub(super) fn marks(text: &str, slots: &Slots) -> Vec<String> {
    let names = parts(text).into_iter().filter_map(|part| if let Part::Slot(name) = part { Some(name) } else { None });
    let names: Vec<String> = names.map(str::to_owned).collect();
    let is_reference = |name: &&String| slots.get(name).is_some_and(|slot| slot.kind == SlotKind::Reference);
    names.iter().find(is_reference).map_or_else(|| names.clone(), |first| vec![first.clone()])
}

/// A number word at the beginning of a sentence, as it is written elsewhere.
fn uncapital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A sentence of ours without what leans on the one before it; none when it cannot be had.
pub(super) fn alone(text: &str, happening: Option<&Happening>) -> Option<String> {
    let author = happening.and_then(|h| h.author.as_ref()).map(person);
    let with = happening.map(|h| h.with.iter().filter(|who| !who.bot).take(4).map(person).collect::<Vec<_>>());
    let mut text = text.replace(" also ", " ").replace(", too;", ";").replace(", too.", ".");
    text = text.strip_prefix("Also from").map(|rest| format!("From{rest}")).unwrap_or(text);
    if let Some(author) = author {
        text = text.replace("by the same author", &format!("by {author}"));
    }
    if let Some(with) = with.filter(|with| !with.is_empty()) {
        text = text.replace("with the same reviewers", &format!("with a review by {}", list(&with)));
    }
    let own: String = parts(&text).iter().map(|part| if let Part::Own(own) = part { own } else { " " }).collect();
    let leans = words(&own).any(|word| word == "same");
    (!leans).then_some(text)
}
