//! Documents by window: where they lie, what is said about them, and which windows there are.

use sparky_schema::analysis::Analysis;
use sparky_schema::codec::{self, CodecError};
use sparky_schema::run::Run;
use sparky_schema::{Period, Window};
use sparky_store::{DataFolder, Error};

use crate::{run, window};

#[test]
fn a_document_comes_back_as_it_was_written() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    let week = window(Period::Weekly, 8);
    assert!(!folder.has::<Run>(&week));
    let written = folder.write(&week, &run(&week)).unwrap();
    assert!(folder.has::<Run>(&week));
    let (document, read) = folder.read::<Run>(&week).unwrap();
    assert_eq!((document, &read), (run(&week), &written));
    assert_eq!(read.path, "runs/weekly/2026-W28/run.json");
    let bytes = std::fs::read(scratch.path().join(&read.path)).unwrap();
    assert_eq!(read.sha256, codec::sha256_hex(&bytes));
}

#[test]
fn a_missing_document_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    let error = folder.read::<Analysis>(&window(Period::Monthly, 1)).unwrap_err();
    assert!(matches!(error, Error::Document(CodecError::Read { .. })));
    assert!(error.to_string().contains("2026-07/analysis.json"), "{error}");
}

#[test]
fn windows_are_listed_oldest_first_and_only_where_a_run_can_be_read() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    assert_eq!(folder.windows(Period::Daily).unwrap(), []);
    let days = [window(Period::Daily, 9), window(Period::Daily, 7), window(Period::Daily, 8)];
    for day in &days {
        folder.write(day, &run(day)).unwrap();
    }
    folder.write(&window(Period::Weekly, 9), &run(&window(Period::Weekly, 9))).unwrap();
    std::fs::write(folder.path::<Run>(&days[2]), "{").unwrap();
    std::fs::write(scratch.path().join("runs/daily/notes.txt"), "").unwrap();
    assert_eq!(folder.windows(Period::Daily).unwrap(), [days[1].clone(), days[0].clone()]);
}

#[test]
fn a_custom_window_has_a_folder_of_its_own() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    let (first, last) = (window(Period::Daily, 1), window(Period::Daily, 14));
    let custom = Window::custom(Period::Weekly, first.since, last.until, chrono_tz::UTC).unwrap();
    let input = folder.write(&custom, &run(&custom)).unwrap();
    assert_eq!(input.path, "runs/weekly/20260701T000000Z--20260715T000000Z/run.json");
}
