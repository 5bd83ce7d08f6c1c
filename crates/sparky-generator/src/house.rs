//! House words: preferred spellings in our own sentences, and words that no sentence may hold. Titles and names of
//! others, quoted or linked, keep their spelling. It must not know sentences.

use crate::style::Style;

/// The words of one house.
pub(crate) struct House {
    /// What is replaced, the longest first, and by what.
    words: Vec<(String, String)>,
    forbidden: Vec<String>,
}

impl House {
    pub(crate) fn of(style: &Style) -> Self {
        let mut words: Vec<(String, String)> =
            style.words.iter().filter(|(from, _)| !from.is_empty()).map(|(a, b)| (a.clone(), b.clone())).collect();
        words.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then(a.cmp(b)));
        let forbidden = style.forbidden.iter().map(|word| word.to_lowercase()).filter(|word| !word.is_empty());
        Self { words, forbidden: forbidden.collect() }
    }

    /// The text in the spelling of the house.
    pub(crate) fn spell(&self, markdown: &str) -> String {
        if self.words.is_empty() {
            return markdown.to_owned();
        }
        pieces(markdown)
            .into_iter()
            .map(|(own, piece)| if own { self.replaced(piece) } else { piece.to_owned() })
            .collect()
    }

    /// The first forbidden word of a text, as people read it: addresses do not count.
    pub(crate) fn forbids(&self, markdown: &str) -> Option<&str> {
        let text = visible(markdown).to_lowercase();
        self.forbidden.iter().find(|word| places(&text, word).next().is_some()).map(String::as_str)
    }

    /// The text with an ellipsis in the place of forbidden words that are not ours: those of titles, and others that
    /// `ours` does not know. What links are called stays.
    pub(crate) fn without_forbidden(&self, markdown: &str, ours: impl Fn(&str) -> bool) -> String {
        let cut = |text: &str, which: &dyn Fn(&str) -> bool| {
            let words = self.forbidden.iter().filter(|word| which(word));
            words.fold(text.to_owned(), |text, word| blanked(&text, word))
        };
        pieces(markdown)
            .into_iter()
            .map(|(own, piece)| match piece.chars().next() {
                _ if own => cut(piece, &|word| !ours(word)),
                Some('“') => cut(piece, &|_| true),
                _ => piece.to_owned(),
            })
            .collect()
    }

    fn replaced(&self, piece: &str) -> String {
        let mut rest = piece;
        let mut out = String::new();
        while let Some((at, from, to)) = self.next(rest) {
            let (before, after) = rest.split_at(at);
            let (word, after) = after.split_at(from.len());
            out.push_str(before);
            out.push_str(&like(word, to));
            rest = after;
        }
        out + rest
    }

    /// The next word to replace; of several at one place the longest.
    fn next(&self, text: &str) -> Option<(usize, &str, &str)> {
        let lower = text.to_ascii_lowercase();
        let found = self.words.iter().filter_map(|(from, to)| {
            let at = places(&lower, &from.to_ascii_lowercase()).next()?;
            Some((at, from.as_str(), to.as_str()))
        });
        found.min_by_key(|(at, from, _)| (*at, std::cmp::Reverse(from.len())))
    }
}

/// Where a text holds a word as a whole.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(word)
        .filter(move |(at, found)| {
            let before = text.get(..*at).and_then(|text| text.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
        .map(|(at, _)| at)
}

/// A text without the targets of its links.
fn visible(markdown: &str) -> String {
    let mut parts = markdown.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "] " + part.split_once(')').map_or("", |(_, rest)| rest))
}

/// The text with an ellipsis for each time that it has the word, in lower case, as a whole.
fn blanked(text: &str, word: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = places(&rest.to_ascii_lowercase(), word).next() {
        let (before, after) = rest.split_at(at);
        out = out + before + "…";
        rest = after.get(word.len()..).unwrap_or_default();
    }
    out + rest
}

/// The new word with a capital where the old one has it.
fn like(old: &str, new: &str) -> String {
    let mut letters = new.chars();
    match (old.chars().next(), letters.next()) {
        (Some(was), Some(first)) if was.is_uppercase() && first.is_lowercase() => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => new.to_owned(),
    }
}

/// A text in pieces: ours, and what is quoted, linked or code.
fn pieces(markdown: &str) -> Vec<(bool, &str)> {
    let mut out = Vec::new();
    let mut rest = markdown;
    while let Some(at) = rest.find(['“', '[', '`', '<']) {
        let (own, foreign) = rest.split_at(at);
        out.push((true, own));
        let (foreign, after) = foreign.split_at(end(foreign));
        out.push((false, foreign));
        rest = after;
    }
    out.push((true, rest));
    out
}

/// Where something of others ends.
fn end(text: &str) -> usize {
    let past = |close: &str| {
        text.char_indices().skip(1).find(|(at, _)| text.get(*at..).is_some_and(|rest| rest.starts_with(close)))
    };
    let (close, found) = match text.chars().next() {
        Some('“') => ("”", past("”")),
        Some('[') => (")", past(")")),
        Some('`') => ("`", past("`")),
        _ => (">", past(">")),
    };
    found.map_or(text.len(), |(at, _)| at + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(words: &[(&str, &str)], forbidden: &[&str]) -> House {
        let words = words.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        House::of(&Style { words, forbidden: forbidden.iter().map(|w| (*w).to_owned()).collect(), ..Style::default() })
    }

    #[test]
    fn our_words_are_replaced_and_those_of_others_are_not() {
        let house = house(&[("pull request", "change request"), ("pull requests", "change requests")], &[]);
        assert_eq!(
            house.spell("Pull requests: “pull request of ada” ([pull request](https://x.test/pull)), a pull request."),
            "Change requests: “pull request of ada” ([pull request](https://x.test/pull)), a change request."
        );
        assert_eq!(house.spell("pull requester"), "pull requester");
    }

    #[test]
    fn a_forbidden_word_is_found_as_a_whole_word_only() {
        let house = house(&[], &["Chore"]);
        assert_eq!(house.forbids("A “chore: tidy” landed"), Some("chore"));
        assert_eq!(house.forbids("chores"), None);
        assert_eq!(house.forbids("[a](https://x.test/chore/1)"), None);
        assert_eq!(house.forbids("[chore](https://x.test/1)"), Some("chore"));
    }

    #[test]
    fn a_forbidden_word_is_left_out_of_what_others_wrote() {
        let house = house(&[], &["chore", "merged"]);
        let ours = |word: &str| word == "merged";
        let text = "Chore of “A chore, merged” ([chore](https://x.test/chore)) was merged.";
        let left = "… of “A …, …” ([chore](https://x.test/chore)) was merged.";
        assert_eq!(house.without_forbidden(text, ours), left);
    }
}
