//! A data folder that comes from somebody else: what is in it can make a run fail, and never leads out of it.

use sparky_schema::run::Run;
use sparky_schema::{Period, RepoName};
use sparky_store::{DataFolder, Error};

use crate::{names, run, window};

/// Something outside, to which a link leads.
fn outside() -> tempfile::TempDir {
    let outside = tempfile::tempdir().unwrap();
    std::fs::create_dir(outside.path().join("theirs")).unwrap();
    outside
}

#[cfg(unix)]
#[test]
fn a_link_right_in_the_folder_is_refused_when_it_is_opened() {
    for name in ["facts", "history", "ledger", "runs", "cache", "spending", "sessions", "FORMAT", ".lock"] {
        let (scratch, outside) = (tempfile::tempdir().unwrap(), outside());
        DataFolder::open(scratch.path()).unwrap();
        let _ = std::fs::remove_file(scratch.path().join(name));
        std::os::unix::fs::symlink(outside.path().join("theirs"), scratch.path().join(name)).unwrap();
        let error = DataFolder::open(scratch.path()).unwrap_err();
        assert!(matches!(&error, Error::Link { path } if path.ends_with(name)), "{name}: {error}");
        assert!(names(&outside.path().join("theirs")).is_empty() && error.to_string().contains("symbolic link"));
    }
}

#[cfg(unix)]
#[test]
fn a_link_deep_in_the_folder_is_refused_before_a_run() {
    for (folder, name) in
        [("facts/acme", "app"), ("facts/acme/app", "issues"), ("runs/daily", "2026-07-08"), ("ledger", "chat")]
    {
        let (scratch, outside) = (tempfile::tempdir().unwrap(), outside());
        let data = DataFolder::open(scratch.path()).unwrap();
        std::fs::create_dir_all(scratch.path().join(folder)).unwrap();
        std::os::unix::fs::symlink(outside.path().join("theirs"), scratch.path().join(folder).join(name)).unwrap();
        let error = data.lock().unwrap_err();
        assert!(matches!(&error, Error::Link { path } if path.ends_with(name)), "{folder}/{name}: {error}");
        assert!(names(&outside.path().join("theirs")).is_empty());
    }
}

#[cfg(unix)]
#[test]
fn the_folder_itself_may_be_a_link() {
    let (scratch, real) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(real.path(), scratch.path().join("data")).unwrap();
    DataFolder::open(&scratch.path().join("data")).unwrap().lock().unwrap();
    assert!(real.path().join("FORMAT").is_file());
}

#[test]
fn names_that_lead_out_are_no_names() {
    for name in ["../etc", "..", "acme/..", "../..", "/etc/passwd", "acme/a/b", "acme/a\0b", "acme\\a", "-o/a", "acme/"]
    {
        assert!(name.parse::<RepoName>().is_err(), "{name:?}");
    }
    let scratch = tempfile::tempdir().unwrap();
    let data = DataFolder::open(scratch.path()).unwrap();
    std::fs::create_dir_all(scratch.path().join("facts/.hidden ones/a b")).unwrap();
    assert_eq!(data.facts().repositories().unwrap(), []);
    for name in ["../out.md", "/out.md", "a/../../out.md", "", "."] {
        let error = data.write_rendered(&window(Period::Daily, 8), None, name, b"text").unwrap_err();
        assert!(matches!(error, Error::Outside { .. }), "{name:?}: {error}");
    }
}

#[test]
fn a_file_that_is_larger_than_any_of_ours_is_not_read() {
    let scratch = tempfile::tempdir().unwrap();
    let (data, window) = (DataFolder::open(scratch.path()).unwrap(), window(Period::Daily, 8));
    data.write(&window, &run(&window)).unwrap();
    // Sparse: a branch holds it in a few bytes.
    let grow = |path: &std::path::Path| {
        std::fs::File::options().write(true).open(path).unwrap().set_len(64 << 30).unwrap();
    };
    grow(&data.path::<Run>(&window));
    let error = data.read::<Run>(&window).unwrap_err();
    assert!(error.to_string().contains("larger than any that sparky writes"), "{error}");
    assert_eq!(data.windows(Period::Daily).unwrap(), []);
}

#[test]
fn lines_of_any_length_depth_and_bytes_are_damage_and_nothing_worse() {
    let scratch = tempfile::tempdir().unwrap();
    let (data, window) = (DataFolder::open(scratch.path()).unwrap(), window(Period::Daily, 8));
    let texts = [vec![0; 1 << 20], vec![b'['; 4 << 20], b"{\"a\":".repeat(1 << 18), vec![b'9'; 1 << 20], vec![0xff; 9]];
    for text in texts {
        data.write(&window, &run(&window)).unwrap();
        data.history().record(&run(&window)).unwrap();
        std::fs::write(data.path::<Run>(&window), &text).unwrap();
        std::fs::write(scratch.path().join("history/daily/2026-07-08.json"), &text).unwrap();
        assert!(data.read::<Run>(&window).is_err() && data.history().entry(&window).is_none());
        assert_eq!(data.history().damaged(Period::Daily).unwrap().len(), 1);
    }
}
