//! When the work on a merged pull request began: the earliest author date among the commits that its merge commit
//! brought to the default branch. Each commit is visited once. It must not know pull requests.

use chrono::{DateTime, Utc};
use foldhash::{HashMap, HashSet};
use sparky_schema::Sha;
use sparky_schema::records::Commit;

use crate::facts::commit as commit_of;

/// The begin of the branch that each merge commit on the default branch brought, where every commit of it is known.
/// A squashed pull request has no such commit. The commits are in the order of their hashes.
pub(super) fn begins(commits: &[Commit]) -> HashMap<&Sha, DateTime<Utc>> {
    let mainline = mainline(commits);
    let mut seen: HashSet<&Sha> = mainline.iter().map(|commit| &commit.sha).collect();
    // The commit before the oldest one on the default branch: branches that leave it there are known.
    seen.extend(mainline.last().and_then(|oldest| oldest.parents.first()));
    let mut found = HashMap::default();
    for merge in mainline.iter().rev() {
        let side: Vec<&Sha> = merge.parents.iter().skip(1).collect();
        if let Some(begin) = earliest(side, commits, &mut seen) {
            found.insert(&merge.sha, begin);
        }
    }
    found
}

/// First parents from the one commit that is nobody's parent, newest first.
fn mainline(commits: &[Commit]) -> Vec<&Commit> {
    let parents: HashSet<&Sha> = commits.iter().flat_map(|commit| &commit.parents).collect();
    let mut heads = commits.iter().filter(|commit| !parents.contains(&commit.sha));
    let (Some(head), None) = (heads.next(), heads.next()) else { return Vec::new() };
    let first_parent = |commit: &&Commit| commit.parents.first().and_then(|sha| commit_of(commits, sha));
    // A history cannot be longer than its commits, whatever a damaged document says.
    std::iter::successors(Some(head), first_parent).take(commits.len()).collect()
}

/// The earliest author date of the commits that were not seen before; none when some are not known, or there are none.
fn earliest<'a>(mut ahead: Vec<&'a Sha>, commits: &'a [Commit], seen: &mut HashSet<&'a Sha>) -> Option<DateTime<Utc>> {
    let mut begin: Option<DateTime<Utc>> = None;
    let mut whole = true;
    while let Some(sha) = ahead.pop() {
        if !seen.insert(sha) {
            continue;
        }
        let Some(commit) = commit_of(commits, sha) else {
            whole = false;
            continue;
        };
        begin = Some(begin.map_or(commit.authored_at, |begin| begin.min(commit.authored_at)));
        ahead.extend(&commit.parents);
    }
    begin.filter(|_| whole)
}
