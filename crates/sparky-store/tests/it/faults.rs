//! File systems that refuse: the error names the path and what to do, and nothing is half-written.

use sparky_schema::Period;
use sparky_store::{DataFolder, Error};

use crate::{names, run, window};

#[test]
fn a_file_in_place_of_the_folder_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let root = scratch.path().join("data");
    std::fs::write(&root, "a file").unwrap();
    let text = DataFolder::open(&root).unwrap_err().to_string();
    assert!(text.contains(&root.display().to_string()) && text.contains("--data-dir"), "{text}");
    assert_eq!(std::fs::read_to_string(&root).unwrap(), "a file");
}

#[test]
fn a_folder_that_cannot_be_made_for_a_document_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    std::fs::write(scratch.path().join("runs"), "a file").unwrap();
    let day = window(Period::Daily, 8);
    let text = folder.write(&day, &run(&day)).unwrap_err().to_string();
    assert!(text.contains("runs/daily/2026-07-08/run.json") && text.contains("space left"), "{text}");
}

#[test]
fn a_document_that_cannot_be_replaced_leaves_no_temporary_file() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    let day = window(Period::Daily, 8);
    // A folder in the place of the document lets the write succeed and the rename fail.
    std::fs::create_dir_all(scratch.path().join("runs/daily/2026-07-08/run.json")).unwrap();
    let error = folder.write(&day, &run(&day)).unwrap_err();
    assert!(matches!(error, Error::Document(_)));
    assert_eq!(names(&scratch.path().join("runs/daily/2026-07-08")), ["run.json"]);
}

#[test]
fn a_lock_that_cannot_be_made_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    std::fs::create_dir(scratch.path().join(".lock")).unwrap();
    let text = folder.lock().unwrap_err().to_string();
    assert!(text.contains(".lock") && text.contains("--data-dir"), "{text}");
}

/// Needs the right to mount; where that is missing, the test says so and ends.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_the_old_document() {
    let scratch = tempfile::tempdir().unwrap();
    let Some(disk) = TinyDisk::mount(scratch.path()) else {
        println!("skipped: no right to mount a tmpfs");
        return;
    };
    let folder = DataFolder::open(disk.0).unwrap();
    let day = window(Period::Daily, 8);
    let old = run(&day);
    folder.write(&day, &old).unwrap();
    let big = sparky_schema::run::Run { warnings: vec!["x".repeat(1 << 20)], ..old.clone() };
    let text = folder.write(&day, &big).unwrap_err().to_string();
    assert!(text.contains("run.json") && text.contains("space left"), "{text}");
    assert_eq!(folder.read::<sparky_schema::run::Run>(&day).unwrap().0, old);
    assert_eq!(names(&disk.0.join("runs/daily/2026-07-08")), ["run.json"]);
}

/// A file system of 64 KiB, unmounted when dropped.
#[cfg(target_os = "linux")]
struct TinyDisk<'a>(&'a std::path::Path);

#[cfg(target_os = "linux")]
impl<'a> TinyDisk<'a> {
    fn mount(path: &'a std::path::Path) -> Option<Self> {
        let mut mount = std::process::Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(path).stderr(std::process::Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then_some(Self(path))
    }
}

#[cfg(target_os = "linux")]
impl Drop for TinyDisk<'_> {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(self.0).status();
    }
}
