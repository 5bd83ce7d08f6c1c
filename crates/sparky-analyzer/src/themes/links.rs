//! Which issues a change is about, and whose words it answers, as its title says. It must not know other stories.

use std::collections::BTreeSet;

use sparky_schema::analysis::Happening;

/// What GitHub takes for the closing of an issue.
const CLOSING: [&str; 9] = ["close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved"];

/// What reviewers give,
const SAID: [&str; 5] = ["comment", "comments", "feedback", "discuss", "review"];
/// and what a title says about it beside the names of the reviewers.
const BESIDE: [&str; 17] = [
    "address",
    "addresses",
    "addressed",
    "addressing",
    "update",
    "updates",
    "answer",
    "answers",
    "to",
    "by",
    "from",
    "the",
    "of",
    "and",
    "for",
    "editorial",
    "s",
];

/// The issues that it closes, as the service knows or the title says: a pull request that says so in its title alone
/// closes nothing by itself.
pub(super) fn closes(main: &Happening) -> BTreeSet<u64> {
    main.closes.iter().copied().chain(named(&main.title)).collect()
}

/// `Fixes #12` in a title.
fn named(title: &str) -> impl Iterator<Item = u64> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let pairs: Vec<(&str, &str)> = words.iter().copied().zip(words.iter().copied().skip(1)).collect();
    pairs.into_iter().filter_map(|(word, next)| {
        let is_closing = CLOSING.contains(&word.trim_end_matches(':').to_lowercase().as_str());
        let number = next.strip_prefix('#')?.trim_end_matches(|c: char| !c.is_ascii_digit());
        number.parse().ok().filter(|_| is_closing)
    })
}

/// Whether a title says nothing but that it is, or answers, what some reviewer said: `Feedback by Ann Other`.
pub(super) fn answers_reviewers(title: &str) -> bool {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut said, mut names) = (false, 0);
    for word in words {
        let lower = word.to_lowercase();
        let is_number = word.bytes().all(|b| b.is_ascii_digit());
        if SAID.contains(&lower.as_str()) {
            said = true;
        } else if word.starts_with(char::is_uppercase) && !is_known(&lower) {
            names += 1;
        } else if !is_known(&lower) && !is_number {
            return false;
        }
    }
    said && (1..=4).contains(&names)
}

fn is_known(word: &str) -> bool {
    BESIDE.contains(&word) || CLOSING.contains(&word)
}
