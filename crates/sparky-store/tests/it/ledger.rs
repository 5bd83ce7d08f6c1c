//! What was sent where, across names that are not to be trusted.

use sparky_store::{DataFolder, Error, Record, RecordState};
use tempfile::TempDir;

#[test]
fn a_record_is_read_as_it_was_written_and_can_be_forgotten() {
    let folder = TempDir::new().unwrap();
    let ledger = DataFolder::open(folder.path()).unwrap().ledger();
    assert_eq!(ledger.read("chat", "weekly/2026-W28").unwrap(), None);
    let intent = Record::intent("chat", "weekly/2026-W28", "0".repeat(64));
    ledger.write(&intent).unwrap();
    let published = Record { state: RecordState::Published, remote: Some("7".to_owned()), ..intent };
    ledger.write(&published).unwrap();
    assert!(folder.path().join("ledger/chat/weekly/2026-W28.json").is_file());
    assert_eq!(ledger.read("chat", "weekly/2026-W28").unwrap(), Some(published));
    ledger.forget("chat", "weekly/2026-W28").unwrap();
    ledger.forget("chat", "weekly/2026-W28").unwrap();
    assert_eq!(ledger.read("chat", "weekly/2026-W28").unwrap(), None);
}

#[test]
fn names_never_meet_and_never_leave_the_ledger() {
    let folder = TempDir::new().unwrap();
    let ledger = DataFolder::open(folder.path()).unwrap().ledger();
    let names = ["../../x", "..", "a/b", "a%2Fb", "A", "a", "", " ", "é"];
    for name in names {
        ledger.write(&Record::intent(name, "daily/2026-07-08", name.to_owned())).unwrap();
    }
    for name in names {
        assert_eq!(ledger.read(name, "daily/2026-07-08").unwrap().unwrap().sha256, name);
    }
    assert_eq!(std::fs::read_dir(folder.path().join("ledger")).unwrap().count(), names.len());
}

#[test]
fn a_damaged_record_is_no_empty_one() {
    let folder = TempDir::new().unwrap();
    let ledger = DataFolder::open(folder.path()).unwrap().ledger();
    ledger.write(&Record::intent("chat", "daily/x", String::new())).unwrap();
    std::fs::write(folder.path().join("ledger/chat/daily/x.json"), "{").unwrap();
    let error = ledger.read("chat", "daily/x").unwrap_err();
    assert!(matches!(error, Error::Ledger { .. }) && error.to_string().contains("--settle"), "{error}");
}

#[test]
fn what_another_ledger_knows_better_is_taken_over() {
    let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let [mine, other] = [&ours, &theirs].map(|folder| DataFolder::open(folder.path()).unwrap().ledger());
    let record = |item: &str, state| Record { state, ..Record::intent("chat", item, "0".repeat(64)) };
    mine.write(&record("daily/1", RecordState::Intended)).unwrap();
    mine.write(&record("daily/2", RecordState::Published)).unwrap();
    other.write(&record("daily/1", RecordState::Published)).unwrap();
    other.write(&record("daily/2", RecordState::Intended)).unwrap();
    other.write(&record("daily/3", RecordState::Intended)).unwrap();
    mine.merge(&other).unwrap();
    let state = |item| mine.read("chat", item).unwrap().map(|record| record.state);
    assert_eq!(state("daily/1"), Some(RecordState::Published));
    assert_eq!(state("daily/2"), Some(RecordState::Published));
    assert_eq!(state("daily/3"), Some(RecordState::Intended));
    std::fs::write(theirs.path().join("ledger/chat/daily/4.json"), "{").unwrap();
    assert!(mine.merge(&other).is_err());
}
