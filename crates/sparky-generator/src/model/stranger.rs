//! What strangers wrote, and how it is kept from speaking for us: titles that talk to a model are not shown to it, and no
//! run of words out of a title is taken for the model's own. It must not know sections.

use std::collections::BTreeSet;

use sparky_llm::{gives_orders, shown};
use sparky_schema::analysis::Analysis;

use super::own_words::lower;

/// So many words in a row are a quotation.
const RUN: usize = 4;

/// What strangers wrote.
pub(super) struct Strangers {
    runs: BTreeSet<Vec<String>>,
    /// Words of titles that give orders, unless other titles have them too.
    orders: BTreeSet<String>,
}

impl Strangers {
    pub(super) fn new(analysis: &Analysis) -> Self {
        let titles = analysis.happenings.iter().flat_map(|h| [&h.title, &h.subject, &h.detail]);
        let titles: Vec<&String> = titles.chain(analysis.waiting.iter().map(|one| &one.subject)).collect();
        let (bad, good): (Vec<&String>, Vec<&String>) = titles.into_iter().partition(|title| gives_orders(title));
        let mut runs = BTreeSet::new();
        for title in bad.iter().chain(&good) {
            runs.extend(lower(title).windows(RUN).map(<[String]>::to_vec));
        }
        let usual: BTreeSet<String> = good.iter().flat_map(|title| lower(title)).collect();
        let orders = bad.iter().flat_map(|title| lower(title)).filter(|word| word.len() > 3 && !usual.contains(word));
        Self { runs, orders: orders.collect() }
    }

    /// What the model may see of a text.
    pub(super) fn shown<'a>(&self, text: &'a str) -> &'a str {
        shown(text)
    }

    /// Why own words are not the model's own; none when they are. `ours` knows the words of our own templates.
    pub(super) fn fault(&self, own: &str, ours: impl Fn(&str) -> bool) -> Option<String> {
        let words = lower(own);
        let ordered = words.iter().find(|word| self.orders.contains(*word) && !ours(word));
        if let Some(word) = ordered {
            return Some(format!("`{word}`, which is from a title that gives orders"));
        }
        let copied = words.windows(RUN).find(|run| self.runs.contains(*run) && !run.iter().all(|word| ours(word)));
        copied.map(|run| format!("`{}`, which somebody else wrote", run.join(" ")))
    }
}
