//! What git's words mean for the one who has to act on them. It must not run git.

use crate::error::Refusal;

/// What git said when it failed. Git's words are English here: its door sets the locale.
pub(super) fn classify(said: &str) -> Refusal {
    let said = said.to_lowercase();
    let known = MEANINGS.iter().find(|(signs, _)| signs.iter().any(|sign| said.contains(sign)));
    known.map_or(Refusal::Other, |(_, refusal)| *refusal)
}

/// The first entry that fits wins: a hook may well say `not found` or `denied` in its own message.
const MEANINGS: &[(&[&str], Refusal)] = &[
    (&["could not resolve host", "name or service not known"], Refusal::NoHost),
    (&["branch is currently checked out"], Refusal::CheckedOut),
    (&["hook declined", "protected branch", "gh006", "gh013"], Refusal::Protected),
    (
        &["fetch first", "non-fast-forward", "failed to update ref", "cannot lock ref", "incorrect old value"],
        Refusal::Raced,
    ),
    (
        &[
            "authentication failed",
            "could not read username",
            "could not read password",
            "terminal prompts disabled",
            "error: 401",
            "permission denied (publickey",
            "host key verification failed",
        ],
        Refusal::NotLoggedIn,
    ),
    (
        &[
            "error: 403",
            "permission denied",
            "insufficient permission",
            "write access to repository not granted",
            "unable to create temporary object directory",
        ],
        Refusal::NotAllowed,
    ),
    (
        &["repository not found", "does not appear to be a git repository", "does not exist", "not found"],
        Refusal::Missing,
    ),
];

/// The lines that tell most, on one line.
pub(super) fn essence(said: &str) -> String {
    let telling = |line: &&str| {
        let line = line.trim_start_matches("remote:").trim();
        !line.is_empty() && !line.starts_with("hint:") && !line.starts_with("To ") && line != "Done"
    };
    let lines: Vec<&str> = said.lines().map(str::trim).filter(telling).collect();
    let text = lines.join("; ").replace('\t', " ");
    match text.char_indices().nth(400) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None if text.is_empty() => "git gave no reason".to_owned(),
        None => text,
    }
}
