//! What a theme may be called: words of its own members, which most of them share, and nothing else. It must not know how
//! themes form.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use sparky_llm::gives_orders;
use sparky_schema::analysis::{Happening, Person};

use crate::scope::words;

/// Longer names are sentences.
const WORDS: usize = 6;
const LETTERS: usize = 50;

/// Words that may stand between others.
const BETWEEN: [&str; 10] = ["a", "an", "and", "for", "in", "of", "on", "the", "to", "with"];

/// The name in the spelling of the members; why not, when it cannot be printed.
pub(super) fn checked(name: &str, members: &[&Happening], people: &[Person]) -> Result<String, String> {
    let name = name.trim();
    if let Some(c) = name.chars().find(|c| !is_plain(*c)) {
        return Err(if c.is_numeric() { "its name has a digit".to_owned() } else { "its name has a mark".to_owned() });
    }
    let all: Vec<String> = words(name).map(Cow::into_owned).collect();
    let own: Vec<&String> = all.iter().filter(|word| !BETWEEN.contains(&word.as_str())).collect();
    if own.is_empty() || WORDS < all.len() || LETTERS < name.chars().count() {
        return Err("its name is too short or too long".to_owned());
    }
    let said: Vec<BTreeSet<String>> =
        members.iter().map(|member| said(member).map(|word| key(&word)).collect()).collect();
    if let Some(word) = own.iter().find(|word| !said.iter().any(|said| said.contains(&key(word)))) {
        return Err(format!("no member says `{word}`"));
    }
    let person = people.iter().map(|person| person.person.name.to_lowercase());
    if let Some(login) = person.into_iter().find(|login| own.contains(&login)) {
        return Err(format!("`{login}` is a person"));
    }
    let covered = said.iter().filter(|said| own.iter().any(|word| said.contains(&key(word)))).count();
    if covered * 2 < said.len() {
        return Err("its name is about less than half of it".to_owned());
    }
    Ok(spelled(name, members))
}

fn is_plain(c: char) -> bool {
    (c.is_alphabetic() && !c.is_numeric()) || matches!(c, ' ' | '-' | '’' | '\'')
}

/// What a member says of itself, unless it talks to a model.
fn said(member: &Happening) -> impl Iterator<Item = String> {
    spoken(member).into_iter().flat_map(|text| words(&text).map(Cow::into_owned).collect::<Vec<_>>())
}

/// The texts of a member without names of people and addresses.
fn spoken(member: &Happening) -> Vec<String> {
    let texts = std::iter::once(&member.title).chain(&member.labels).chain(&member.scope);
    let own = texts.filter(|text| !gives_orders(text));
    let is_word = |word: &&str| !word.contains('@') && !word.contains("://");
    own.map(|text| text.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ")).collect()
}

/// A word as it is compared: in the singular.
fn key(word: &str) -> String {
    let singular = word.strip_suffix('s').filter(|rest| 2 < rest.chars().count() && !rest.ends_with('s'));
    singular.unwrap_or(word).to_owned()
}

/// Words in capitals keep them only where members write them so.
fn spelled(name: &str, members: &[&Happening]) -> String {
    let texts: Vec<String> = members.iter().flat_map(|member| spoken(member)).collect();
    let written: BTreeSet<&str> = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).collect();
    let mut spelling: BTreeMap<String, &str> = BTreeMap::new();
    written.iter().filter(|word| word.chars().skip(1).any(char::is_uppercase)).for_each(|word| {
        spelling.entry(word.to_lowercase()).or_insert(word);
    });
    let word = |word: &str| {
        let lower = word.to_lowercase();
        let plain = !word.chars().skip(1).any(char::is_uppercase);
        if written.contains(word) || plain {
            word.to_owned()
        } else {
            spelling.get(&lower).map_or(lower, |w| (*w).to_owned())
        }
    };
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}
