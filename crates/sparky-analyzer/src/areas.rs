//! Which parts of the code changed, where the files of commits are known. It must not know what the changes were.

use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::Window;
use sparky_schema::analysis::Area;
use sparky_schema::records::{Commit, FileChange};

use crate::facts::View;

/// Folders that only hold the parts of a project: the part is the folder below.
const CONTAINERS: [&str; 14] = [
    "apps",
    "cmd",
    "components",
    "crates",
    "internal",
    "lib",
    "libs",
    "modules",
    "packages",
    "pkg",
    "plugins",
    "projects",
    "services",
    "src",
];

/// The areas that commits without merges touched, most commits first.
pub(crate) fn of(views: &[View<'_>], window: &Window) -> Vec<Area> {
    let mut areas: Vec<Area> = views.iter().flat_map(|view| of_repository(view, window)).collect();
    areas.sort_by(|a, b| {
        let size = |area: &Area| (area.commits, area.additions.saturating_add(area.deletions));
        size(b).cmp(&size(a)).then_with(|| (&a.repository, &a.path).cmp(&(&b.repository, &b.path)))
    });
    areas
}

/// The area that holds most of the changed lines of a commit.
pub(crate) fn main_area(commit: &Commit) -> Option<&str> {
    let mut lines: BTreeMap<&str, u64> = BTreeMap::new();
    for file in &commit.files {
        let sum = lines.entry(area_of(&file.path)).or_default();
        *sum = sum.saturating_add(lines_of(file));
    }
    let most = lines.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
    most.map(|(area, _)| *area)
}

/// How many areas some files lie in.
pub(crate) fn touched(files: &[FileChange]) -> usize {
    files.iter().map(|file| area_of(&file.path)).collect::<BTreeSet<_>>().len()
}

fn of_repository(view: &View<'_>, window: &Window) -> Vec<Area> {
    let mut areas: BTreeMap<&str, Area> = BTreeMap::new();
    let repository = &view.repository.name_with_owner;
    let empty = |path: &str| Area {
        repository: repository.clone(),
        path: path.to_owned(),
        commits: 0,
        additions: 0,
        deletions: 0,
    };
    for commit in view.plain_commits(window) {
        let mut touched = BTreeSet::new();
        for file in &commit.files {
            let path = area_of(&file.path);
            let area = areas.entry(path).or_insert_with(|| empty(path));
            area.additions = area.additions.saturating_add(file.additions.unwrap_or(0));
            area.deletions = area.deletions.saturating_add(file.deletions.unwrap_or(0));
            area.commits += u64::from(touched.insert(path));
        }
    }
    areas.into_values().collect()
}

/// The first folder of a path, or the first two when the first only holds parts; a file at the top is its own area.
pub(crate) fn area_of(path: &str) -> &str {
    let mut slashes = path.match_indices('/').map(|(at, _)| at);
    let Some(first) = slashes.next() else { return path };
    let folder = path.get(..first).unwrap_or(path);
    match slashes.next() {
        Some(second) if CONTAINERS.contains(&folder) => path.get(..second).unwrap_or(folder),
        _ => folder,
    }
}

fn lines_of(file: &FileChange) -> u64 {
    file.additions.unwrap_or(0).saturating_add(file.deletions.unwrap_or(0))
}
