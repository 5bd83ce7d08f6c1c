//! Puts a model's sentences in the place of ours. It must not know how they were checked.

use std::collections::{BTreeMap, BTreeSet};

use super::brief::{Brief, Fact, Section};
use super::slots::{fill, fill_bare, used};
use crate::draft::{Draft, Item, Sentence};
use crate::narrator::Narrator;
use crate::words::count;

/// A paragraph ends after so many words.
const PARAGRAPH: usize = 80;

/// What is good of each section, in the words of the model.
pub(super) type Accepted = BTreeMap<usize, Prose>;

/// What a model wrote about one section.
#[derive(Debug, Clone)]
pub(super) struct Prose {
    /// Its heading; none where ours stands.
    pub(super) heading: Option<String>,
    pub(super) sentences: Vec<String>,
}

/// The drafts with the model's sentences. Lines of lists that it did not tell stay.
pub(super) fn apply(
    drafts: &[Draft],
    brief: &Brief,
    accepted: &Accepted,
    kept: usize,
    narrator: &Narrator,
) -> Vec<Draft> {
    let mut drafts = drafts.to_vec();
    for section in &brief.sections {
        let Some((draft, prose)) = drafts.get_mut(section.draft).zip(accepted.get(&section.draft)) else {
            continue;
        };
        let sentences = &prose.sentences;
        draft.heading = prose.heading.clone().unwrap_or_else(|| std::mem::take(&mut draft.heading));
        let kept = if section.draft == 0 { kept } else { 0 };
        let told = tells(section, sentences);
        leave_lines(draft, &told);
        draft.paragraphs.truncate(kept);
        draft.paragraphs.extend(paragraphs(brief, section, sentences, narrator));
        (draft.least, draft.by_model) = (0, true);
    }
    drafts
}

/// Whether the sentences tell a fact.
pub(super) fn tells(section: &Section, sentences: &[String]) -> BTreeSet<usize> {
    let all: BTreeSet<String> = sentences.iter().flat_map(|sentence| used(sentence)).collect();
    section.facts.iter().filter(|fact| fact.is_told(&all)).map(|fact| fact.item).collect()
}

/// The sentences of a post, without links, each with what it tells; what was told is not told again.
pub(super) fn said(brief: &Brief, accepted: &Accepted, narrator: &Narrator) -> Vec<Item> {
    let Some(section) = brief.sections.iter().find(|section| section.post) else { return Vec::new() };
    let sentences = accepted.get(&section.draft).map(|prose| prose.sentences.as_slice()).unwrap_or_default();
    let (mut said, mut told) = (Vec::new(), BTreeSet::new());
    for sentence in sentences {
        let slots = used(sentence);
        let tells: Vec<&Fact> = section.facts.iter().filter(|fact| fact.is_told(&slots)).collect();
        if tells.iter().all(|fact| told.contains(&fact.item)) {
            continue;
        }
        told.extend(tells.iter().map(|fact| fact.item));
        let text = narrator.spell(&fill_bare(sentence, &brief.slots));
        let facts = tells.into_iter().flat_map(|fact| fact.tells.clone()).collect();
        said.push(Item { facts, ..Item::of(Some(text), 0, true) });
    }
    said
}

/// The text of a section's sentences.
pub(super) fn filled(brief: &Brief, sentences: &[String]) -> Vec<String> {
    let mut told = Vec::new();
    sentences.iter().map(|sentence| fill(sentence, &brief.slots, &mut told)).collect()
}

/// The sentences in paragraphs, each of them short and true as a whole.
fn paragraphs(brief: &Brief, section: &Section, sentences: &[String], narrator: &Narrator) -> Vec<Vec<Item>> {
    let (mut all, mut paragraph, mut so_far) = (Vec::new(), Vec::new(), String::new());
    for (n, (text, source)) in filled(brief, sentences).into_iter().zip(sentences).enumerate() {
        let text = narrator.spell(&text);
        let joined = format!("{so_far} {text}").trim().to_owned();
        // A sentence without a reference goes on about the one before it.
        let begins = ["{{pr_", "{{issue_", "{{item_"].iter().any(|stem| source.contains(stem));
        let long = count(&joined) > PARAGRAPH && (begins || count(&joined) > PARAGRAPH * 3 / 2);
        if !so_far.is_empty() && (long || !narrator.problems(&joined).is_empty()) {
            all.push(std::mem::take(&mut paragraph));
            so_far.clone_from(&text);
        } else {
            so_far = joined;
        }
        let slots = used(source);
        let facts = section.facts.iter().filter(|fact| fact.is_told(&slots)).flat_map(|fact| fact.tells.clone());
        // The first sentences of every section come before the second ones of any.
        let sentence = Sentence { text, rank: n * 8 + section.draft.min(7), must: true };
        paragraph.push(Item { sentences: vec![sentence], facts: facts.collect(), over_all: false });
    }
    all.push(paragraph);
    all
}

/// Leaves the lines that tell something else.
fn leave_lines(draft: &mut Draft, told: &BTreeSet<usize>) {
    let mut at: usize = draft.paragraphs.iter().map(Vec::len).sum();
    draft.bullets.retain(|_| {
        at += 1;
        !told.contains(&(at - 1))
    });
    if draft.bullets.is_empty() {
        draft.intro.clear();
    }
}
