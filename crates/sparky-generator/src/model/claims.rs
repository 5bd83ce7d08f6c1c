//! What a sentence says that somebody did, or that became of something, held against what happened. It must not know
//! how sentences are filled.

use sparky_schema::analysis::{Event, Happening};

/// What can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    Merged,
    Opened,
    Closed,
    Reviewed,
    Released,
    Commented,
    Dropped,
    /// Made it: wrote, fixed, added.
    Made,
}

const WORDS: [(Claim, &[&str]); 8] = [
    (Claim::Merged, &["merged", "merges", "merge", "merging", "landed"]),
    (Claim::Opened, &["opened", "filed", "proposed", "reported", "raised", "suggested", "submitted", "asked"]),
    (Claim::Closed, &["closed", "closes", "closing", "resolved", "settled", "settles", "resolves"]),
    (Claim::Reviewed, &["reviewed", "review", "reviews", "reviewing", "approved", "checked", "reviewer"]),
    (Claim::Released, &["released", "release", "releases", "published", "shipped", "tagged"]),
    (Claim::Commented, &["commented", "comments", "comment", "discussed", "discussion"]),
    (Claim::Dropped, &["dropped", "abandoned", "rejected", "declined", "reverted", "withdrawn", "cancelled"]),
    (
        Claim::Made,
        &[
            "wrote",
            "authored",
            "written",
            "added",
            "adds",
            "fixed",
            "built",
            "made",
            "implemented",
            "introduced",
            "contributed",
            "removed",
            "updated",
            "improved",
            "rewrote",
            "refactored",
            "created",
            "brought",
            "replaced",
        ],
    ),
];

/// What a word claims.
pub(super) fn claim(word: &str) -> Option<Claim> {
    let lower = word.to_lowercase();
    WORDS.iter().find(|(_, words)| words.contains(&lower.as_str())).map(|(claim, _)| *claim)
}

/// Whether something became of what happened.
pub(super) fn happened(claim: Claim, happenings: &[&Happening]) -> bool {
    let any = |events: &[Event]| happenings.iter().any(|h| events.contains(&h.event));
    match claim {
        Claim::Merged => any(&[Event::Merged, Event::Committed]),
        Claim::Opened => {
            any(&[Event::IssueOpened, Event::PullRequestOpened]) || happenings.iter().any(|h| h.number.is_some())
        }
        Claim::Closed => {
            any(&[Event::IssueClosed, Event::PullRequestClosed]) || happenings.iter().any(|h| !h.closes.is_empty())
        }
        Claim::Reviewed => happenings.iter().any(|h| h.reviews.unwrap_or(0) > 0 || !h.with.is_empty()),
        Claim::Released => any(&[Event::Released]),
        Claim::Commented => happenings.iter().any(|h| h.comments.unwrap_or(0) > 0),
        Claim::Dropped => any(&[Event::PullRequestClosed]),
        Claim::Made => true,
    }
}

/// Whether a person did it. Who closed something is not known.
pub(super) fn did(claim: Claim, name: &str, happenings: &[&Happening]) -> bool {
    happenings.iter().any(|h| {
        let wrote = h.author.as_ref().is_some_and(|who| who.name == name);
        let with = h.with.iter().any(|who| who.name == name);
        let merged = h.merged_by.as_ref().is_some_and(|who| who.name == name);
        match claim {
            // Who merged what has no merger is not known; a commit lands by its author.
            Claim::Merged => merged || (wrote && h.merged_by.is_none() && h.event != Event::IssueClosed),
            Claim::Opened => wrote,
            Claim::Reviewed => with && h.event != Event::Committed,
            Claim::Released => wrote && h.event == Event::Released,
            Claim::Made => wrote || (with && h.event == Event::Committed),
            Claim::Closed | Claim::Dropped | Claim::Commented => false,
        }
    })
}
