//! The truth check: what a text says and the analysis does not hold. It must not know how texts are made.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sparky_schema::analysis::Analysis;

use crate::escape::{JOINER, visible};
use crate::language::word_value;
use crate::words::{Block, blocks};

/// Something that a text says and the analysis does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the text.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Every number, link, reference and mention of the text that cannot be traced to the analysis.
pub fn verify(markdown: &str, analysis: &Analysis) -> Vec<Fault> {
    let known = Known::of(analysis);
    blocks(markdown).iter().flat_map(|block| known.faults(block)).collect()
}

#[derive(Default)]
struct Known {
    tokens: BTreeSet<String>,
    urls: BTreeSet<String>,
    references: BTreeMap<String, BTreeSet<String>>,
}

impl Known {
    fn of(analysis: &Analysis) -> Self {
        let mut known = Self::default();
        if let Ok(value) = serde_json::to_value(analysis) {
            known.add(&value);
        }
        for happening in &analysis.happenings {
            if let (Some(number), Some(url)) = (happening.number, &happening.url) {
                known.references.entry(format!("#{number}")).or_default().insert(url.clone());
            }
        }
        known
    }

    fn add(&mut self, value: &Value) {
        match value {
            Value::Number(number) => {
                self.tokens.insert(number.to_string().trim_start_matches('-').to_owned());
            }
            Value::String(text) => self.add_text(text),
            Value::Array(values) => values.iter().for_each(|value| self.add(value)),
            Value::Object(fields) => fields.values().for_each(|value| self.add(value)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn add_text(&mut self, text: &str) {
        if text.starts_with("http") {
            self.urls.insert(text.to_owned());
        }
        for form in [text.to_owned(), visible(text)] {
            for token in tokens(&form) {
                self.tokens.extend(digit_runs(&token));
                self.tokens.insert(token);
            }
        }
    }

    fn faults(&self, block: &Block) -> Vec<Fault> {
        let mut messages = self.wrong_numbers(&block.text);
        messages.extend(block.links.iter().filter_map(|(url, text)| self.wrong_link(url, text)));
        messages.extend(live_marks(&block.unlinked));
        messages.into_iter().map(|message| Fault { line: block.line, message }).collect()
    }

    fn wrong_numbers(&self, text: &str) -> Vec<String> {
        let text = text.replace(JOINER, "");
        tokens(&text)
            .into_iter()
            .filter(|token| !self.holds(token))
            .map(|token| format!("`{token}` is not in the analysis"))
            .collect()
    }

    fn holds(&self, token: &str) -> bool {
        if self.tokens.contains(token) {
            return true;
        }
        if let Some(value) = word_value(token) {
            return self.tokens.contains(&value.to_string());
        }
        let is_short_sha = token.len() >= 7
            && self.tokens.range(token.to_owned()..).next().is_some_and(|known| known.starts_with(token));
        is_short_sha || digit_runs(token).iter().all(|run| self.tokens.contains(run))
    }

    fn wrong_link(&self, url: &str, text: &str) -> Option<String> {
        if !self.urls.contains(url) {
            return Some(format!("the link {url} is not in the analysis"));
        }
        let is_reference = text.strip_prefix('#').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
        let right = self.references.get(text).is_some_and(|urls| urls.contains(url));
        (is_reference && !right).then(|| format!("{text} links to {url}, which is something else"))
    }
}

/// References and mentions outside links that GitHub would make live.
fn live_marks(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(2)
        .filter_map(|pair| match pair {
            ['#', next] if next.is_ascii_digit() => Some("a reference is not a link".to_owned()),
            ['@', next] if next.is_ascii_alphanumeric() => Some("a mention is live".to_owned()),
            _ => None,
        })
        .collect()
}

/// Runs of letters and digits in lower case, with points between digits kept and commas between digits removed.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let digit_at = |at: Option<usize>| at.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let mut found = vec![String::new()];
    for (at, c) in chars.iter().enumerate() {
        let inside = digit_at(at.checked_sub(1)) && digit_at(Some(at + 1));
        match c {
            ',' if inside => {}
            c if c.is_alphanumeric() || (*c == '.' && inside) => {
                if let Some(last) = found.last_mut() {
                    last.extend(c.to_lowercase());
                }
            }
            _ => found.push(String::new()),
        }
    }
    found.retain(|token| token.bytes().any(|b| b.is_ascii_digit()) || word_value(token).is_some());
    found.into_iter().map(|token| unpadded(&token)).collect()
}

fn digit_runs(token: &str) -> Vec<String> {
    token.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(unpadded).collect()
}

/// `07` and `7` are the same number.
fn unpadded(token: &str) -> String {
    let all_digits = token.bytes().all(|b| b.is_ascii_digit());
    let trimmed = token.trim_start_matches('0');
    if !all_digits || trimmed.is_empty() { token.to_owned() } else { trimmed.to_owned() }
}
