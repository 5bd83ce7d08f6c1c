//! What a model is told about one text: its sections, their facts with slots, and how long they are meant to be. It must
//! not know how it is asked.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};
use sparky_llm::fenced;

use super::index::Index;
use super::slots::{Slots, marks, used};
use super::slotter::{Slotter, plain};
use super::standalone::alone;
use super::withheld::Withheld;
use crate::draft::{Draft, Item};
use crate::fit::Place;
use crate::words::count;

/// Words that a post is meant to have.
const POST: usize = 45;

/// Everything that one text may say.
pub(super) struct Brief {
    pub(super) sections: Vec<Section>,
    pub(super) slots: Slots,
    /// Sections that a model may not see.
    pub(super) withheld: usize,
}

/// A section.
pub(super) struct Section {
    /// Its place among the drafts.
    pub(super) draft: usize,
    pub(super) facts: Vec<Fact>,
    /// Our heading in plain text, as far as a model may see it; empty where there is none.
    pub(super) heading: String,
    /// Whether it is for posts, and stands behind the drafts.
    pub(super) post: bool,
    /// Words that our own text of it has.
    pub(super) words: usize,
}

/// An item of a draft, with slots.
pub(super) struct Fact {
    pub(super) text: String,
    pub(super) slots: BTreeSet<String>,
    /// The slots that tell that it was told.
    pub(super) marks: Vec<String>,
    /// Which item of the draft.
    pub(super) item: usize,
    pub(super) required: bool,
    /// What it tells.
    pub(super) tells: Vec<String>,
}

/// What the prompt shows of a section.
#[derive(Serialize)]
struct Shown<'a> {
    id: String,
    heading: &'a str,
    pub(super) words: usize,
    facts: Vec<Value>,
}

impl Fact {
    /// Whether slots tell it.
    pub(super) fn is_told(&self, slots: &BTreeSet<String>) -> bool {
        self.marks.iter().any(|mark| slots.contains(mark))
    }
}

impl Section {
    /// Its name in the conversation.
    pub(super) fn id(&self) -> String {
        if self.post { "post".to_owned() } else { format!("s{}", self.draft) }
    }
}

impl Brief {
    /// What is told of the drafts; `kept` paragraphs of the first one stay as they are.
    pub(super) fn new(
        drafts: &[Draft],
        told: &BTreeSet<Place>,
        post: &[Item],
        index: &Index<'_>,
        hidden: &Withheld,
        kept: usize,
    ) -> Self {
        let mut slotter = Slotter { index, slots: Slots::default() };
        let (mut sections, mut withheld) = (Vec::new(), 0);
        for (s, draft) in drafts.iter().enumerate() {
            let kept = draft.paragraphs.iter().take(if s == 0 { kept } else { 0 }).map(Vec::len).sum();
            let items = items(draft, s, told, kept);
            if hidden.hides_heading(draft) || items.iter().any(|(_, item, texts)| hidden.hides(item, &texts.join(" ")))
            {
                withheld += usize::from(!items.is_empty());
            } else {
                sections.extend(section(&mut slotter, s, draft, &items));
            }
        }
        let post = Draft { bullets: post.to_vec(), ..Draft::default() };
        let items: Vec<Told<'_>> = post.bullets.iter().enumerate().map(|(i, item)| (i, item, all(item))).collect();
        if items.iter().all(|(_, item, texts)| !hidden.hides(item, &texts.join(" "))) {
            let section = section(&mut slotter, drafts.len(), &post, &items);
            sections.extend(section.map(|section| Section { post: true, words: POST, ..section }));
        }
        Self { sections, slots: slotter.slots, withheld }
    }

    /// The JSON of the prompt, in which nothing can end the fence.
    pub(super) fn json(&self) -> String {
        let sections = self.sections.iter().map(|section| Shown {
            id: section.id(),
            heading: &section.heading,
            words: section.words,
            facts: section.facts.iter().map(|fact| json!({ "text": fact.text, "required": fact.required })).collect(),
        });
        let sections: Vec<Shown<'_>> = sections.collect();
        let used: BTreeSet<&String> =
            self.sections.iter().flat_map(|s| s.facts.iter().flat_map(|f| &f.slots)).collect();
        let slots: serde_json::Map<String, Value> = used
            .into_iter()
            .filter_map(|name| Some((name.clone(), Value::from(self.slots.get(name)?.meaning.as_str()))))
            .collect();
        fenced(&json!({ "sections": sections, "slots": slots }))
    }
}

/// An item of a draft with its place and its sentences that are told.
type Told<'a> = (usize, &'a Item, Vec<&'a str>);

/// Every sentence of an item.
fn all(item: &Item) -> Vec<&str> {
    item.sentences.iter().map(|sentence| sentence.text.as_str()).collect()
}

/// The items of a draft that are told, without the first ones, which stay as they are.
fn items<'a>(draft: &'a Draft, s: usize, told: &BTreeSet<Place>, kept: usize) -> Vec<Told<'a>> {
    let texts = |i: usize, item: &'a Item| {
        let sentences = item.sentences.iter().enumerate().filter(|(n, _)| told.contains(&(s, i, *n)));
        sentences.map(|(_, sentence)| sentence.text.as_str()).collect::<Vec<_>>()
    };
    let all = draft.items().enumerate().skip(kept).map(|(i, item)| (i, item, texts(i, item)));
    all.filter(|(_, _, texts)| !texts.is_empty()).collect()
}

fn section(slotter: &mut Slotter<'_>, s: usize, draft: &Draft, items: &[Told<'_>]) -> Option<Section> {
    let in_paragraphs: usize = draft.paragraphs.iter().map(Vec::len).sum();
    let (mut facts, mut words) = (Vec::new(), 0);
    for (i, item, texts) in items {
        words += texts.iter().map(|text| count(text)).sum::<usize>();
        let happening = item.facts.iter().find_map(|id| slotter.index.fact(id));
        // What leans on the sentence before it is left as it is, with the section that it is in.
        let texts = texts.iter().map(|text| alone(text, happening)).collect::<Option<Vec<String>>>()?;
        let text = texts.iter().map(|text| slotter.sentence(text)).collect::<Vec<_>>().join(" ");
        let slots = used(&text);
        let marks = marks(&text, &slotter.slots);
        // A list without a text gets a beginning.
        let required = *i < in_paragraphs || facts.is_empty();
        facts.push(Fact { text, slots, marks, item: *i, required, tells: item.facts.clone() });
    }
    let heading = slotter.index.strangers.shown(&plain(&draft.heading)).to_owned();
    (!facts.is_empty()).then_some(Section { draft: s, facts, heading, post: false, words })
}
