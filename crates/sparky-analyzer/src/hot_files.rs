//! Files that changed again and again, where the files of commits are known: the change frequency of hotspot analysis.
//! It must not know what the changes were.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::Window;
use sparky_schema::analysis::HotFile;

use crate::facts::View;
use crate::identity::PersonId;

/// More are no news.
const MOST: usize = 20;

#[derive(Default)]
struct Changes {
    commits: u64,
    churn: u64,
    people: BTreeSet<PersonId>,
}

/// The files of most commits without merges, at least two, then of most changed lines.
pub(crate) fn of(views: &[View<'_>], window: &Window) -> Vec<HotFile> {
    let mut files: Vec<HotFile> = views.iter().flat_map(|view| of_repository(view, window)).collect();
    files.sort_by(|a, b| {
        let size = |file: &HotFile| Reverse((file.commits, file.churn));
        size(a).cmp(&size(b)).then_with(|| (&a.repository, &a.path).cmp(&(&b.repository, &b.path)))
    });
    files.truncate(MOST);
    files
}

fn of_repository(view: &View<'_>, window: &Window) -> Vec<HotFile> {
    let mut files: BTreeMap<&str, Changes> = BTreeMap::new();
    for commit in view.plain_commits(window) {
        let author = view.who.signature(&commit.author).filter(|id| !view.who.is_bot(id));
        let mut touched = BTreeSet::new();
        for file in &commit.files {
            let changes = files.entry(&file.path).or_default();
            let lines = file.additions.unwrap_or(0).saturating_add(file.deletions.unwrap_or(0));
            changes.churn = changes.churn.saturating_add(lines);
            changes.commits += u64::from(touched.insert(&file.path));
            changes.people.extend(author.clone());
        }
    }
    let hot = files.into_iter().filter(|(_, changes)| changes.commits >= 2);
    hot.map(|(path, changes)| HotFile {
        repository: view.repository.name_with_owner.clone(),
        path: path.to_owned(),
        commits: changes.commits,
        churn: changes.churn,
        people: changes.people.iter().fold(0, |n, _| n + 1),
    })
    .collect()
}
