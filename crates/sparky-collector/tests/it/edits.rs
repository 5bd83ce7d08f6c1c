//! What can happen to a world between two collections.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use proptest::sample::Index;
use sparky_testkit::World;
use sparky_testkit::world::{Comment, Commit, Discussion, Issue, PullRequest, Release, Repository, Review};

/// Something that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edit {
    Commit,
    ForcePush,
    OpenPull,
    Merge,
    Review,
    Comment,
    OpenIssue,
    Close,
    Reopen,
    Relabel,
    Retitle,
    Delete,
    Transfer,
    DeleteComment,
    Release,
    Unrelease,
    Discuss,
    Rename,
}

impl Edit {
    pub(crate) const ALL: [Self; 18] = [
        Self::Commit,
        Self::ForcePush,
        Self::OpenPull,
        Self::Merge,
        Self::Review,
        Self::Comment,
        Self::OpenIssue,
        Self::Close,
        Self::Reopen,
        Self::Relabel,
        Self::Retitle,
        Self::Delete,
        Self::Transfer,
        Self::DeleteComment,
        Self::Release,
        Self::Unrelease,
        Self::Discuss,
        Self::Rename,
    ];
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Lets something happen to the first repository at a moment. What cannot happen does not.
pub(crate) fn apply(world: &mut World, edit: Edit, pick: &Index, at: DateTime<Utc>) {
    let when = text(at);
    match edit {
        Edit::Rename => {
            let from = world.repositories[0].name_with_owner.clone();
            let to = format!("acme/renamed-{}", world.renames.len());
            // GitHub follows a chain of names to its end.
            world.renames.values_mut().filter(|name| **name == from).for_each(|name| name.clone_from(&to));
            world.rename(&from, &to);
        }
        Edit::Transfer => {
            let numbers: Vec<u64> = world.repositories[0].issues.iter().map(|issue| issue.number).collect();
            let names: Vec<String> = world.repositories.iter().map(|found| found.name_with_owner.clone()).collect();
            if !numbers.is_empty() {
                world.transfer(&names[0], *pick.get(&numbers), &names[1], at);
            }
        }
        Edit::Delete => {
            let found = &world.repositories[0];
            let issues = found.issues.iter().map(|issue| issue.number);
            let numbers: Vec<u64> = issues.chain(found.discussions.iter().flatten().map(|d| d.number)).collect();
            let name = found.name_with_owner.clone();
            if !numbers.is_empty() {
                world.delete(&name, *pick.get(&numbers));
            }
        }
        _ => {
            let found = &mut world.repositories[0];
            code(found, edit, pick, at);
            pulls(found, edit, pick, &when);
            issues(found, edit, pick, &when);
        }
    }
}

fn code(found: &mut Repository, edit: Edit, pick: &Index, at: DateTime<Utc>) {
    // Some commits are dated long before they reach the branch.
    let dated = text(at - TimeDelta::hours(i64::try_from(pick.index(4) * 100).unwrap()));
    let head = || Some(pick.get(&found.commits).sha.clone());
    match edit {
        Edit::Commit => drop(found.push(Commit::new("ada", &dated, "More work"))),
        Edit::ForcePush if !found.commits.is_empty() => {
            let onto = head();
            found.force_push(onto.as_deref(), [Commit::new("ada", &dated, "Anew")]);
        }
        Edit::Release => {
            let tag = format!("v9.{}.0", found.releases.len());
            found.releases.push(Release::new(&tag, "ada", &text(at)));
        }
        Edit::Unrelease if !found.releases.is_empty() => drop(found.releases.remove(pick.index(found.releases.len()))),
        _ => {}
    }
}

fn pulls(found: &mut Repository, edit: Edit, pick: &Index, when: &str) {
    let at = when.parse().unwrap();
    if edit == Edit::OpenPull {
        let number = found.next_number();
        return found.pull_requests.push(PullRequest::new(number, "ada", when, "A new idea"));
    }
    let length = found.pull_requests.len();
    let open = found.pull_requests.iter().cycle().skip(pick.index(length.max(1))).take(length);
    let Some(number) = open.filter(|pull| pull.closed_at.is_none()).map(|pull| pull.number).next() else { return };
    match edit {
        Edit::Merge => {
            let base = found.head().unwrap_or_default().to_owned();
            let created = text(found.pull_request(number).created_at + TimeDelta::seconds(1));
            let topic = found.push(Commit::new("grace", &created, "On a topic"));
            let merge = Commit::new("ada", when, "Merge").merging(&[base.as_str(), &topic].map(|sha| sha));
            let sha = found.push(merge);
            let pull = found.pull_request(number);
            (pull.merged_at, pull.closed_at, pull.merge_commit) = (Some(at), Some(at), Some(sha));
            pull.merged_by = Some("ada".to_owned());
        }
        Edit::Review => {
            let review =
                Review { comments: vec![Comment::new("ken", when, "Why?")], ..Review::new("ken", "COMMENTED", when) };
            found.pull_request(number).reviews.push(review);
        }
        Edit::Comment => found.pull_request(number).comments.push(Comment::new("ken", when, "Nice")),
        _ => {}
    }
}

fn issues(found: &mut Repository, edit: Edit, pick: &Index, when: &str) {
    let at = when.parse().unwrap();
    let number = found.next_number();
    if edit == Edit::Discuss {
        let said = Discussion::new(number, "ada", when, "What if").commented(Comment::new("ken", when, "Yes"), []);
        return found.discussions.get_or_insert_default().push(said);
    }
    if edit == Edit::OpenIssue {
        return found.issues.push(Issue::new(number, "ada", when, "It fails"));
    }
    if found.issues.is_empty() {
        return;
    }
    let index = pick.index(found.issues.len());
    let issue = &mut found.issues[index];
    match edit {
        Edit::Close => issue.closed_at = issue.closed_at.or(Some(at)),
        Edit::Reopen => issue.closed_at = None,
        Edit::Relabel => issue.labels = vec!["only".to_owned()],
        Edit::Retitle => issue.title.push('!'),
        Edit::DeleteComment => issue.comments.iter_mut().take(1).for_each(|comment| comment.deleted = true),
        _ => return,
    }
    issue.updated_at = Some(at);
}
