//! One run at a time, and what a killed run leaves behind.

use sparky_schema::Period;
use sparky_store::{DataFolder, Error};

use crate::{names, run, window};

#[test]
fn a_second_lock_is_refused_until_the_first_is_dropped() {
    let scratch = tempfile::tempdir().unwrap();
    let first = DataFolder::open(scratch.path()).unwrap();
    let second = DataFolder::open(scratch.path()).unwrap();
    let held = first.lock().unwrap();
    let error = second.lock().unwrap_err();
    assert!(matches!(&error, Error::Locked { folder } if folder == scratch.path()));
    let text = error.to_string();
    assert!(text.contains("another sparky") && text.contains(&scratch.path().display().to_string()), "{text}");
    drop(held);
    second.lock().unwrap();
}

#[test]
fn whoever_asks_knows_whether_a_run_has_the_folder_and_keeps_none_from_beginning() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    assert!(!folder.is_taken(), "nobody ever had it");
    let held = folder.lock().unwrap();
    assert!(folder.is_taken() && folder.is_taken());
    drop(held);
    assert!(!folder.is_taken());
    // As somebody who looks at this moment.
    let looking = std::fs::File::open(scratch.path().join(".sparky-busy")).unwrap();
    looking.try_lock_shared().unwrap();
    folder.lock().unwrap();
}

#[test]
fn leftovers_of_a_killed_run_are_removed_and_nothing_else() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    let day = window(Period::Daily, 8);
    folder.write(&day, &run(&day)).unwrap();
    folder.write_rendered(&day, None, "daily.md", b"# Day").unwrap();
    let runs = scratch.path().join("runs/daily/2026-07-08");
    std::fs::write(runs.join(".sparky-half"), "{").unwrap();
    std::fs::write(runs.join("content/.sparky-half"), "#").unwrap();
    folder.lock().unwrap();
    assert_eq!(names(&runs), ["content", "run.json"]);
    assert_eq!(names(&runs.join("content")), ["daily.md"]);
}

#[test]
fn a_refused_lock_leaves_the_files_of_the_running_one() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    let _held = folder.lock().unwrap();
    std::fs::write(scratch.path().join(".sparky-now"), "{").unwrap();
    folder.lock().unwrap_err();
    assert!(scratch.path().join(".sparky-now").exists());
}

#[cfg(unix)]
#[test]
fn removal_does_not_follow_links_out_of_the_folder() {
    let (scratch, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(elsewhere.path().join(".sparky-mine"), "").unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    std::fs::create_dir(scratch.path().join("runs")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), scratch.path().join("runs/link")).unwrap();
    folder.lock().unwrap_err();
    assert_eq!(names(elsewhere.path()), [".sparky-mine"]);
}

#[test]
fn half_written_facts_are_removed() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    let issues = scratch.path().join("facts/a/one/issues");
    std::fs::create_dir_all(&issues).unwrap();
    std::fs::write(issues.join(".sparky-half"), "{").unwrap();
    folder.lock().unwrap();
    assert_eq!(names(&issues), Vec::<String>::new());
}
