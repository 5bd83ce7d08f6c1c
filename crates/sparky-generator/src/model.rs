//! Prose by a language model: it words anew what our own drafts tell, around slots that code fills, and every sentence is
//! checked twice, with slots and without. What fails is dropped; too much of that means one more question, then our own
//! text. It must not know which model it is, what it costs or how drafts are made.

mod answer;
mod brief;
mod check;
mod claims;
mod editor;
mod grounded;
mod heading;
mod index;
mod own_words;
mod pieces;
mod prose;
mod quantity;
mod question;
mod relation;
mod said;
mod settle;
mod slots;
mod slotter;
mod standalone;
mod stranger;
mod withheld;

use std::collections::BTreeSet;

use sparky_llm::Client;
use sparky_schema::Language;
use sparky_schema::content::ItemKind;

use crate::draft::{Draft, Item};
use crate::error::Error;
use crate::fit::{Band, places};
use crate::press::Press;
use crate::templates::built_in_words;
use brief::Brief;
use check::Check;
use editor::Editor;
use grounded::plain_words;
use index::Index;
use settle::settle;
use withheld::Withheld;

/// Faults that are reported at most.
const MOST_FAULTS: usize = 20;

/// One text before it is laid out.
pub(crate) struct Plan {
    pub(crate) kind: ItemKind,
    pub(crate) quiet: bool,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) band: Band,
    /// Words that stand outside the drafts.
    pub(crate) fixed: usize,
    /// What a post about it can tell, a sentence each, in the order of its worth; nothing where there are no posts.
    pub(crate) post: Vec<Item>,
    /// The same in the words of a model, once it has said so.
    pub(crate) said: Vec<Item>,
}

/// What a model is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) text: bool,
    pub(crate) post: bool,
}

/// Has a model word the drafts of a plan. What was not taken, and why, is added to `notes`.
pub(crate) async fn write(
    plan: &mut Plan,
    wanted: Wanted,
    press: &Press<'_>,
    model: &Client,
    notes: &mut Vec<String>,
) -> Result<(), Error> {
    let analysis = press.analysis;
    let hidden = Withheld::new(analysis, press.config.private_to_model);
    let index = Index::new(analysis);
    // A quiet text says so in our words.
    let kept = usize::from(plan.quiet);
    let told = if wanted.text { places(&plan.drafts, plan.band, plan.fixed) } else { BTreeSet::new() };
    let post = if wanted.post { plan.post.as_slice() } else { &[] };
    let brief = Brief::new(&plan.drafts, &told, post, &index, &hidden, kept);
    let name = plan.kind.name();
    if brief.withheld > 0 {
        notes.push(format!("{name}: {}", withheld(brief.withheld)));
    }
    if brief.sections.is_empty() || analysis.happenings.is_empty() {
        return Ok(());
    }
    let editor = Editor {
        check: Check { brief: &brief, index: &index, ours: built_in_words(Language::En), plain: &plain_words() },
        press,
        hidden: &hidden,
    };
    let mut faults = Vec::new();
    let accepted = editor.converse(plan, model, &mut faults).await?;
    plan.said = prose::said(&brief, &accepted, &press.narrator);
    let some = brief.sections.iter().any(|section| !section.post);
    if let Some(drafts) = settle(plan, &brief, accepted, kept, &press.narrator) {
        plan.drafts = drafts;
    } else if some {
        faults.push("too little of the model’s text is left, so our own is printed".to_owned());
    }
    notes.extend(faults.into_iter().take(MOST_FAULTS).map(|fault| format!("{name}: {fault}")));
    Ok(())
}

fn withheld(sections: usize) -> String {
    let what = if sections == 1 { "one section tells".to_owned() } else { format!("{sections} sections tell") };
    format!("{what} of private repositories and come from templates; `llm.private = true` would show them to the model")
}
