//! Commit messages: subject, body, trailers. It must not know who wrote them.

/// The longest subject and the longest body that are kept, in characters: nobody reads on, and a file that somebody
/// committed as a message must not fill every document.
const LONGEST: usize = 2_000;

/// Splits a message into its subject and its body without trailers, both without characters that act instead of show.
pub(crate) fn split_message(message: &str) -> (String, String) {
    let message: String = message.chars().filter_map(shown).collect();
    let lines: Vec<&str> = message.lines().map(str::trim_end).collect();
    let message = lines.join("\n");
    let (subject, rest) = message.trim().split_once('\n').unwrap_or((message.trim(), ""));
    (cut(&one_line(subject)), cut(without_trailers(rest.trim_matches('\n')).trim()))
}

/// A text on one line without characters that act instead of show.
pub(crate) fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c == '\n' { ' ' } else { c }).filter_map(shown).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Controls become spaces. Marks that turn the direction of writing, and so can show a text as another, are dropped.
fn shown(c: char) -> Option<char> {
    match c {
        '\n' => Some(c),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    }
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

/// The body without its last paragraph when that one holds trailers only.
fn without_trailers(body: &str) -> &str {
    let (before, last) = body.rsplit_once("\n\n").unwrap_or(("", body));
    let mut lines = last.lines();
    let is_trailers = lines.next().is_some_and(is_trailer) && lines.all(|line| is_trailer(line) || is_continued(line));
    if is_trailers { before } else { body }
}

fn is_continued(line: &str) -> bool {
    line.starts_with([' ', '\t'])
}

/// `Key: value` with a key of one word.
fn is_trailer(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let is_key = key.contains('-') || matches!(key.to_lowercase().as_str(), "fixes" | "closes" | "link" | "bug" | "cc");
    is_key && value.starts_with(' ') && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, one_line, split_message};

    #[test]
    fn trailers_go_and_everything_else_stays() {
        for (message, body) in [
            ("s\n\nWhy.\n\nSigned-off-by: A <a@b>\nFixes: #12", "Why."),
            ("s\r\n\r\nWhy.\r\n\r\nSigned-off-by: A <a@b>\r\n", "Why."),
            ("s\n\nWhy.\n\nSigned-off-by: A\n  of a long line", "Why."),
            ("s\n\nRun:\n\n    cargo test", "Run:\n\n    cargo test"),
            ("s\n\nSigned-off-by: A <a@b>", ""),
            ("s\n\nNote: this stays", "Note: this stays"),
            ("s\n\nReviewed-by: A\nand words", "Reviewed-by: A\nand words"),
            ("s\n\na\tb", "a b"),
            ("\n\n  s", ""),
            ("", ""),
        ] {
            assert_eq!(split_message(message).1, body, "{message:?}");
        }
        assert_eq!(split_message("\n\n  s  \n").0, "s");
    }

    /// Every message of up to five of these parts.
    #[test]
    fn whatever_is_written_both_parts_are_clean_and_only_nothing_has_no_subject() {
        const PARTS: [&str; 9] =
            ["x", " ", "\n", "\r\n", "\n\n", "Co-authored-by: A <a@b>", "\t", "\u{202e}\u{7}", "\u{e9}:"];
        let mut messages = vec![String::new()];
        for _ in 0..5 {
            let longer = messages.iter().flat_map(|start| PARTS.iter().map(move |part| format!("{start}{part}")));
            let longer: Vec<String> = longer.collect();
            for message in &longer {
                let (subject, body) = split_message(message);
                let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
                assert!(!subject.contains(acts) && !subject.contains('\n') && !body.contains(acts), "{message:?}");
                assert_eq!((subject.trim(), body.trim()), (subject.as_str(), body.as_str()), "{message:?}");
                assert_eq!(one_line(&subject), subject, "{message:?}");
                let visible = message.chars().any(|c| matches!(c, 'x' | '\u{e9}' | 'A'));
                assert_eq!(subject.is_empty(), !visible, "{message:?}");
            }
            messages = longer;
        }
    }

    #[test]
    fn what_is_cut_is_cut_between_characters() {
        let long = "\u{1f600}".repeat(LONGEST + 1);
        let (subject, body) = split_message(&format!("{long}\n\n{long}"));
        assert_eq!((subject.chars().count(), body.chars().count()), (LONGEST, LONGEST));
    }
}
