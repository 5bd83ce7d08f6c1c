//! A commit that is cut off anywhere leaves a store that opens, with the old state, and ends with the same bytes when
//! the work is done again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sparky_schema::Kind;
use sparky_schema::records::Issue;
use sparky_store::RepositoryStore;
use sparky_store::facts::kinds::{Commits, Issues};

use super::{State, at, commit, files, folder, issue, open, put};

type Files = BTreeMap<PathBuf, Vec<u8>>;

const INDEX: &str = "repository.json";

fn begin(store: &mut RepositoryStore<State>) {
    store.upsert::<Issues>(&issue(1, "2026-05-01T00:00:00Z", None)).unwrap();
    store.upsert::<Issues>(&issue(2, "2026-06-01T00:00:00Z", None)).unwrap();
    store.upsert::<Issues>(&issue(3, "2026-07-01T00:00:00Z", None)).unwrap();
    store.upsert::<Commits>(&commit(1, at("2026-07-01T00:00:00Z"))).unwrap();
    *store.state_mut() = State::at(1);
}

/// A month goes, one changes, one comes, one stays; another kind changes too.
fn change(store: &mut RepositoryStore<State>) {
    store.retain::<Issues>(at("2026-05-01T00:00:00Z"), |issue| issue.number != 1).unwrap();
    store.upsert::<Issues>(&issue(3, "2026-07-01T00:00:00Z", Some("2026-08-01T00:00:00Z"))).unwrap();
    store.upsert::<Issues>(&issue(4, "2026-08-01T00:00:00Z", None)).unwrap();
    store.upsert::<Commits>(&commit(2, at("2026-07-02T00:00:00Z"))).unwrap();
    *store.state_mut() = State::at(2);
}

/// The files before a change, the index while they are changed, and the files after it.
struct Change {
    before: Files,
    announced: Vec<u8>,
    after: Files,
}

impl Change {
    fn by(change: impl Fn(&mut RepositoryStore<State>)) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let root = folder(scratch.path());
        let mut store = open(scratch.path());
        begin(&mut store);
        store.commit().unwrap();
        let before = files(&root);
        let mut store = open(scratch.path());
        change(&mut store);
        // A folder in the place of the first file that changes stops the commit where a kill would.
        let first = root.join("commits/2026-07.ndjson");
        std::fs::remove_file(&first).unwrap();
        std::fs::create_dir_all(first.join("in the way")).unwrap();
        store.commit().unwrap_err();
        let announced = std::fs::read(root.join(INDEX)).unwrap();
        std::fs::remove_dir_all(&first).unwrap();
        std::fs::write(&first, &before[Path::new("commits/2026-07.ndjson")]).unwrap();
        store.commit().unwrap();
        Self { before, announced, after: files(&root) }
    }

    /// Every mix of files before and after under the announced index, and what each file is: after or before.
    fn mixes(&self) -> Vec<Files> {
        let differs = |path: &&PathBuf| self.before.get(*path) != self.after.get(*path) && **path != Path::new(INDEX);
        let paths: BTreeSet<_> = self.before.keys().chain(self.after.keys()).filter(differs).collect();
        let mix = |bits: usize| {
            let mut mix = self.before.clone();
            mix.insert(INDEX.into(), self.announced.clone());
            for (_, path) in paths.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1) {
                mix.remove(*path);
                mix.extend(self.after.get(*path).map(|bytes| ((*path).clone(), bytes.clone())));
            }
            mix
        };
        assert!(paths.len() > 2);
        (0..1 << paths.len()).map(mix).collect()
    }
}

fn reopened(files: &Files) -> (tempfile::TempDir, RepositoryStore<State>) {
    let scratch = tempfile::tempdir().unwrap();
    open(scratch.path());
    put(&folder(scratch.path()), files);
    let store = open(scratch.path());
    (scratch, store)
}

#[test]
fn killed_between_any_two_writes_the_store_opens_with_the_old_state() {
    let change_of_all = Change::by(change);
    let mixes = change_of_all.mixes();
    assert_eq!(mixes.len(), 16);
    for mix in mixes {
        let (scratch, mut store) = reopened(&mix);
        assert!(!store.was_damaged());
        assert_eq!(store.damaged(at("2026-01-01T00:00:00Z")).unwrap(), BTreeSet::new());
        assert_eq!(store.state(), &State::at(1));
        assert_eq!(store.all::<Issues>().unwrap(), issues_in(&mix));
        change(&mut store);
        store.commit().unwrap();
        assert_eq!(files(&folder(scratch.path())), change_of_all.after);
    }
}

#[test]
fn what_was_cut_off_is_settled_by_the_next_commit_even_without_changes() {
    for mix in Change::by(change).mixes() {
        let (scratch, mut store) = reopened(&mix);
        store.commit().unwrap();
        let index = std::fs::read_to_string(folder(scratch.path()).join(INDEX)).unwrap();
        assert!(!index.contains("changing"), "{index}");
        let mut store = open(scratch.path());
        assert_eq!(store.damaged(at("2026-01-01T00:00:00Z")).unwrap(), BTreeSet::new());
        assert_eq!(store.all::<Issues>().unwrap(), issues_in(&mix));
    }
}

#[test]
fn damage_to_a_file_that_was_about_to_change_is_seen() {
    let mixes = Change::by(change).mixes();
    for mix in mixes {
        for path in mix.keys().filter(|path| path.starts_with("issues")) {
            let mut damaged = mix.clone();
            damaged.insert(path.clone(), b"{}\n".to_vec());
            let (_scratch, mut store) = reopened(&damaged);
            assert_eq!(store.damaged(at("2026-01-01T00:00:00Z")).unwrap(), BTreeSet::from([Kind::Issues]));
        }
    }
}

#[test]
fn a_kind_that_was_being_replaced_is_not_believed_under_the_old_state() {
    let replace = |store: &mut RepositoryStore<State>| {
        store.forget(Kind::Issues);
        store.upsert::<Issues>(&issue(3, "2026-07-01T00:00:00Z", Some("2026-08-01T00:00:00Z"))).unwrap();
        store.upsert::<Commits>(&commit(2, at("2026-07-02T00:00:00Z"))).unwrap();
        *store.state_mut() = State::at(2);
    };
    let replaced = Change::by(replace);
    for mix in replaced.mixes() {
        let (scratch, mut store) = reopened(&mix);
        assert_eq!(store.damaged(at("2026-01-01T00:00:00Z")).unwrap(), BTreeSet::from([Kind::Issues]));
        assert_eq!(store.all::<Issues>().unwrap(), []);
        assert_eq!(store.state(), &State::at(1));
        replace(&mut store);
        store.commit().unwrap();
        assert_eq!(files(&folder(scratch.path())), replaced.after);
    }
}

#[test]
fn a_commit_that_failed_can_be_tried_again_with_more() {
    let scratch = tempfile::tempdir().unwrap();
    let root = folder(scratch.path());
    let mut store = open(scratch.path());
    begin(&mut store);
    store.commit().unwrap();
    change(&mut store);
    // The commits and the first months are written before the last one fails.
    let last = root.join("issues/2026-08.ndjson");
    std::fs::create_dir_all(last.join("in the way")).unwrap();
    store.commit().unwrap_err();
    store.upsert::<Commits>(&commit(3, at("2026-07-03T00:00:00Z"))).unwrap();
    store.commit().unwrap_err();
    std::fs::remove_dir_all(&last).unwrap();
    let mut killed = open(scratch.path());
    assert_eq!(killed.damaged(at("2026-01-01T00:00:00Z")).unwrap(), BTreeSet::new());
    assert_eq!((killed.state(), killed.len(Kind::Commits)), (&State::at(1), 3));
    store.commit().unwrap();
    let mut done = open(scratch.path());
    assert_eq!(done.damaged(at("2026-01-01T00:00:00Z")).unwrap(), BTreeSet::new());
    assert_eq!((done.state(), done.len(Kind::Commits), done.len(Kind::Issues)), (&State::at(2), 3, 3));
}

/// The issues that lie in files.
fn issues_in(files: &Files) -> Vec<Issue> {
    let files = files.iter().filter(|(path, _)| path.starts_with("issues"));
    let lines = files.flat_map(|(_, bytes)| std::str::from_utf8(bytes).unwrap().lines());
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}
