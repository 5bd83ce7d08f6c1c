//! Named places in a sentence, and what code puts there. It must not know which sentence may use which.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::capital;

/// What a slot stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SlotKind {
    /// A pull request, an issue, a commit, a release, or a title without a page.
    Reference,
    /// A person.
    Person,
    /// A number with what it counts.
    Number,
    /// A day.
    Day,
    /// A word that only code may write.
    Name,
    /// A whole sentence.
    Line,
}

/// A slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) kind: SlotKind,
    /// Markdown, where it is told first.
    pub(super) full: String,
    /// Markdown, where it was told before.
    pub(super) short: String,
    /// Markdown in a post, which links to nothing.
    pub(super) bare: String,
    /// What it means, in plain text, for the model.
    pub(super) meaning: String,
    /// The page, of a reference; the name, of a person.
    pub(super) of: String,
}

impl Slot {
    /// A slot whose text is the same everywhere.
    pub(super) fn new(kind: SlotKind, text: String, meaning: String, of: String) -> Self {
        Self { kind, full: text.clone(), short: text.clone(), bare: text, meaning, of }
    }
}

/// All slots of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots {
    by_name: BTreeMap<String, Slot>,
}

impl Slots {
    pub(super) fn get(&self, name: &str) -> Option<&Slot> {
        self.by_name.get(name)
    }

    /// The name of a slot of which there is one a text, such as a person.
    pub(super) fn shared(&mut self, stem: &str, slot: Slot) -> String {
        let same = self.by_name.iter().find(|(_, known)| known.kind == slot.kind && known.of == slot.of);
        if let Some((name, _)) = same.filter(|_| !slot.of.is_empty()) {
            return name.clone();
        }
        self.fresh(stem, slot)
    }

    /// The name of a slot of its own.
    pub(super) fn fresh(&mut self, stem: &str, slot: Slot) -> String {
        let numbered = stem.ends_with(|c: char| c.is_ascii_digit());
        let mut name = if numbered { stem.to_owned() } else { format!("{stem}_1") };
        let mut n = 1;
        while self.by_name.contains_key(&name) {
            n += 1;
            name = format!("{stem}_{n}");
        }
        self.by_name.insert(name.clone(), slot);
        name
    }
}

/// A part of a sentence that a model wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Its own words.
    Own(&'a str),
    /// The name of a slot.
    Slot(&'a str),
}

/// The parts of a sentence. Braces that are no slot stay own words, which are refused.
pub(super) fn parts(sentence: &str) -> Vec<Part<'_>> {
    let (mut found, mut rest) = (Vec::new(), sentence);
    while let Some((own, (name, after))) = rest.split_once("{{").and_then(|(own, r)| Some((own, r.split_once("}}")?))) {
        if !own.is_empty() {
            found.push(Part::Own(own));
        }
        found.push(Part::Slot(name.trim()));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Part::Own(rest));
    }
    found
}

/// The slots of a sentence.
pub(super) fn used(sentence: &str) -> BTreeSet<String> {
    let slots = parts(sentence).into_iter();
    slots.filter_map(|part| if let Part::Slot(name) = part { Some(name.to_owned()) } else { None }).collect()
}

/// The slots that tell that a text was told: its first reference, else any of its slots.
pub(super) fn marks(text: &str, slots: &Slots) -> Vec<String> {
    let names = parts(text).into_iter().filter_map(|part| if let Part::Slot(name) = part { Some(name) } else { None });
    let names: Vec<String> = names.map(str::to_owned).collect();
    let is_reference = |name: &&String| slots.get(name).is_some_and(|slot| slot.kind == SlotKind::Reference);
    names.iter().find(is_reference).map_or_else(|| names.clone(), |first| vec![first.clone()])
}

/// Puts the text of posts in.
pub(super) fn fill_bare(sentence: &str, slots: &Slots) -> String {
    filled(sentence, slots, |_, _, slot| slot.bare.clone())
}

/// Puts the real text in. `told` are the slots that were told before; those of this sentence are added.
pub(super) fn fill(sentence: &str, slots: &Slots, told: &mut Vec<String>) -> String {
    let mut before = std::mem::take(told);
    let text = filled(sentence, slots, |out, name, slot| {
        let again = before.iter().any(|known| known == name) || out.ends_with('(');
        before.push(name.to_owned());
        if again { slot.short.clone() } else { slot.full.clone() }
    });
    *told = before;
    text
}

fn filled(sentence: &str, slots: &Slots, mut text: impl FnMut(&str, &str, &Slot) -> String) -> String {
    let mut out = String::new();
    for part in parts(sentence) {
        match part {
            // A whole sentence brings its end along.
            Part::Own(own) if out.ends_with('.') => out.push_str(own.trim_start_matches('.')),
            Part::Own(own) => out.push_str(own),
            Part::Slot(name) => {
                let Some(slot) = slots.get(name) else { continue };
                let text = text(&out, name, slot);
                let begins = out.trim().is_empty() && matches!(slot.kind, SlotKind::Number);
                out.push_str(&if begins { capital(&text) } else { text });
            }
        }
    }
    let out = out.trim();
    let bare = out.trim_end_matches('”');
    if bare.ends_with(['.', '!', '?']) { out.to_owned() } else { format!("{out}.") }
}
