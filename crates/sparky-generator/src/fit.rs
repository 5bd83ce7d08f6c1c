//! Chooses how much is told so that a text lies in its word band. It must not know what the sentences say.

use std::collections::BTreeSet;

use sparky_schema::content::ItemKind;

use crate::digest::Section;
use crate::draft::{Draft, Item};
use crate::style::Length;
use crate::words::count;

/// Sentences of this rank and above say little: they are told only where the contract asks for more words.
const LAST_RESORT: usize = 40_000;

/// Words that must be reached, words to reach and words never to pass.
#[derive(Clone, Copy)]
pub(crate) struct Band {
    least: usize,
    reach: usize,
    most: usize,
}

impl Band {
    /// Well inside the contract's band, or short for a quiet window.
    pub(crate) const fn of(kind: ItemKind, quiet: bool) -> Self {
        let (least, reach, most) = match (quiet, kind) {
            (true, _) | (false, ItemKind::Social) => (0, 100, 240),
            (false, ItemKind::Daily) => (206, 215, 290),
            (false, ItemKind::Weekly) => (812, 840, 1160),
            (false, ItemKind::Monthly) => (2030, 2080, 2900),
            (false, ItemKind::Blog) => (1530, 1580, 2420),
        };
        Self { least, reach, most }
    }

    /// Words that must be reached.
    pub(crate) const fn least(self) -> usize {
        self.least
    }

    /// Words to reach.
    pub(crate) const fn reach(self) -> usize {
        self.reach
    }

    /// The end of the band at which the text is to lie.
    pub(crate) const fn end(self, length: Length) -> Self {
        match length {
            Length::Normal => self,
            Length::Short => Self { most: self.reach + (self.most - self.reach) / 4, ..self },
            Length::Long => Self { reach: self.most - (self.most - self.least) / 6, ..self },
        }
    }

    /// With room for so many words besides the text.
    pub(crate) fn without(self, words: usize) -> Self {
        Self { most: self.most.saturating_sub(words).max(self.reach), ..self }
    }
}

/// A sentence's place: section, item, sentence.
pub(crate) type Place = (usize, usize, usize);

/// What is told so far.
#[derive(Default)]
struct Told {
    places: BTreeSet<Place>,
    words: usize,
    open: BTreeSet<usize>,
    listed: BTreeSet<usize>,
}

/// Tells sentences by rank: those that must be told as long as there is room, others until the band is reached. A
/// heading above next to nothing is left out when others fill its place.
pub(crate) fn fit(drafts: &[Draft], band: Band, fixed: usize) -> Vec<Section> {
    let told = places(drafts, band, fixed);
    drafts.iter().enumerate().filter_map(|(s, draft)| chosen(draft, s, &told)).collect()
}

/// The places of the sentences that are told.
pub(crate) fn places(drafts: &[Draft], band: Band, fixed: usize) -> BTreeSet<Place> {
    let mut left_out = BTreeSet::new();
    let mut told = told(drafts, band, fixed, &left_out);
    while let Some(small) = small(drafts, &told, band) {
        left_out.insert(small);
        told = self::told(drafts, band, fixed, &left_out);
    }
    let spare = told.words.saturating_sub(band.least);
    leave_out_lone_lines(drafts, &mut told.places, spare);
    told.places
}

fn told(drafts: &[Draft], band: Band, fixed: usize, left_out: &BTreeSet<usize>) -> Told {
    let mut told = Told { words: fixed, ..Told::default() };
    for (rank, place, must, length) in ranked(drafts) {
        let enough = if rank < LAST_RESORT { band.reach } else { band.least };
        let Some(draft) = drafts.get(place.0).filter(|_| !left_out.contains(&place.0)) else { continue };
        if told.words < enough || must {
            told.add(draft, place, length, band.most);
        }
    }
    told
}

impl Told {
    /// Adds a sentence, with the heading and the introduction that it needs, if all of it fits.
    fn add(&mut self, draft: &Draft, (s, i, n): Place, length: usize, most: usize) {
        let is_line = i >= draft.paragraphs.iter().map(Vec::len).sum();
        // A list goes on from the paragraph before it.
        let hangs = is_line && draft.has_paragraph() && !self.open.contains(&s);
        if hangs || (n > 0 && !self.places.contains(&(s, i, 0))) {
            return;
        }
        let heading = if self.open.contains(&s) { 0 } else { count(&draft.heading) };
        let intro = if is_line && !self.listed.contains(&s) { count(&draft.intro) } else { 0 };
        if self.words + length + heading + intro > most {
            return;
        }
        self.words += length + heading + intro;
        self.places.insert((s, i, n));
        self.open.insert(s);
        if is_line {
            self.listed.insert(s);
        }
    }
}

/// A section that tells too little for a heading and can be spared.
fn small(drafts: &[Draft], told: &Told, band: Band) -> Option<usize> {
    let spare = told.words.saturating_sub(band.least);
    let mut all = drafts.iter().enumerate().filter(|(s, _)| told.open.contains(s));
    let found = all.find(|(s, draft)| is_small(drafts, *s, &told.places) && length(draft, *s, &told.places) <= spare);
    found.map(|(s, _)| s)
}

/// The words of what is told of a section.
fn length(draft: &Draft, s: usize, told: &BTreeSet<Place>) -> usize {
    let texts = chosen(draft, s, told).map(|section| [section.paragraphs, section.bullets].concat());
    count(&draft.heading) + texts.unwrap_or_default().iter().map(|text| count(text)).sum::<usize>()
}

fn is_small(drafts: &[Draft], s: usize, told: &BTreeSet<Place>) -> bool {
    let items = told.range((s, 0, 0)..(s + 1, 0, 0)).filter(|(_, _, n)| *n == 0).count();
    drafts.get(s).is_some_and(|draft| items < draft.least)
}

/// A list of which one line is told is none.
fn leave_out_lone_lines(drafts: &[Draft], told: &mut BTreeSet<Place>, spare: usize) {
    let mut spare = spare;
    for (s, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.bullets.len() > 1) {
        let lines: usize = draft.paragraphs.iter().map(Vec::len).sum();
        let some: Vec<Place> = told.range((s, lines, 0)..(s + 1, 0, 0)).copied().collect();
        let lone = some.iter().filter(|place| place.2 == 0).count() == 1 && !draft.intro.is_empty();
        let all = chosen(draft, s, told).map_or(0, |section| section.bullets.iter().map(|text| count(text)).sum());
        if lone && all + count(&draft.intro) <= spare {
            told.retain(|place| !some.contains(place));
            spare -= all + count(&draft.intro);
        }
    }
}

fn ranked(drafts: &[Draft]) -> Vec<(usize, Place, bool, usize)> {
    let mut order = Vec::new();
    for (s, draft) in drafts.iter().enumerate() {
        for (i, item) in draft.items().enumerate() {
            let sentences = item.sentences.iter().enumerate();
            order.extend(sentences.map(|(n, one)| (one.rank, (s, i, n), one.must, count(&one.text))));
        }
    }
    order.sort_unstable();
    order
}

fn marked(draft: &Draft) -> String {
    let words = [&draft.mark, &draft.heading].map(String::as_str);
    if draft.heading.is_empty() { String::new() } else { words.join(" ").trim().to_owned() }
}

fn chosen(draft: &Draft, s: usize, told: &BTreeSet<Place>) -> Option<Section> {
    let mut out = Section { heading: marked(draft), by_model: draft.by_model, ..Section::default() };
    let mut i = 0;
    for paragraph in &draft.paragraphs {
        let mut texts = Vec::new();
        for item in paragraph {
            texts.extend(text(item, s, i, told, &mut out.facts));
            i += 1;
        }
        out.paragraphs.extend((!texts.is_empty()).then(|| texts.join(" ")));
    }
    for item in &draft.bullets {
        out.bullets.extend(text(item, s, i, told, &mut out.facts));
        i += 1;
    }
    if !out.bullets.is_empty() && !draft.intro.is_empty() {
        let all = draft.bullets.iter().filter(|item| !item.sentences.is_empty()).count();
        out.more = out.bullets.len() < all;
        introduce(&draft.intro, &mut out);
    }
    (!out.paragraphs.is_empty() || !out.bullets.is_empty()).then_some(out)
}

/// Says above the lines what they have in common; a line that is alone goes on from there.
fn introduce(intro: &str, section: &mut Section) {
    let paragraph = match section.bullets.as_slice() {
        [only] if !section.more => {
            let end = if only.ends_with(['.', '!', '?']) { "" } else { "." };
            format!("{intro} {only}{end}")
        }
        _ => return section.paragraphs.push(intro.to_owned()),
    };
    section.bullets.clear();
    section.paragraphs.push(paragraph);
}

fn text(item: &Item, s: usize, i: usize, told: &BTreeSet<Place>, facts: &mut Vec<String>) -> Option<String> {
    let sentences = item.sentences.iter().enumerate().filter(|(n, _)| told.contains(&(s, i, *n)));
    let texts: Vec<&str> = sentences.map(|(_, sentence)| sentence.text.as_str()).collect();
    if texts.is_empty() {
        return None;
    }
    facts.extend(item.facts.iter().cloned());
    Some(texts.join(" "))
}
