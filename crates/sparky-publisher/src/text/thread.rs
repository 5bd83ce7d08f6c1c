//! A text in parts that each fit, cut between paragraphs, lines, sentences or words, never within a word that fits by
//! itself. It must not know how a network counts.

use unicode_segmentation::UnicodeSegmentation as _;

/// The text in parts that `fits` takes; none when there is nothing to say.
pub(crate) fn parts(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let (mut parts, mut rest) = (Vec::new(), text.trim());
    while !rest.is_empty() && !fits(rest) {
        let (head, tail) = rest.split_at(cut(rest, &fits));
        parts.push(head.trim_end().to_owned());
        rest = tail.trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

/// Where to cut: the last good place of the longest head that fits, and always after something.
fn cut(text: &str, fits: impl Fn(&str) -> bool) -> usize {
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, sign)| at + sign.len()).collect();
    let taken = ends.partition_point(|end| text.get(..*end).is_some_and(&fits));
    let end = ends.get(taken.saturating_sub(1)).copied().unwrap_or(text.len());
    let head = text.get(..end).unwrap_or(text);
    if text.get(end..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) && !head.contains("\n\n") {
        return end;
    }
    let good = ["\n\n", "\n", ". ", " "].iter().find_map(|mark| {
        let at = head.rfind(mark)? + mark.len();
        // A good place that leaves most of the room empty is none, but any is better than a broken word.
        (at * 2 > end || *mark == " ").then_some(at)
    });
    good.filter(|at| *at > 0).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fit_and_lose_nothing() {
        let text = "One sentence. And another one.\n\nA paragraph with https://example.org/a/long/link in it. End.";
        for limit in 32..text.len() {
            let all = parts(text, |part| part.len() <= limit);
            assert!(all.iter().all(|part| part.len() <= limit), "{limit}: {all:?}");
            assert!(all.iter().any(|part| part.contains("https://example.org/a/long/link")), "{limit}: {all:?}");
            let joined: Vec<&str> = all.iter().flat_map(|part| part.split_whitespace()).collect();
            assert_eq!(joined, text.split_whitespace().collect::<Vec<_>>());
        }
        assert_eq!(
            parts("a".repeat(25).as_str(), |part| part.len() <= 10),
            ["a".repeat(10), "a".repeat(10), "a".repeat(5)]
        );
        assert!(parts(" \n", |_| true).is_empty());
        assert_eq!(parts("ab", |_| false), ["a", "b"], "a sign that never fits is not waited for");
    }
}
