//! Which folders are taken, which are refused, and what the refusal says.

use sparky_store::{DataFolder, Error};

use crate::names;

#[test]
fn makes_a_missing_folder() {
    let scratch = tempfile::tempdir().unwrap();
    let root = scratch.path().join("a/b");
    DataFolder::open(&root).unwrap();
    assert_eq!(std::fs::read_to_string(root.join("FORMAT")).unwrap(), "1\n");
    assert_eq!(names(&root), [".gitattributes", ".gitignore", "FORMAT"]);
}

/// It may be kept on a branch.
#[test]
fn takes_an_empty_checkout() {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::create_dir(scratch.path().join(".git")).unwrap();
    std::fs::write(scratch.path().join(".gitignore"), "/mine\n").unwrap();
    DataFolder::open(scratch.path()).unwrap();
    assert_eq!(names(scratch.path()), [".git", ".gitattributes", ".gitignore", "FORMAT"]);
    assert_eq!(std::fs::read_to_string(scratch.path().join(".gitattributes")).unwrap(), "* -text\n");
    assert_eq!(std::fs::read_to_string(scratch.path().join(".gitignore")).unwrap(), "/mine\n");
}

#[test]
fn opens_its_own_folder_again_and_leaves_it_alone() {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("FORMAT"), "1").unwrap();
    std::fs::create_dir(scratch.path().join("schemas")).unwrap();
    DataFolder::open(scratch.path()).unwrap();
    assert_eq!(names(scratch.path()), ["FORMAT", "schemas"]);
    assert_eq!(std::fs::read_to_string(scratch.path().join("FORMAT")).unwrap(), "1");
}

#[test]
fn refuses_a_folder_with_something_else_in_it() {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("thesis.txt"), "mine").unwrap();
    let error = DataFolder::open(scratch.path()).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }));
    assert!(error.to_string().contains("--data-dir"), "{error}");
    assert_eq!(names(scratch.path()), ["thesis.txt"]);
}

#[test]
fn a_run_killed_while_it_made_the_folder_does_not_lock_it_out() {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join(".sparky-x1"), "").unwrap();
    DataFolder::open(scratch.path()).unwrap().lock().unwrap();
    assert_eq!(names(scratch.path()), [".gitattributes", ".gitignore", ".lock", ".sparky-busy", "FORMAT"]);
}

#[test]
fn refuses_a_newer_format() {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("FORMAT"), "2\n").unwrap();
    let error = DataFolder::open(scratch.path()).unwrap_err();
    assert!(matches!(error, Error::NewerFormat { found: 2, known: 1, .. }));
    assert!(error.to_string().contains("update sparky"), "{error}");
}

#[test]
fn refuses_a_damaged_format() {
    for text in ["", "one", "0", "-1", "1 2"] {
        let scratch = tempfile::tempdir().unwrap();
        std::fs::write(scratch.path().join("FORMAT"), text).unwrap();
        let error = DataFolder::open(scratch.path()).unwrap_err();
        assert!(matches!(error, Error::UnknownFormat { .. }), "{text:?}: {error}");
        assert!(error.to_string().contains("FORMAT"), "{error}");
    }
}
