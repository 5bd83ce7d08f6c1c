//! Sentences of ours that stand by themselves. It must not know slots.

use sparky_schema::analysis::Happening;

use super::own_words::words;
use super::slots::{Part, parts};
use crate::facts::person;
use crate::language::english::list;

/// A sentence of ours without what leans on the one before it; none when it cannot be had.
pub(super) fn alone(text: &str, happening: Option<&Happening>) -> Option<String> {
    let author = happening.and_then(|h| h.author.as_ref()).map(person);
    let with = happening.map(|h| h.with.iter().filter(|who| !who.bot).take(4).map(person).collect::<Vec<_>>());
    let mut text = text.replace(" also ", " ").replace(", too;", ";").replace(", too.", ".");
    text = text.strip_prefix("Also from").map(|rest| format!("From{rest}")).unwrap_or(text);
    if let Some(author) = author {
        text = text.replace("by the same author", &format!("by {author}"));
    }
    if let Some(with) = with.filter(|with| !with.is_empty()) {
        text = text.replace("with the same reviewers", &format!("with a review by {}", list(&with)));
    }
    let own: String = parts(&text).iter().map(|part| if let Part::Own(own) = part { own } else { " " }).collect();
    let leans = words(&own).any(|word| word == "same");
    (!leans).then_some(text)
}
