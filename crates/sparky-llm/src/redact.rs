//! What no page and no prompt may show although a title holds it: addresses of mail and what looks like a credential. It
//! must not know Markdown.

/// How credentials of well-known services begin.
const SECRETS: [&str; 15] = [
    "ghp_",
    "gho_",
    "ghs_",
    "ghu_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "sk-",
    "AKIA",
    "AIza",
    "npm_",
    "eyJ",
];

/// Shorter words are no credential.
const LEAST: usize = 16;

/// The text without addresses and credentials.
pub fn redacted(text: &str) -> String {
    if !text.contains('@') && !SECRETS.iter().any(|secret| text.contains(secret)) {
        return text.to_owned();
    }
    let words = text.split(' ').map(word);
    words.collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> String {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+' | '%');
    let parts: Vec<&str> = word.split_inclusive(|c| !inside(c)).collect();
    parts.into_iter().map(|part| shown(part, inside)).collect()
}

/// A part of a word, which may end in a character that is no part of an address.
fn shown(part: &str, inside: impl Fn(char) -> bool) -> String {
    let core = part.trim_end_matches(|c| !inside(c)).trim_end_matches('.');
    let end = part.get(core.len()..).unwrap_or_default();
    if is_address(core) {
        format!("(address){end}")
    } else if is_secret(core) {
        format!("(secret){end}")
    } else {
        part.to_owned()
    }
}

fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    let ending = domain.rsplit_once('.').map_or("", |(_, ending)| ending);
    !name.is_empty() && ending.len() > 1 && ending.chars().all(char::is_alphabetic)
}

fn is_secret(text: &str) -> bool {
    text.len() >= LEAST
        && SECRETS.iter().any(|secret| text.starts_with(secret))
        && text.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::redacted;

    #[test]
    fn addresses_and_credentials_are_not_shown() {
        assert_eq!(redacted("Mail ada.l@example.org, please"), "Mail (address), please");
        assert_eq!(redacted("From <ada@example.org>."), "From <(address)>.");
        assert_eq!(redacted("Remove ghp_0123456789abcdef0123 from CI"), "Remove (secret) from CI");
        assert_eq!(redacted("token=sk-proj-0123456789abcdef."), "token=(secret).");
    }

    #[test]
    fn mentions_versions_and_words_stay() {
        for text in ["Thanks @octocat", "Bump a@1.2.3", "sk-learn", "The word eyJ", "npm_config_registry is read"] {
            assert_eq!(redacted(text), text);
        }
    }
}
