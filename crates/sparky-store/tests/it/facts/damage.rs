//! Every sort of damage is seen, forgotten and mended, and nothing of it is believed.

use std::collections::BTreeSet;
use std::path::Path;

use sparky_schema::Kind;
use sparky_store::facts::kinds::{Commits, Issues};
use sparky_store::{DataFolder, Error, RepositoryStore};

use super::{State, at, commit, files, folder, issue, name, open};

const BEGIN: &str = "2026-01-01T00:00:00Z";

/// A store with issues in two months and a commit.
fn fill(store: &mut RepositoryStore<State>) {
    store.upsert::<Issues>(&issue(1, "2026-06-01T00:00:00Z", None)).unwrap();
    store.upsert::<Issues>(&issue(2, "2026-07-01T00:00:00Z", None)).unwrap();
    store.upsert::<Issues>(&issue(3, "2026-07-02T00:00:00Z", None)).unwrap();
    store.upsert::<Commits>(&commit(1, at("2026-07-01T00:00:00Z"))).unwrap();
    *store.state_mut() = State::at(3);
    store.commit().unwrap();
}

/// Does something to a filled store.
fn damaged_by(damage: impl Fn(&Path)) -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    fill(&mut open(scratch.path()));
    damage(&folder(scratch.path()));
    scratch
}

/// What a filled store looks like.
fn whole() -> std::collections::BTreeMap<std::path::PathBuf, Vec<u8>> {
    files(&folder(damaged_by(|_| {}).path()))
}

#[track_caller]
fn is_seen_and_mended(damage: impl Fn(&Path)) {
    let scratch = damaged_by(damage);
    let mut store = open(scratch.path());
    assert!(!store.was_damaged());
    assert_eq!(store.damaged(at(BEGIN)).unwrap(), BTreeSet::from([Kind::Issues]));
    assert_eq!((store.all::<Issues>().unwrap(), store.len(Kind::Issues)), (Vec::new(), 0));
    assert_eq!(store.all::<Commits>().unwrap().len(), 1);
    assert_eq!(store.state(), &State::at(3));
    // What was not committed is seen again.
    assert_eq!(open(scratch.path()).damaged(at(BEGIN)).unwrap(), BTreeSet::from([Kind::Issues]));
    fill(&mut store);
    assert_eq!(files(&folder(scratch.path())), whole());
    assert_eq!(store.damaged(at(BEGIN)).unwrap(), BTreeSet::new());
}

fn month(folder: &Path, name: &str) -> std::path::PathBuf {
    folder.join("issues").join(name).with_extension("ndjson")
}

#[test]
fn a_whole_store_is_not_damaged() {
    let scratch = damaged_by(|_| {});
    let mut store = open(scratch.path());
    assert!(!store.was_damaged());
    assert_eq!(store.damaged(at(BEGIN)).unwrap(), BTreeSet::new());
    assert_eq!(store.all::<Issues>().unwrap().len(), 3);
}

#[test]
fn a_file_cut_off_at_any_byte() {
    let len = whole()[Path::new("issues/2026-07.ndjson")].len();
    for cut in [0, 1, len / 3, len - 2, len - 1] {
        is_seen_and_mended(|folder| {
            let path = month(folder, "2026-07");
            let bytes = std::fs::read(&path).unwrap();
            std::fs::write(path, &bytes[..cut]).unwrap();
        });
    }
}

#[test]
fn a_file_that_ends_after_another_line() {
    is_seen_and_mended(|folder| {
        let path = month(folder, "2026-07");
        let text = std::fs::read_to_string(&path).unwrap();
        let first = text.split_inclusive('\n').next().unwrap();
        std::fs::write(path, first).unwrap();
    });
}

#[test]
fn a_flipped_byte() {
    is_seen_and_mended(|folder| {
        let path = month(folder, "2026-07");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, text.replace("2026-07-02", "2026-07-03")).unwrap();
    });
}

#[test]
fn a_missing_file() {
    is_seen_and_mended(|folder| std::fs::remove_file(month(folder, "2026-06")).unwrap());
}

#[test]
fn a_missing_folder() {
    is_seen_and_mended(|folder| std::fs::remove_dir_all(folder.join("issues")).unwrap());
}

#[test]
fn a_file_of_another_month() {
    is_seen_and_mended(|folder| {
        std::fs::copy(month(folder, "2026-06"), month(folder, "2026-07")).unwrap();
    });
}

#[test]
fn a_file_that_nobody_wrote() {
    for stranger in ["2026-08", "2025-13", "copy"] {
        is_seen_and_mended(|folder| {
            std::fs::copy(month(folder, "2026-07"), month(folder, stranger)).unwrap();
        });
    }
}

#[test]
fn damage_that_no_window_asks_for_is_left_until_it_is_asked_for() {
    let scratch = damaged_by(|folder| std::fs::write(month(folder, "2026-06"), "x").unwrap());
    let mut store = open(scratch.path());
    assert_eq!(store.damaged(at("2026-06-01T00:00:01Z")).unwrap(), BTreeSet::new());
    let error = store.upsert::<Issues>(&issue(9, "2026-06-05T00:00:00Z", None)).unwrap_err();
    assert!(matches!(&error, Error::Damaged { kind: Kind::Issues, .. }), "{error}");
    assert!(error.to_string().contains("issues/2026-06.ndjson"), "{error}");
    store.forget(Kind::Issues);
    fill(&mut store);
    assert_eq!(files(&folder(scratch.path())), whole());
}

#[test]
fn an_index_that_is_garbage_or_gone_forgets_everything() {
    let text = String::from_utf8(whole()[Path::new("repository.json")].clone()).unwrap();
    let flipped = text.replace("\"issues\": 3", "\"issues\": 4");
    let cut = &text[..text.len() / 2];
    let other = text.replace("sparky/facts/v1", "sparky/run/v1");
    for garbage in [Some(""), Some("{}"), Some("\u{0}\u{1}"), Some(cut), Some(&flipped), Some(&other), None] {
        assert_ne!(garbage, Some(text.as_str()));
        let scratch = damaged_by(|folder| match garbage {
            Some(garbage) => std::fs::write(folder.join("repository.json"), garbage).unwrap(),
            None => std::fs::remove_file(folder.join("repository.json")).unwrap(),
        });
        let mut store = open(scratch.path());
        assert!(store.was_damaged(), "{garbage:?}");
        assert_eq!(store.state(), &State::default());
        assert_eq!(store.damaged(at(BEGIN)).unwrap(), BTreeSet::from(Kind::ALL));
        assert_eq!(store.all::<Issues>().unwrap(), []);
        fill(&mut store);
        assert_eq!(files(&folder(scratch.path())), whole());
        assert!(!open(scratch.path()).was_damaged());
    }
}

#[test]
fn every_single_flipped_byte_of_the_index_is_seen() {
    let scratch = damaged_by(|_| {});
    let path = folder(scratch.path()).join("repository.json");
    let whole = std::fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        // One flip makes the version a newer one, which is refused.
        match DataFolder::open(scratch.path()).unwrap().facts().open::<State>(&name()) {
            Ok(store) => assert!(store.was_damaged(), "byte {at}"),
            Err(error) => assert!(error.to_string().contains("update sparky"), "{error}"),
        }
    }
}

#[test]
fn a_state_that_cannot_be_read_forgets_everything() {
    let scratch = damaged_by(|_| {});
    let facts = DataFolder::open(scratch.path()).unwrap().facts();
    assert!(facts.open::<Vec<u8>>(&name()).unwrap().was_damaged());
}

#[test]
fn a_newer_store_is_refused_and_left_alone() {
    let scratch = damaged_by(|folder| {
        std::fs::write(folder.join("repository.json"), "{\"schema\": \"sparky/facts/v2\", \"x\": 1}").unwrap();
    });
    let before = files(&folder(scratch.path()));
    let error = DataFolder::open(scratch.path()).unwrap().facts().open::<State>(&name()).unwrap_err().to_string();
    assert!(error.contains("repository.json") && error.contains("update sparky"), "{error}");
    assert_eq!(files(&folder(scratch.path())), before);
}

#[test]
fn other_files_beside_the_facts_are_left_alone() {
    let scratch = damaged_by(|folder| std::fs::write(folder.join("issues/notes.txt"), "mine").unwrap());
    let mut store = open(scratch.path());
    assert_eq!(store.damaged(at(BEGIN)).unwrap(), BTreeSet::new());
    store.forget(Kind::Issues);
    store.commit().unwrap();
    assert_eq!(crate::names(&folder(scratch.path()).join("issues")), ["notes.txt"]);
}
