//! This window against the one before. It must not know how either was counted.

use sparky_schema::totals::{Change, Totals};

/// The difference of each count; none where either side is unknown.
pub(crate) fn between(before: &Totals, now: &Totals) -> Change {
    Change {
        commits: difference(before.commits, now.commits),
        merge_commits: difference(before.merge_commits, now.merge_commits),
        landed: difference(before.landed, now.landed),
        pull_requests_opened: difference(before.pull_requests_opened, now.pull_requests_opened),
        pull_requests_merged: difference(before.pull_requests_merged, now.pull_requests_merged),
        pull_requests_closed: difference(before.pull_requests_closed, now.pull_requests_closed),
        issues_opened: difference(before.issues_opened, now.issues_opened),
        issues_closed: difference(before.issues_closed, now.issues_closed),
        reviews: difference(before.reviews, now.reviews),
        comments: difference(before.comments, now.comments),
        review_comments: difference(before.review_comments, now.review_comments),
        releases: difference(before.releases, now.releases),
        contributors: difference(before.contributors, now.contributors),
        bots: difference(before.bots, now.bots),
        additions: difference(before.additions, now.additions),
        deletions: difference(before.deletions, now.deletions),
        events: difference(before.events, now.events),
    }
}

fn difference(before: Option<u64>, now: Option<u64>) -> Option<i64> {
    let (before, now) = before.zip(now)?;
    i64::try_from(i128::from(now) - i128::from(before)).ok()
}
