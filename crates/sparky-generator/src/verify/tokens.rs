//! Cuts text into what can be traced: numbers, words with digits, words with slashes. It must not know the analysis.

use crate::language::Wording;

/// Runs of letters and digits in lower case that hold a digit or are a number word, with points and commas between
/// digits kept.
pub(super) fn tokens(text: &str, wording: &dyn Wording) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let digit_at = |at: Option<usize>| at.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let mut found = vec![String::new()];
    for (at, c) in chars.iter().enumerate() {
        let inside = digit_at(at.checked_sub(1)) && digit_at(Some(at + 1));
        match c {
            c if c.is_alphanumeric() || (matches!(c, '.' | ',') && inside) => {
                if let Some(last) = found.last_mut() {
                    last.extend(c.to_lowercase());
                }
            }
            _ => found.push(String::new()),
        }
    }
    found.retain(|token| token.bytes().any(|b| b.is_ascii_digit()) || wording.word_value(token).is_some());
    found.into_iter().map(|token| unpadded(&token)).collect()
}

/// The numbers in a token.
pub(super) fn digit_runs(token: &str) -> Vec<String> {
    token.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(unpadded).collect()
}

/// `07` and `7` are the same number.
fn unpadded(token: &str) -> String {
    let all_digits = token.bytes().all(|b| b.is_ascii_digit());
    let trimmed = token.trim_start_matches('0');
    if !all_digits || trimmed.is_empty() { token.to_owned() } else { trimmed.to_owned() }
}

/// `owner/name` and paths, in lower case.
pub(super) fn slashed(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let runs = text.split(|c: char| !is_part(c)).map(|run| run.trim_matches(['.', '/', '-']));
    let with_slash = runs.filter(|run| run.contains('/') && run.chars().any(char::is_alphabetic));
    with_slash.map(str::to_lowercase).collect()
}
