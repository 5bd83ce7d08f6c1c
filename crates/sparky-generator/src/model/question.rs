//! What a model is asked: the task, the facts of one text, and what was wrong with an answer. It must not know what
//! becomes of the answer.

use serde::Serialize;
use sparky_llm::{Answer, Message, Request, Role, redacted};
use sparky_schema::content::ItemKind;

use super::Plan;
use super::answer;
use super::brief::{Brief, Section};
use super::withheld::Withheld;
use crate::error::Error;
use crate::press::Press;
use crate::style::Style;

/// Faults that a repair is told of at most.
const MOST_FAULTS: usize = 20;

/// Tokens that an answer may have besides four for each word.
const SPARE: u64 = 1_300;

/// What the prompts get.
#[derive(Serialize)]
struct Prompt<'a> {
    text: &'static str,
    period: &'static str,
    words: usize,
    quiet: bool,
    outsiders: bool,
    /// Whether posts for social networks are asked for, too.
    post: bool,
    style: House<'a>,
    facts: &'a str,
}

/// The rules of the house, which `audience`, `tone`, `language` and `emoji` belong to as well.
#[derive(Serialize)]
struct House<'a> {
    /// Ours and what is printed instead.
    words: Vec<(&'a String, &'a String)>,
    forbidden: &'a [String],
}

/// What the prompt of a repair gets.
#[derive(Serialize)]
struct Repair<'a> {
    sections: Vec<String>,
    faults: &'a [String],
}

/// Why nothing is asked.
pub(super) const PRIVATE: &str = "the model was not asked: something of a private repository would have been told";

/// The first question.
pub(super) fn first(plan: &Plan, press: &Press<'_>, brief: &Brief) -> Result<Request, Error> {
    let facts = redacted(&brief.json());
    let style: &Style = &press.config.style;
    let prompt = Prompt {
        text: match plan.kind {
            ItemKind::Blog => "blog post",
            ItemKind::Weekly => "weekly report",
            ItemKind::Monthly => "monthly review",
            ItemKind::Daily | ItemKind::Social => "daily digest",
        },
        period: press.analysis.window.period.noun(),
        words: plan.band.reach(),
        quiet: plan.quiet,
        outsiders: plan.kind == ItemKind::Blog,
        post: brief.sections.iter().any(|section| section.post),
        style: House { words: style.words.iter().collect(), forbidden: &style.forbidden },
        facts: &facts,
    };
    let text = press.narrator.prompt("facts", &prompt)?;
    Ok(Request {
        system: press.narrator.prompt("system", &prompt)?,
        messages: vec![Message { role: Role::User, text }],
        form: "digest".to_owned(),
        schema: answer::schema(),
        // A word and its share of slots are about three tokens.
        max_output: (plan.band.reach() as u64).saturating_mul(4).saturating_add(SPARE),
    })
}

/// The question for what an answer left open.
pub(super) fn again(
    mut request: Request,
    answer: Answer,
    open: &[&Section],
    faults: &[String],
    press: &Press<'_>,
) -> Result<Request, Error> {
    let faults = faults.get(..faults.len().min(MOST_FAULTS)).unwrap_or_default();
    let sections = open.iter().map(|section| section.id()).collect();
    let text = redacted(&press.narrator.prompt("repair", &Repair { sections, faults })?);
    let said = if answer.text.trim().is_empty() { "{}".to_owned() } else { answer.text };
    request.messages.push(Message { role: Role::Assistant, text: said });
    request.messages.push(Message { role: Role::User, text });
    Ok(request)
}

/// Whether a question has something that no provider may see.
pub(super) fn leaks(request: &Request, hidden: &Withheld) -> bool {
    request.messages.iter().any(|message| hidden.leaks(&message.text))
}
