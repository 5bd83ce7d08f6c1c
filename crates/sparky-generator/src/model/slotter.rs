//! Turns sentences of ours into facts with slots, so that a model can word them anew. It must not know sections.

use super::index::Index;
use super::own_words::fault;
use super::pieces::{Piece, pieces};
use super::quantity::{count, day, ends, names_number, phrase};
use super::slots::{Part, Slot, SlotKind, Slots, parts};
use crate::escape::{JOINER, clean};
use crate::facts::{named, person, plain_title};
use crate::language::english::English;

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
        let slot = Slot::new(SlotKind::Line, text.to_owned(), meaning, String::new());
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
            self.slots.shared("person", Slot::new(SlotKind::Person, text, meaning, of))
        } else {
            let known = self.index.at(url).first();
            let full = known.map_or_else(|| source.to_owned(), |happening| named(happening, &English));
            let bare = known.map_or_else(|| label.to_owned(), |happening| plain_title(happening, &English));
            self.reference(label, url, (full, bare), source)
        };
        push_slot(out, &name);
        1
    }

    fn reference(&mut self, label: &str, url: &str, (full, bare): (String, String), short: &str) -> String {
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
        let slot =
            Slot { short: short.to_owned(), bare, ..Slot::new(SlotKind::Reference, full, meaning, url.to_owned()) };
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
            let texts = (format!("{title} ({source})"), title.to_owned());
            let name = self.reference(label, url, texts, source);
            push_slot(out, &name);
            out.push_str(after.strip_prefix(')').unwrap_or_default());
            return 4;
        }
        let meaning = self.index.strangers.shown(&plain(title)).to_owned();
        let of = title.to_owned();
        let slot = Slot::new(SlotKind::Reference, of.clone(), meaning, of);
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
                let slot = Slot::new(SlotKind::Name, of.clone(), meaning, of);
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
        let name = self.slots.fresh(stem, Slot::new(kind, text, meaning, String::new()));
        push_slot(out, &name);
        out.push_str(&closing);
        length
    }
}

fn push_slot(out: &mut String, name: &str) {
    out.push_str(&format!("{{{{{name}}}}}"));
}

/// Takes the last word back, where it is one that can say what a number is: `removes 10`.
fn last_word(out: &mut String) -> String {
    let kept = out.trim_end().len();
    let start = out.get(..kept).and_then(|text| text.rfind([' ', '(']).map(|at| at + 1)).unwrap_or(0);
    let word = out.get(start..kept).unwrap_or_default();
    if !names_number(word) {
        return String::new();
    }
    out.split_off(start)
}

/// Markdown as people read it.
pub(super) fn plain(markdown: &str) -> String {
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

/// A number word at the beginning of a sentence, as it is written elsewhere.
fn uncapital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
