//! Models that do as they are told, and the means to make others.

use serde_json::{Value, json};
use sparky_testkit::Asked;

/// A section as the prompt shows it.
pub(crate) struct Shown {
    pub(crate) id: String,
    /// Ours, to be replaced.
    pub(crate) heading: String,
    pub(crate) facts: Vec<String>,
}

/// The facts between the fences of the first turn.
pub(crate) fn facts(asked: &Asked) -> Value {
    let text = &asked.turns[0].1;
    let (_, rest) = text.split_once("<facts>").unwrap();
    let (facts, _) = rest.split_once("</facts>").unwrap();
    serde_json::from_str(facts).unwrap()
}

pub(crate) fn sections(asked: &Asked) -> Vec<Shown> {
    let facts = facts(asked);
    let each = facts["sections"].as_array().unwrap().iter().map(|section| Shown {
        id: section["id"].as_str().unwrap().to_owned(),
        heading: section["heading"].as_str().unwrap().to_owned(),
        facts: section["facts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|fact| fact["text"].as_str().unwrap().to_owned())
            .collect(),
    });
    each.collect()
}

/// The sentences of a text with slots.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(". ").map(|sentence| sentence.trim().to_owned()).collect()
}

/// The slots of a text that begin so.
pub(crate) fn slots(text: &str, stems: &[&str]) -> Vec<String> {
    let names = text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
    let wanted = names.filter(|name| stems.iter().any(|stem| name.starts_with(stem)));
    wanted.map(|name| format!("{{{{{name}}}}}")).collect()
}

/// An answer in which `write` makes the sentences of each section, with a heading of its own words.
pub(crate) fn answer(asked: &Asked, write: impl Fn(&Shown) -> Vec<String>) -> String {
    headed(asked, heading, write)
}

/// The same with headings by `head`.
pub(crate) fn headed(asked: &Asked, head: impl Fn(&Shown) -> String, write: impl Fn(&Shown) -> Vec<String>) -> String {
    let each = sections(asked);
    let each = each.iter().map(|one| json!({ "id": one.id, "heading": head(one), "sentences": write(one) }));
    json!({ "sections": each.collect::<Vec<Value>>() }).to_string()
}

/// Words of ours about what the section is.
fn heading(section: &Shown) -> String {
    let words = section.heading.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 3);
    let words: Vec<String> = words.take(2).map(str::to_lowercase).collect();
    if words.is_empty() { String::new() } else { format!("About {}", words.join(", ")) }
}

/// Says the facts as they are.
pub(crate) fn plain(section: &Shown) -> Vec<String> {
    section.facts.iter().flat_map(|fact| sentences(fact)).collect()
}

/// Says the facts in other words.
pub(crate) fn own_words(section: &Shown) -> Vec<String> {
    section.facts.iter().enumerate().flat_map(|(n, fact)| told(n, fact)).collect()
}

fn told(n: usize, fact: &str) -> Vec<String> {
    let (references, people) = (slots(fact, &["pr_", "issue_", "item_", "title_"]), slots(fact, &["person_"]));
    let (numbers, lines) = (slots(fact, &["n_", "day_"]), slots(fact, &["line_"]));
    let mut said = Vec::new();
    if let Some(reference) = references.first() {
        let whom = if people.is_empty() {
            String::new()
        } else {
            format!(", where the people to thank are {}", series(&people))
        };
        said.push(match n % 3 {
            0 => format!("The story to begin with is {reference}{whom}."),
            1 => format!("Then there is {reference}{whom}, and it speaks for itself."),
            _ => format!("Worth a look, too, is {reference}{whom}."),
        });
        said.extend(numbers.iter().map(|number| format!("About {reference} there is this to add: {number}.")));
    } else if !people.is_empty() && !numbers.is_empty() {
        said.push(format!("For {} the tally reads {}.", people[0], series(&numbers)));
    } else if !numbers.is_empty() {
        said.push(format!("In numbers, that is {}.", series(&numbers)));
    }
    said.extend(lines);
    said
}

fn series(parts: &[String]) -> String {
    match parts {
        [head @ .., last] if !head.is_empty() => format!("{} and {last}", head.join(", ")),
        _ => parts.concat(),
    }
}
