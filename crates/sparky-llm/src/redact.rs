//! What no page and no prompt may show although a title holds it: addresses of mail and what looks like a credential. It
//! must not know Markdown.

/// How credentials of well-known services begin.
const SECRETS: [&str; 38] = [
    "ghp_",
    "gho_",
    "ghs_",
    "ghu_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "glrt-",
    "gldt-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xoxr-",
    "xoxs-",
    "xapp-",
    "sk-",
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "pk_live_",
    "whsec_",
    "AKIA",
    "ASIA",
    "AIza",
    "ya29.",
    "npm_",
    "pypi-",
    "hf_",
    "dop_v1_",
    "SG.",
    "shpat_",
    "shpss_",
    "tvly-",
    "gsk_",
    "xai-",
    "dapi",
    "lin_api_",
    "eyJ",
];

/// Shorter words are no credential.
const LEAST: usize = 16;

/// Shorter words of mixed letters are names.
const LEAST_RANDOM: usize = 36;

/// The text without addresses and credentials.
pub fn redacted(text: &str) -> String {
    let words = text.split(' ').map(|one| word(&without_login(one)));
    words.collect::<Vec<_>>().join(" ")
}

/// An address without the name and the password before its host: `postgres://ada:geheim@host`.
fn without_login(word: &str) -> String {
    let Some((scheme, rest)) = word.split_once("://") else { return word.to_owned() };
    let end = rest.find(|c: char| "/?#\"'<>".contains(c)).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    match authority.rsplit_once('@') {
        Some((login, host)) if login.contains(':') => format!("{scheme}://(secret)@{host}{path}"),
        _ => word.to_owned(),
    }
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
    } else if is_secret(core) || is_random(core) {
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

/// Whether it is long and of all sorts of letters and digits, as keys without a beginning of their own are. A hash in
/// lower case is none.
fn is_random(text: &str) -> bool {
    let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
    text.len() >= LEAST_RANDOM
        && count(char::is_ascii_digit) >= 4
        && count(char::is_ascii_uppercase) >= 4
        && count(char::is_ascii_lowercase) >= 4
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+_-.".contains(&b))
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
        assert_eq!(redacted("Use postgres://ada:geheim@db/main"), "Use postgres://(secret)@db/main");
        assert_eq!(redacted("key wJalrXUtnFEMIK7MDENGbPxRfiCYEX4AMPLE0KEY9"), "key (secret)");
    }

    #[test]
    fn mentions_versions_and_words_stay() {
        for text in [
            "Thanks @octocat",
            "Bump a@1.2.3",
            "sk-learn",
            "The word eyJ",
            "npm_config_registry is read",
            "https://a.example/b@1",
            "Revert 3b8031c80efe49f16fd282a55e28eb23aef2ad85",
            "TestThatALongNameInCamelCaseIsKept2",
        ] {
            assert_eq!(redacted(text), text);
        }
    }
}
