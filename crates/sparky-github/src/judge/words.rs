//! What GitHub's messages mean where it gives no code. It must not know statuses.

/// Something went wrong over there, mostly because it took too long.
pub(super) fn is_stumble(message: &str) -> bool {
    says(message, &["something went wrong", "timeout", "timed out", "try again", "respond to your request in time"])
}

/// The query asks for more than GitHub gives at once.
pub(super) fn is_too_much(message: &str) -> bool {
    says(message, &["exceeds the maximum", "resource limits"])
}

/// Any of the limits.
pub(super) fn is_limit(message: &str) -> bool {
    is_primary_limit(message) || says(message, &["secondary rate limit", "abuse detection"])
}

/// The points are used up.
pub(super) fn is_primary_limit(message: &str) -> bool {
    says(message, &["api rate limit"])
}

/// `Could not resolve to a Repository with the name 'a/b'.` names what is missing at its end.
pub(super) fn not_found(message: &str) -> String {
    let what = message.strip_prefix("Could not resolve to ").unwrap_or(message);
    let what = what.strip_prefix("a ").or_else(|| what.strip_prefix("an ")).unwrap_or(what);
    what.trim_end_matches('.').to_owned()
}

fn says(message: &str, signs: &[&str]) -> bool {
    let message = message.to_lowercase();
    signs.iter().any(|sign| message.contains(sign))
}
