//! Reads what a model writes and strikes out what may not be printed. It must not know what texts are made of it.

use sparky_llm::{Answer, Client, Stop};

use super::answer::{self, WrittenSection};
use super::brief::Section;
use super::check::Check;
use super::prose::{Accepted, Prose, tells};
use super::withheld::Withheld;
use super::{Plan, heading, question, slots};
use crate::error::Error;
use crate::escape::{cut, visible};
use crate::press::Press;

/// Questions at most: the first one and one repair.
const QUESTIONS: usize = 2;

/// Reads the answers about one text.
pub(super) struct Editor<'a> {
    pub(super) check: Check<'a>,
    pub(super) press: &'a Press<'a>,
    pub(super) hidden: &'a Withheld,
}

impl Editor<'_> {
    /// Asks, and asks once more when too much is wrong.
    pub(super) async fn converse(
        &self,
        plan: &Plan,
        model: &Client,
        notes: &mut Vec<String>,
    ) -> Result<Accepted, Error> {
        let mut request = question::first(plan, self.press, self.check.brief)?;
        let mut accepted = Accepted::new();
        for question in 1..=QUESTIONS {
            if question::leaks(&request, self.hidden) {
                notes.push(question::PRIVATE.to_owned());
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
            let open = self.open(&accepted);
            notes.extend(faults.iter().cloned());
            // Posts alone are not worth a question.
            if open.iter().all(|section| section.post) || question == QUESTIONS {
                break;
            }
            request = question::again(request, answer, &open, &faults, self.press)?;
        }
        Ok(accepted)
    }

    /// The sections of which nothing was taken.
    fn open(&self, accepted: &Accepted) -> Vec<&Section> {
        self.check.brief.sections.iter().filter(|section| !accepted.contains_key(&section.draft)).collect()
    }

    /// Takes the sections of an answer that are good, and says what is wrong with the others.
    fn take(&self, answer: &Answer, accepted: &mut Accepted) -> Vec<String> {
        let mut faults = Vec::new();
        if answer.stop == Stop::CutOff {
            faults.push("the answer was cut off; be brief".to_owned());
        }
        let written = answer::read(&answer.text).map_err(|fault| faults.push(fault)).unwrap_or_default();
        for section in self.open(&accepted.clone()) {
            let id = section.id();
            let own: Vec<&WrittenSection> = written.sections.iter().filter(|written| written.id == id).collect();
            let sentences: Vec<&str> =
                own.iter().flat_map(|written| written.sentences.iter().map(String::as_str)).collect();
            let good = self.good(section, &sentences, &mut faults);
            if let Some(fault) = incomplete(section, &good, sentences.len()) {
                faults.push(format!("section {id}: {fault}"));
                continue;
            }
            let heading =
                own.first().and_then(|written| self.heading(section, &written.heading, accepted, &mut faults));
            accepted.insert(section.draft, Prose { heading, sentences: good });
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

    /// The heading, where the section has one and no other section has the same; none where ours stands.
    fn heading(
        &self,
        section: &Section,
        heading: &str,
        accepted: &Accepted,
        faults: &mut Vec<String>,
    ) -> Option<String> {
        let heading = visible(heading).trim_end_matches(['.', ':']).to_owned();
        if heading.is_empty() || section.heading.is_empty() {
            return None;
        }
        let is_taken = accepted.values().any(|other| other.heading.as_ref() == Some(&heading));
        let again = is_taken.then(|| "another section has it".to_owned());
        let fault = again.or_else(|| heading::fault(&self.check, section, &heading)).or_else(|| self.problem(&heading));
        let Some(fault) = fault else { return Some(self.press.narrator.spell(&heading)) };
        faults.push(format!("section {}: dropped the heading “{}”: {fault}", section.id(), brief(&heading)));
        None
    }

    /// The check that every text goes through, for a first mention, for a later one and for a post.
    fn untrue(&self, sentence: &str) -> Option<String> {
        let all = &self.check.brief.slots;
        let mut told = Vec::new();
        let texts = [slots::fill(sentence, all, &mut told), slots::fill(sentence, all, &mut told)];
        texts.iter().find_map(|text| self.problem(text))
    }

    fn problem(&self, text: &str) -> Option<String> {
        let narrator = &self.press.narrator;
        narrator.problems(&narrator.spell(text)).into_iter().next().map(|fault| fault.message)
    }
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
    cut(&visible(sentence), 80)
}
