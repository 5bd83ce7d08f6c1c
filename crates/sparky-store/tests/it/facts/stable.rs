//! Equal facts have equal bytes, and what did not change is not written.

use sparky_store::facts::kinds::{Issues, Releases};

use super::{State, at, files, folder, issue, open, release};
use crate::names;

#[test]
fn a_commit_of_nothing_writes_nothing() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Issues>(&issue(1, "2026-07-01T00:00:00Z", None)).unwrap();
    store.upsert::<Issues>(&issue(2, "2026-08-01T00:00:00Z", None)).unwrap();
    *store.state_mut() = State::at(2);
    store.commit().unwrap();
    let before = stamps(scratch.path());
    store.commit().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Issues>(&issue(1, "2026-07-01T00:00:00Z", None)).unwrap();
    store.upsert::<Issues>(&issue(3, "2026-07-01T00:00:00Z", None)).unwrap();
    store.retain::<Issues>(at("2026-07-01T00:00:00Z"), |issue| issue.number < 3).unwrap();
    store.upsert::<Issues>(&issue(4, "2026-09-01T00:00:00Z", None)).unwrap();
    store.retain::<Issues>(at("2026-09-01T00:00:00Z"), |_| false).unwrap();
    store.damaged(at("2026-07-01T00:00:00Z")).unwrap();
    store.commit().unwrap();
    assert_eq!(stamps(scratch.path()), before);
}

#[test]
fn a_month_that_did_not_change_is_not_written() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Issues>(&issue(1, "2026-07-01T00:00:00Z", None)).unwrap();
    store.upsert::<Issues>(&issue(2, "2026-08-01T00:00:00Z", None)).unwrap();
    store.commit().unwrap();
    let before = stamps(scratch.path());
    let mut store = open(scratch.path());
    store.upsert::<Issues>(&issue(2, "2026-08-01T00:00:00Z", Some("2026-08-02T00:00:00Z"))).unwrap();
    store.commit().unwrap();
    let after = stamps(scratch.path());
    let changed: Vec<_> = before.iter().zip(&after).filter(|(old, new)| old != new).map(|(old, _)| &old.0).collect();
    assert_eq!(changed, ["issues/2026-08.ndjson", "repository.json"]);
}

#[test]
fn the_order_in_which_records_come_leaves_no_trace() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let issues: Vec<_> = (1..=20).map(|n| issue(n, &format!("2026-{:02}-01T00:00:00Z", 1 + n % 5), None)).collect();
    let mut store = open(one.path());
    issues.iter().for_each(|issue| store.upsert::<Issues>(issue).unwrap());
    store.commit().unwrap();
    for issue in issues.iter().rev() {
        let mut store = open(two.path());
        store.upsert::<Issues>(issue).unwrap();
        store.commit().unwrap();
    }
    assert_eq!(files(&folder(one.path())), files(&folder(two.path())));
}

#[test]
fn a_month_without_records_has_no_file() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Issues>(&issue(1, "2026-07-01T00:00:00Z", None)).unwrap();
    store.upsert::<Releases>(&release("v1", "2026-07-01T00:00:00Z")).unwrap();
    store.commit().unwrap();
    store.retain::<Issues>(at("2026-07-31T00:00:00Z"), |_| false).unwrap();
    store.commit().unwrap();
    assert_eq!(names(&folder(scratch.path()).join("issues")), Vec::<String>::new());
    assert_eq!(open(scratch.path()).all::<Releases>().unwrap().len(), 1);
}

#[test]
fn the_index_is_for_people_too() {
    let scratch = tempfile::tempdir().unwrap();
    let mut store = open(scratch.path());
    store.upsert::<Issues>(&issue(1, "2026-07-01T00:00:00Z", Some("2026-07-02T10:00:00Z"))).unwrap();
    *store.state_mut() = State::at(1);
    store.commit().unwrap();
    let text = std::fs::read_to_string(folder(scratch.path()).join("repository.json")).unwrap();
    let line =
        sparky_schema::codec::sha256_hex(&std::fs::read(folder(scratch.path()).join("issues/2026-07.ndjson")).unwrap());
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((lines[0], lines[1]), ("{", "  \"schema\": \"sparky/facts/v1\","));
    assert!(text.contains(&format!("\n    \"issues/2026-07\": \"{line} 1 2026-07-02T10:00:00Z 0\"\n")), "{text}");
    assert!(text.ends_with("\n}\n") && !text.contains("changing") && !text.contains("forgotten"), "{text}");
    serde_json::from_str::<serde_json::Value>(&text).unwrap();
}

/// Every file below a repository with the time of its last change and its inode.
fn stamps(root: &std::path::Path) -> Vec<(String, std::time::SystemTime, Vec<u8>)> {
    let folder = folder(root);
    let stamp = |(path, bytes): (std::path::PathBuf, Vec<u8>)| {
        let changed = std::fs::metadata(folder.join(&path)).unwrap().modified().unwrap();
        (path.to_str().unwrap().to_owned(), changed, bytes)
    };
    files(&folder).into_iter().map(stamp).collect()
}
