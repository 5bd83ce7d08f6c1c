//! Whether the words of a sentence stand in the facts that it tells: a model may tie facts together, and adds none. It must
//! not know slots.

use std::collections::BTreeSet;

use sparky_schema::analysis::{Happening, Work};

use super::claims::{Claim, claim};
use super::own_words::{lower, words};

/// Words that claim nothing by themselves.
const PLAIN: &str = include_str!("plain_words.txt");

/// Letters that words of one root have in common at least.
const ROOT: usize = 6;

/// Words that a title says of something else than the sentence does.
const OF_TITLES: [&str; 26] = [
    "after", "again", "already", "another", "any", "because", "before", "cannot", "don", "due", "each", "enough",
    "last", "new", "next", "not", "old", "only", "since", "some", "soon", "still", "until", "when", "without", "yet",
];

/// What a sentence may say.
pub(super) struct Ground {
    words: BTreeSet<String>,
    roots: BTreeSet<String>,
}

impl Ground {
    /// The words of the facts that a sentence tells, and those for the kinds of work that happened.
    pub(super) fn new<'t>(
        texts: impl Iterator<Item = &'t str>,
        titles: impl Iterator<Item = &'t str>,
        happenings: &[&Happening],
    ) -> Self {
        let titles = titles.flat_map(lower).filter(|word| !OF_TITLES.contains(&word.as_str()));
        let own = texts.flat_map(lower).chain(titles);
        let kinds = happenings.iter().flat_map(|happening| kind_words(happening.work)).map(|word| (*word).to_owned());
        let words: BTreeSet<String> = own.chain(kinds).collect();
        let roots = words.iter().map(|word| stem(word)).collect();
        Self { words, roots }
    }

    /// The first word that nothing bears out.
    pub(super) fn unfounded(&self, own: &str, plain: &BTreeSet<&str>) -> Option<String> {
        let is_known = |word: &String| plain.contains(word.as_str()) || is_checked(word) || self.has(word);
        let all: Vec<String> = words(own).map(str::to_lowercase).collect();
        let phrase = all.windows(2).find(|pair| matches!(pair, [a, b] if a == "a" && b == "while"));
        phrase.map(|pair| pair.join(" ")).or_else(|| all.into_iter().find(|word| !is_known(word)))
    }

    fn has(&self, word: &str) -> bool {
        let root = stem(word);
        let begins = || {
            let start: String = root.chars().take(ROOT).collect();
            start.chars().count() == ROOT
                && self.roots.range(start.clone()..).next().is_some_and(|r| r.starts_with(&start))
        };
        self.words.contains(word) || self.roots.contains(&root) || begins()
    }
}

/// The words that claim nothing.
pub(super) fn plain_words() -> BTreeSet<&'static str> {
    PLAIN.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Whether the check of claims holds a word against what happened.
fn is_checked(word: &str) -> bool {
    claim(word).is_some_and(|claim| claim != Claim::Made)
}

/// A word without its ending: `merg` for `merging`, `drop` for `dropped`.
fn stem(word: &str) -> String {
    let bare = word.trim_end_matches("’s").trim_end_matches("'s");
    let cut = ["ing", "ies", "ied", "es", "ed", "s", "e", "y"].iter().find_map(|end| {
        let rest = bare.strip_suffix(end)?;
        (rest.chars().count() >= 3).then_some(rest)
    });
    let root = cut.unwrap_or(bare);
    let mut back = root.chars().rev();
    let doubled =
        cut.is_some() && back.next().is_some_and(|last| Some(last) == back.next() && last != 's' && last != 'l');
    let kept = root.chars().count() - usize::from(doubled);
    root.chars().take(kept).collect()
}

/// How work of a kind can be called.
const fn kind_words(work: Work) -> &'static [&'static str] {
    match work {
        Work::Feature => &["adds", "introduces", "new", "support", "feature", "enables", "allows", "extends"],
        Work::Fix => &["fixes", "repairs", "corrects", "correction", "bug"],
        Work::Security => &["security", "secures", "hardens"],
        Work::Performance => &["performance", "speed", "optimizes", "optimises"],
        Work::Refactor => &["refactors", "cleans", "cleanup", "reworks", "tidies", "restructures", "reorganizes"],
        Work::Docs => &["documents", "documentation", "docs", "describes", "explains", "wording"],
        Work::Tests => &["tests", "testing"],
        _ => &[],
    }
}
