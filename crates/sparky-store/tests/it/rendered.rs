//! Rendered files: beside `content.json` or in a folder that was asked for, and never anywhere else.

use sparky_schema::Period;
use sparky_store::{DataFolder, Error};

use crate::{names, window};

#[test]
fn files_lie_beside_the_content() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    let path = folder.write_rendered(&window(Period::Daily, 8), None, "en/daily.md", b"# Day\n").unwrap();
    assert_eq!(path, scratch.path().join("runs/daily/2026-07-08/content/en/daily.md"));
    assert_eq!(std::fs::read(path).unwrap(), b"# Day\n");
}

#[test]
fn files_lie_where_they_are_asked_for() {
    let (scratch, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = DataFolder::open(scratch.path()).unwrap();
    let target = out.path().join("site");
    let path = folder.write_rendered(&window(Period::Daily, 8), Some(&target), "daily.html", b"<p>").unwrap();
    assert_eq!(path, target.join("daily.html"));
    assert_eq!(names(scratch.path()), [".gitattributes", ".gitignore", "FORMAT"]);
}

#[test]
fn a_name_that_leads_out_of_the_folder_is_refused() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(scratch.path()).unwrap();
    for name in ["", ".", "..", "../daily.md", "a/../../daily.md", "/etc/daily.md", "./daily.md"] {
        let error = folder.write_rendered(&window(Period::Daily, 8), None, name, b"").unwrap_err();
        assert!(matches!(error, Error::Outside { name: refused } if refused == name));
    }
    assert_eq!(names(scratch.path()), [".gitattributes", ".gitignore", "FORMAT"]);
}
