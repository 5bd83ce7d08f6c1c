//! Two stores that meet become one, whichever is merged into the other.

use std::path::Path;

use sparky_schema::RepoName;
use sparky_store::facts::kinds::{Issues, Releases};
use sparky_store::facts::{Join, Side};
use sparky_store::{DataFolder, Facts};
use tempfile::TempDir;

use super::{State, files, issue, release};

struct Store(TempDir);

impl Store {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn facts(&self) -> Facts {
        DataFolder::open(self.0.path()).unwrap().facts()
    }

    /// Stores an issue (closed, if `count` is odd) for each number, and the count.
    fn with(self, name: &str, numbers: &[u64], count: u64) -> Self {
        let mut store = self.facts().open::<State>(&name.parse().unwrap()).unwrap();
        for number in numbers {
            let created = format!("2026-{:02}-01T00:00:00Z", 1 + number % 6);
            let closed = (count % 2 == 1).then_some("2026-08-01T00:00:00Z");
            store.upsert::<Issues>(&issue(*number, &created, closed)).unwrap();
        }
        *store.state_mut() = State::at(count);
        store.commit().unwrap();
        self
    }

    fn release(self, published: &str) -> Self {
        let mut store = self.facts().open::<State>(&"a/one".parse().unwrap()).unwrap();
        store.upsert::<Releases>(&release("v1", published)).unwrap();
        store.commit().unwrap();
        self
    }

    fn merged(self, other: &Self) -> Self {
        assert_eq!(self.facts().merge(&other.facts(), later).unwrap(), Vec::<RepoName>::new());
        self
    }

    fn files(&self) -> std::collections::BTreeMap<std::path::PathBuf, Vec<u8>> {
        files(&self.0.path().join("facts"))
    }

    fn damage(self, file: &str) -> Self {
        let path = self.0.path().join("facts").join(file);
        assert!(path.is_file());
        std::fs::write(path, "x").unwrap();
        self
    }
}

/// The higher count is the newer; what both have is the sum of counts.
fn both(ours: &State, theirs: &State) -> Join<State> {
    let (our, their) = (ours.covered["issues"], theirs.covered["issues"]);
    let newer = if their > our { Side::Theirs } else { Side::Ours };
    Join::Both { state: State::at(our + their), newer }
}

/// The higher count knows everything.
fn later(ours: &State, theirs: &State) -> Join<State> {
    Join::Whole(if theirs.covered > ours.covered { Side::Theirs } else { Side::Ours })
}

#[test]
fn shards_make_the_store_that_one_run_makes() {
    let base = || Store::new().with("a/one", &[1, 2], 1).with("a/two", &[1, 2], 1);
    let shards = [base().with("a/one", &[3], 3), base().with("a/two", &[4], 3).with("b/new", &[1], 1)];
    let whole = base().with("a/one", &[3], 3).with("a/two", &[4], 3).with("b/new", &[1], 1);
    let forth = Store::new().merged(&shards[0]).merged(&shards[1]);
    let back = Store::new().merged(&shards[1]).merged(&shards[0]);
    assert_eq!(forth.files(), whole.files());
    assert_eq!(back.files(), whole.files());
}

#[test]
fn what_the_later_store_has_lost_stays_lost() {
    let later = Store::new().with("a/one", &[1], 3);
    let earlier = Store::new().with("a/one", &[1, 2, 3], 1).merged(&later);
    assert_eq!(earlier.files(), later.files());
}

#[test]
fn records_of_both_are_joined_by_key_and_the_newer_one_is_kept() {
    let one = || Store::new().with("a/one", &[1, 2, 3], 1).release("2026-01-01T00:00:00Z");
    let two = || Store::new().with("A/One", &[3, 4], 2).release("2026-07-01T00:00:00Z");
    let expected = Store::new().with("a/one", &[1, 2], 1).with("a/one", &[3, 4], 2).release("2026-07-01T00:00:00Z");
    let expected = expected.with("a/one", &[], 3);
    let (forth, back) = (one(), two());
    forth.facts().merge(&two().facts(), both).unwrap();
    back.facts().merge(&one().facts(), both).unwrap();
    assert_eq!(forth.files(), expected.files());
    let texts =
        |files: std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>| -> Vec<_> { files.into_values().collect() };
    assert_eq!(texts(back.files()), texts(expected.files()));
}

#[test]
fn merging_twice_changes_nothing() {
    let two = Store::new().with("a/one", &[3, 4], 2);
    let once = Store::new().with("a/one", &[1, 2, 3], 1).merged(&two);
    let before = once.files();
    assert_eq!(once.merged(&two).files(), before);
}

#[test]
fn damage_is_not_taken_over_and_is_named() {
    for file in ["a/one/issues/2026-02.ndjson", "a/one/repository.json"] {
        let theirs = Store::new().with("a/one", &[1, 2], 3).with("a/two", &[1], 3).damage(file);
        let ours = Store::new().with("a/one", &[1], 1);
        let before = ours.files();
        let damaged = ours.facts().merge(&theirs.facts(), later).unwrap();
        assert_eq!(damaged, ["a/one".parse().unwrap()]);
        let after = ours.files();
        assert!(before.iter().all(|(path, bytes)| after[path] == *bytes));
        assert!(after.contains_key(Path::new("a/two/issues/2026-02.ndjson")));
    }
}

#[test]
fn damage_of_ours_is_mended_by_theirs() {
    for file in ["a/one/issues/2026-02.ndjson", "a/one/repository.json"] {
        let theirs = Store::new().with("a/one", &[1, 2], 1);
        let ours = Store::new().with("a/one", &[1, 2, 3], 3).damage(file).merged(&theirs);
        assert_eq!(ours.files(), theirs.files());
    }
}

#[test]
fn folders_without_facts_are_no_repositories() {
    let theirs = Store::new().with("a/one", &[1], 1);
    std::fs::create_dir_all(theirs.0.path().join("facts/a/empty")).unwrap();
    let ours = Store::new().merged(&theirs);
    assert_eq!(ours.facts().repositories().unwrap(), ["a/one".parse().unwrap()]);
}
