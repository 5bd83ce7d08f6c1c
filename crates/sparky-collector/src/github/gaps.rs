//! What could not be read, and what to do about it.

use sparky_github::Error as ApiError;
use sparky_schema::gap::{Gap, GapReason, Kind};
use sparky_schema::ids::RepoName;

/// A fault of one repository as a gap; no kinds are all kinds.
pub(crate) fn gap(name: &RepoName, kinds: &[Kind], error: &ApiError) -> Gap {
    let hint = match error {
        ApiError::NotFound { .. } => "Check the spelling; a private repository needs a token that may read it.",
        ApiError::Forbidden { .. } => {
            "Give the token read access to the repository's contents, issues and pull requests."
        }
        ApiError::Blocked { .. } => "The repository is blocked; take it out of the sources.",
        ApiError::RateLimited { .. } => "Run again after that time, or allow a longer wait with --max-wait.",
        ApiError::Spent { .. } => "Plan and run again; what was read so far is kept.",
        ApiError::NoToken | ApiError::BadCredentials { .. } => "Renew the token and run again; what was read is kept.",
        _ => "Run again later; what was read so far is kept.",
    };
    let reason = reason(error);
    let message = format!("{error}.");
    Gap { repository: name.clone(), kinds: kinds.to_vec(), reason, message, hint: hint.to_owned() }
}

const fn reason(error: &ApiError) -> GapReason {
    match error {
        ApiError::NotFound { .. } => GapReason::NotFound,
        ApiError::Forbidden { .. } | ApiError::NoToken | ApiError::BadCredentials { .. } => GapReason::Forbidden,
        ApiError::Blocked { .. } => GapReason::Blocked,
        ApiError::RateLimited { .. } | ApiError::Spent { .. } => GapReason::RateLimited,
        _ => GapReason::Unavailable,
    }
}

/// Whether it is the service that does not answer now, and not what it answers.
pub(crate) const fn fails_for_now(error: &ApiError) -> bool {
    passes(reason(error))
}

/// Whether what keeps data from being read will be over some time.
pub(crate) const fn passes(reason: GapReason) -> bool {
    matches!(reason, GapReason::Unavailable | GapReason::RateLimited)
}

/// Kinds of which answers left something out.
pub(crate) fn leak(name: &RepoName, kinds: &[Kind], missing: &str) -> Gap {
    Gap {
        repository: name.clone(),
        kinds: kinds.to_vec(),
        reason: GapReason::Partial,
        message: format!("GitHub left out a part of its answer: {missing}."),
        hint: "Run again; if it stays, check that the token may read everything in the repository.".to_owned(),
    }
}
