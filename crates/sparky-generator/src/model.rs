//! Prose by a language model: it words anew what our own drafts tell, around slots that code fills, and every sentence is
//! checked twice, with slots and without. What fails is dropped; too much of that means one more question, then our own
//! text. It must not know which model it is, what it costs or how drafts are made.

mod answer;
mod brief;
mod check;
mod claims;
mod index;
mod own_words;
mod pieces;
mod prose;
mod quantity;
mod slots;
mod slotter;
mod standalone;
mod stranger;
mod withheld;

use std::collections::BTreeSet;

use serde::Serialize;
use sparky_llm::{Answer, Client, Message, Request, Role, Stop, redacted};
use sparky_schema::analysis::Analysis;
use sparky_schema::content::ItemKind;

use crate::draft::Draft;
use crate::error::Error;
use crate::fit::{Band, fit, places};
use crate::narrator::Narrator;
use crate::press::Press;
use crate::templates::built_in_words;
use crate::words::count;
use brief::{Brief, Section};
use check::Check;
use index::Index;
use prose::{Accepted, apply, filled, tells};
use withheld::Withheld;

/// Questions at most: the first one and one repair.
const QUESTIONS: usize = 2;

/// Faults that a repair is told of, and that are reported, at most.
const MOST_FAULTS: usize = 20;

/// One text before it is laid out.
pub(crate) struct Plan {
    pub(crate) kind: ItemKind,
    pub(crate) quiet: bool,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) band: Band,
    /// Words that stand outside the drafts.
    pub(crate) fixed: usize,
}

/// What the prompts get.
#[derive(Serialize)]
struct Prompt<'a> {
    text: &'static str,
    period: &'static str,
    words: usize,
    quiet: bool,
    outsiders: bool,
    facts: &'a str,
}

/// What the prompt of a repair gets.
#[derive(Serialize)]
struct Repair<'a> {
    sections: Vec<String>,
    faults: &'a [String],
}

/// Has a model word the drafts of a plan. What was not taken, and why, is added to `notes`.
pub(crate) async fn write(
    plan: &mut Plan,
    press: &Press<'_>,
    model: &Client,
    notes: &mut Vec<String>,
) -> Result<(), Error> {
    let (analysis, narrator) = (press.analysis, &press.narrator);
    let hidden = Withheld::new(analysis, press.config.private_to_model);
    let index = Index::new(analysis);
    // A quiet text says so in our words.
    let kept = usize::from(plan.quiet);
    let told = places(&plan.drafts, plan.band, plan.fixed);
    let brief = Brief::new(&plan.drafts, &told, &index, &hidden, kept);
    if brief.withheld > 0 {
        notes.push(format!("{}: {}", plan.kind.name(), withheld_note(brief.withheld)));
    }
    if brief.sections.is_empty() || analysis.happenings.is_empty() {
        return Ok(());
    }
    let ours: BTreeSet<String> = built_in_words().into_iter().collect();
    let editor = Editor { check: Check { brief: &brief, index: &index, ours: &ours }, narrator, hidden: &hidden };
    let mut faults = Vec::new();
    let accepted = editor.converse(plan, analysis, model, &mut faults).await?;
    if let Some(drafts) = editor.settle(plan, accepted, kept) {
        plan.drafts = drafts;
    } else {
        faults.push("too little of the model’s text is left, so our own is printed".to_owned());
    }
    let name = plan.kind.name();
    notes.extend(faults.into_iter().take(MOST_FAULTS).map(|fault| format!("{name}: {fault}")));
    Ok(())
}

/// Reads what a model writes and strikes out what may not be printed.
struct Editor<'a> {
    check: Check<'a>,
    narrator: &'a Narrator,
    hidden: &'a Withheld,
}

impl Editor<'_> {
    /// Asks, and asks once more when too much is wrong.
    async fn converse(
        &self,
        plan: &Plan,
        analysis: &Analysis,
        model: &Client,
        notes: &mut Vec<String>,
    ) -> Result<Accepted, Error> {
        let mut request = self.request(plan, analysis)?;
        let mut accepted = Accepted::new();
        for question in 1..=QUESTIONS {
            if request.messages.iter().any(|message| self.hidden.leaks(&message.text)) {
                notes
                    .push("the model was not asked: something of a private repository would have been told".to_owned());
                break;
            }
            let answer = match model.complete(&request).await {
                Ok(answer) => answer,
                Err(error) => {
                    notes.push(format!("the model gave no text: {error}"));
                    break;
                }
            };
            if answer.stop == Stop::Refused {
                notes.push(format!("{} refused to write", answer.model));
                break;
            }
            let faults = self.take(&answer, &mut accepted);
            let open: Vec<&Section> =
                self.check.brief.sections.iter().filter(|section| !accepted.contains_key(&section.draft)).collect();
            notes.extend(faults.iter().cloned());
            if open.is_empty() || question == QUESTIONS {
                break;
            }
            let faults = faults.get(..faults.len().min(MOST_FAULTS)).unwrap_or_default();
            let sections = open.iter().map(|section| section.id()).collect();
            let text = redacted(&self.narrator.prompt("repair", &Repair { sections, faults })?);
            let said = if answer.text.trim().is_empty() { "{}".to_owned() } else { answer.text };
            request.messages.push(Message { role: Role::Assistant, text: said });
            request.messages.push(Message { role: Role::User, text });
        }
        Ok(accepted)
    }

    fn request(&self, plan: &Plan, analysis: &Analysis) -> Result<Request, Error> {
        let facts = redacted(&self.check.brief.json());
        let prompt = Prompt {
            text: match plan.kind {
                ItemKind::Blog => "blog post",
                ItemKind::Weekly => "weekly report",
                ItemKind::Monthly => "monthly review",
                ItemKind::Daily | ItemKind::Social => "daily digest",
            },
            period: analysis.window.period.noun(),
            words: plan.band.reach(),
            quiet: plan.quiet,
            outsiders: plan.kind == ItemKind::Blog,
            facts: &facts,
        };
        let text = self.narrator.prompt("facts", &prompt)?;
        Ok(Request {
            system: self.narrator.prompt("system", &prompt)?,
            messages: vec![Message { role: Role::User, text }],
            form: "digest".to_owned(),
            schema: answer::schema(),
            // A word and its share of slots are about three tokens.
            max_output: (plan.band.reach() as u64).saturating_mul(4).saturating_add(1_000),
        })
    }

    /// Takes the sections of an answer that are good, and says what is wrong with the others.
    fn take(&self, answer: &Answer, accepted: &mut Accepted) -> Vec<String> {
        let mut faults = Vec::new();
        if answer.stop == Stop::CutOff {
            faults.push("the answer was cut off; be brief".to_owned());
        }
        let written = answer::read(&answer.text).map_err(|fault| faults.push(fault)).unwrap_or_default();
        for section in &self.check.brief.sections {
            if accepted.contains_key(&section.draft) {
                continue;
            }
            let id = section.id();
            let own = written.sections.iter().filter(|written| written.id == id);
            let sentences: Vec<&str> = own.flat_map(|written| written.sentences.iter().map(String::as_str)).collect();
            let good = self.good(section, &sentences, &mut faults);
            match incomplete(section, &good, sentences.len()) {
                None => {
                    accepted.insert(section.draft, good);
                }
                Some(fault) => faults.push(format!("section {id}: {fault}")),
            }
        }
        faults
    }

    /// The sentences that may be printed, each once.
    fn good(&self, section: &Section, sentences: &[&str], faults: &mut Vec<String>) -> Vec<String> {
        let (mut good, mut subject) = (Vec::<String>::new(), None);
        for sentence in sentences.iter().map(|sentence| sentence.trim()).filter(|sentence| !sentence.is_empty()) {
            let fault = self.check.fault(section, sentence, subject.as_deref()).or_else(|| self.untrue(sentence));
            // What follows a dropped sentence leans on nothing.
            subject = if fault.is_none() { self.check.subject(sentence).or(subject) } else { None };
            match fault {
                None if good.iter().any(|known| known == sentence) => {}
                None => good.push(sentence.to_owned()),
                Some(fault) => faults.push(format!("section {}: dropped “{}”: {fault}", section.id(), brief(sentence))),
            }
        }
        good
    }

    /// The check that every text goes through, for a first mention and for a later one.
    fn untrue(&self, sentence: &str) -> Option<String> {
        let slots = &self.check.brief.slots;
        let mut told = Vec::new();
        let texts = [slots::fill(sentence, slots, &mut told), slots::fill(sentence, slots, &mut told)];
        texts
            .iter()
            .find_map(|text| self.narrator.problems(&self.narrator.spell(text)).into_iter().next())
            .map(|fault| fault.message)
    }

    /// The drafts with the model's text, as much of it as leaves the text in its band; none when it is less than half.
    fn settle(&self, plan: &Plan, mut accepted: Accepted, kept: usize) -> Option<Vec<Draft>> {
        while !accepted.is_empty() {
            let drafts = apply(&plan.drafts, self.check.brief, &accepted, kept, self.narrator);
            let sections = fit(&drafts, plan.band, plan.fixed);
            let words = plan.fixed + sections.iter().map(crate::digest::Section::words).sum::<usize>();
            let by_model = sections.iter().filter(|section| section.by_model).count();
            if words >= plan.band.least() {
                let asked = sections.len().saturating_sub(self.check.brief.withheld);
                return (by_model * 2 >= asked && by_model > 0).then_some(drafts);
            }
            let tersest = accepted.iter().min_by_key(|(draft, sentences)| self.gain(**draft, sentences));
            let tersest = tersest.map(|(draft, _)| *draft)?;
            accepted.remove(&tersest);
        }
        None
    }

    /// Words that the model has more than we.
    fn gain(&self, draft: usize, sentences: &[String]) -> i64 {
        let words = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let ours = self.check.brief.sections.iter().find(|section| section.draft == draft).map_or(0, |s| s.words);
        words(filled(self.check.brief, sentences).iter().map(|text| count(text)).sum()) - words(ours)
    }
}

fn withheld_note(sections: usize) -> String {
    let what = if sections == 1 { "one section tells".to_owned() } else { format!("{sections} sections tell") };
    format!("{what} of private repositories and come from templates; `llm.private = true` would show them to the model")
}

/// Why a section cannot be taken; none when it can.
fn incomplete(section: &Section, good: &[String], written: usize) -> Option<String> {
    if written == 0 {
        return Some("there is no text".to_owned());
    }
    if good.len() * 2 < written {
        return Some("more than half of it cannot be printed".to_owned());
    }
    let told = tells(section, good);
    let missing = section.facts.iter().find(|fact| fact.required && !told.contains(&fact.item))?;
    Some(format!("the required fact with {} is not told", missing.marks.join(" or ")))
}

/// The beginning of a sentence, for a report.
fn brief(sentence: &str) -> String {
    crate::escape::cut(&crate::escape::visible(sentence), 80)
}
