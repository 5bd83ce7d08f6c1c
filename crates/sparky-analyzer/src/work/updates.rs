//! Whether a change updates what others made: bumps, updates and upgrades of dependencies as such or to a version. To take
//! a dependency in, to drop one and to write about one is other work. It must not know who does it.

use crate::scope::words;

/// Names for what others made, as a whole.
const WHOLES: [&str; 8] =
    ["dependencies", "deps", "lockfile", "lockfiles", "submodule", "submodules", "devdependencies", "crates"];

/// What a title with one of these is about.
const OTHER: [&str; 8] = ["readme", "docs", "documentation", "changelog", "msrv", "version", "versions", "copyright"];

/// Whether a title tells of an update.
pub(super) fn is_update(title: &str) -> bool {
    let all: Vec<_> = words(title).collect();
    let has = |word: &str| all.iter().any(|known| *known == word);
    let Some(first) = all.first().map(|word| &**word) else { return false };
    let joined = all.join(" ");
    if joined.starts_with("lock file maintenance") || has("autoupdate") {
        return true;
    }
    if OTHER.iter().any(|other| has(other)) {
        return false;
    }
    let names_all =
        WHOLES.iter().any(|whole| has(whole)) || joined.contains("lock file") || joined.contains("cargo lock");
    let in_group = has("group") && has("updates");
    if is_verb(first) {
        return names_all || in_group || to_version(title, first);
    }
    // `Weekly dependency updates` has no verb.
    let noun = matches!(all.last().map(|word| &**word), Some("update" | "updates" | "bump" | "bumps" | "upgrades"));
    let names_one = all.iter().rev().nth(1).is_some_and(|word| word == "dependency");
    let begins = super::verbs::kind(first).is_none();
    (noun && begins && (names_one || names_all)) || (first == "pin" && (names_all || names_one))
}

/// Whether a title tells of a version of one's own.
pub(super) fn is_release(title: &str) -> bool {
    let all: Vec<_> = words(title).collect();
    let word = |at: usize| all.get(at).map_or("", |word| &**word);
    let has_version = title.split_whitespace().any(|token| is_version(token) || is_number_of_version(token));
    let of_version = matches!(word(1), "version" | "versions" | "to" | "msrv") || word(2) == "version";
    match word(0) {
        "release" | "prepare" | "cut" | "tag" => {
            has_version && (word(0) != "prepare" || all.iter().any(|w| w == "release"))
        }
        "bump" | "bumps" => of_version,
        _ => all.len() < 5 && title.split_whitespace().next().is_some_and(is_version),
    }
}

fn is_verb(word: &str) -> bool {
    matches!(
        word,
        "bump"
            | "bumps"
            | "bumped"
            | "update"
            | "updates"
            | "updated"
            | "upgrade"
            | "upgrades"
            | "upgraded"
            | "downgrade"
            | "pin"
            | "roll"
    )
}

/// `from 3 to 4`, `to v1.2`, `1.2 -> 1.3`; to bump or upgrade something, its version is enough at the end.
fn to_version(title: &str, verb: &str) -> bool {
    let tokens: Vec<&str> =
        title.split_whitespace().map(|token| token.trim_matches(|c: char| "`(),;.".contains(c))).collect();
    let steps = tokens.windows(2).any(|pair| match pair {
        [word, version] => {
            matches!(*word, "to" | "->" | "→" | "=>") && (is_version(version) || is_number_of_version(version))
        }
        _ => false,
    });
    // `Bump to 1.2` is one's own version.
    let names = !matches!(tokens.as_slice(), [_, "to", own] if is_version(own));
    let strong = !verb.starts_with("update");
    let from = tokens.contains(&"from") || tokens.iter().any(|token| matches!(*token, "->" | "→" | "=>"));
    let named =
        tokens.iter().any(|token| matches!(*token, "dependency" | "crate" | "module" | "package" | "action" | "image"));
    let at_end = strong && tokens.len() > 2 && tokens.last().is_some_and(|last| is_version(last));
    let of_one = tokens.iter().any(|token| token.contains('/')) || named || from || strong || tokens.len() == 4;
    names && ((steps && of_one) || at_end)
}

/// `1.2`, `v1.2.3`, `0.23-rc.1`, `^5.0`.
fn is_version(token: &str) -> bool {
    let token = token.trim_start_matches(['^', '~', '=', 'v', 'V']);
    let mut parts = token.split('.');
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    parts.next().is_some_and(is_number)
        && parts.next().is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()))
}

/// `4` and `v4`, but no year.
fn is_number_of_version(token: &str) -> bool {
    let digits = token.trim_start_matches(['v', 'V']);
    !digits.is_empty() && digits.len() < 4 && digits.chars().all(|c| c.is_ascii_digit())
}
