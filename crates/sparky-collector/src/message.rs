//! Commit messages: subject, body, trailers. It must not know who wrote them.

/// The longest body that is kept, in characters.
const LONGEST_BODY: usize = 2_000;

/// Splits a message into its subject and its body without trailers, both without control characters.
pub(crate) fn split_message(message: &str) -> (String, String) {
    let message = message.trim_start_matches(['\n', '\r', ' ']);
    let (subject, rest) = message.split_once('\n').unwrap_or((message, ""));
    let body: String = without_trailers(rest.trim()).chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    (one_line(subject), body.trim().chars().take(LONGEST_BODY).collect::<String>().trim_end().to_owned())
}

/// A text on one line without control characters.
pub(crate) fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The body without its last paragraph when that one holds trailers only.
fn without_trailers(body: &str) -> &str {
    let normal = body.trim_end();
    let (before, last) = normal.rsplit_once("\n\n").unwrap_or(("", normal));
    if !last.is_empty() && last.lines().all(is_trailer) { before } else { normal }
}

/// `Key: value` with a key of one word, or the continuation of such a line.
fn is_trailer(line: &str) -> bool {
    if line.starts_with([' ', '\t']) {
        return true;
    }
    let Some((key, value)) = line.split_once(':') else { return false };
    let is_key = key.contains('-') || matches!(key.to_lowercase().as_str(), "fixes" | "closes" | "link" | "bug" | "cc");
    is_key && value.starts_with(' ') && !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
