//! Repositories by name: listed, found without case, renamed and removed.

use sparky_schema::RepoName;
use sparky_store::facts::kinds::Issues;
use sparky_store::{DataFolder, Facts};

use super::{State, issue};
use crate::names;

fn facts(root: &std::path::Path) -> Facts {
    DataFolder::open(root).unwrap().facts()
}

fn repo(name: &str) -> RepoName {
    name.parse().unwrap()
}

/// Stores an issue with this number under a name.
fn store(facts: &Facts, name: &str, number: u64) {
    let mut store = facts.open::<State>(&repo(name)).unwrap();
    store.upsert::<Issues>(&issue(number, "2026-07-01T00:00:00Z", None)).unwrap();
    store.commit().unwrap();
}

fn stored(facts: &Facts, name: &str) -> Vec<u64> {
    let issues = facts.open::<State>(&repo(name)).unwrap().all::<Issues>().unwrap();
    issues.iter().map(|issue| issue.number).collect()
}

fn listed(facts: &Facts) -> Vec<String> {
    facts.repositories().unwrap().into_iter().map(String::from).collect()
}

#[test]
fn repositories_are_listed_by_name_and_nothing_else_is() {
    let scratch = tempfile::tempdir().unwrap();
    let facts = facts(scratch.path());
    assert_eq!(listed(&facts), Vec::<String>::new());
    for name in ["b/one", "a/two", "a/one"] {
        store(&facts, name, 1);
    }
    std::fs::write(scratch.path().join("facts/README"), "x").unwrap();
    std::fs::create_dir(scratch.path().join("facts/a/no repository")).unwrap();
    assert_eq!(listed(&facts), ["a/one", "a/two", "b/one"]);
}

#[test]
fn opening_writes_nothing() {
    let scratch = tempfile::tempdir().unwrap();
    facts(scratch.path()).open::<State>(&repo("a/one")).unwrap();
    assert_eq!(names(scratch.path()), [".gitattributes", ".gitignore", "FORMAT"]);
}

#[test]
fn names_that_differ_in_case_are_the_same() {
    let scratch = tempfile::tempdir().unwrap();
    let facts = facts(scratch.path());
    store(&facts, "Acme/Rocket", 1);
    store(&facts, "acme/rocket", 2);
    assert_eq!(stored(&facts, "ACME/ROCKET"), [1, 2]);
    assert_eq!(listed(&facts), ["Acme/Rocket"]);
    facts.rename(&repo("acme/rocket"), &repo("acme/ROCKET")).unwrap();
    assert_eq!(listed(&facts), ["Acme/ROCKET"]);
    assert_eq!(stored(&facts, "acme/rocket"), [1, 2]);
    facts.remove(&repo("ACME/rocket")).unwrap();
    assert_eq!(listed(&facts), Vec::<String>::new());
}

#[test]
fn a_renamed_repository_moves_with_its_records() {
    let scratch = tempfile::tempdir().unwrap();
    let facts = facts(scratch.path());
    store(&facts, "a/one", 1);
    facts.rename(&repo("a/one"), &repo("b/two")).unwrap();
    assert_eq!(listed(&facts), ["b/two"]);
    assert_eq!(stored(&facts, "b/two"), [1]);
    assert_eq!(names(&scratch.path().join("facts")), ["b"]);
}

#[test]
fn where_both_names_are_stored_the_new_one_stays() {
    let scratch = tempfile::tempdir().unwrap();
    let facts = facts(scratch.path());
    store(&facts, "a/one", 1);
    store(&facts, "a/two", 2);
    facts.rename(&repo("a/one"), &repo("a/two")).unwrap();
    assert_eq!(listed(&facts), ["a/two"]);
    assert_eq!(stored(&facts, "a/two"), [2]);
}

#[test]
fn what_is_not_stored_can_be_renamed_and_removed() {
    let scratch = tempfile::tempdir().unwrap();
    let facts = facts(scratch.path());
    store(&facts, "a/two", 2);
    facts.rename(&repo("a/one"), &repo("a/two")).unwrap();
    facts.rename(&repo("a/one"), &repo("A/ONE")).unwrap();
    facts.remove(&repo("a/one")).unwrap();
    assert_eq!(listed(&facts), ["a/two"]);
}
