//! Clones that cannot be read, and clones that only look empty.

use std::fs;

use sparky_collector::{Error, SourceSpec};
use sparky_schema::gap::{Gap, GapReason, NoteKind};

use crate::scene::{Scratch, config, git_in, latest, run};

const MONDAY: &str = "2026-07-06T00:00:00Z";
const AFTER: &str = "2026-07-13T00:00:00Z";

/// What is said about a clone that cannot be read beside one that can.
fn gap(scratch: &Scratch, name: &str) -> Gap {
    let broken = SourceSpec::Clone(scratch.beside(name));
    let mut collection = run(&config(vec![broken, scratch.source()])).unwrap();
    assert_eq!((collection.gaps.len(), collection.repositories.len()), (1, 1));
    assert_eq!(collection.gaps[0].reason, GapReason::Unreadable);
    collection.gaps.remove(0)
}

fn lose(scratch: &Scratch, name: &str, revision: &str) {
    let id = scratch.git(&["rev-parse", revision], MONDAY);
    let (folder, file) = id.trim().split_at(2);
    let from = scratch.path().to_str().unwrap().to_owned();
    git_in(&scratch.beside("."), &["clone", "--quiet", "--no-hardlinks", &from, name], MONDAY, ("a", "b"));
    fs::remove_file(scratch.beside(name).join(".git/objects").join(folder).join(file)).unwrap();
}

#[test]
fn a_lost_commit_or_file_is_damage_and_never_an_empty_repository() {
    let scratch = Scratch::new("tool");
    scratch.write("a.txt", b"1\n");
    scratch.commit("first", MONDAY);
    scratch.write("a.txt", b"2\n");
    scratch.commit("second", MONDAY);
    for (name, lost) in [("head", "HEAD"), ("parent", "HEAD~1"), ("file", "HEAD:a.txt")] {
        lose(&scratch, name, lost);
        let gap = gap(&scratch, name);
        assert!(gap.hint.contains("fsck"), "{lost}: {gap:?}");
        assert!(!gap.message.contains('\n'), "{lost}: {gap:?}");
    }
    let head = SourceSpec::Clone(scratch.beside("head"));
    let error = run(&latest(vec![head], AFTER)).unwrap_err();
    assert!(matches!(error, Error::NoRepository { .. }) && error.to_string().contains("fsck"), "{error}");
}

#[test]
fn what_is_no_clone_says_what_it_is_and_what_to_do() {
    let scratch = Scratch::new("tool");
    fs::write(scratch.beside("file"), "").unwrap();
    fs::create_dir(scratch.beside("folder")).unwrap();
    for (name, message) in [("file", "not a folder"), ("folder", "not a git repository"), ("absent", "no such folder")]
    {
        let gap = gap(&scratch, name);
        assert!(gap.message.contains(message) && gap.hint.contains("git clone"), "{gap:?}");
        let error = run(&latest(vec![SourceSpec::Clone(scratch.beside(name))], AFTER)).unwrap_err().to_string();
        assert!(error.contains(message) && error.contains("git clone"), "{error}");
    }
}

#[test]
fn a_bare_repository_whose_head_names_another_branch_is_not_empty() {
    let scratch = Scratch::new("tool");
    scratch.commit("first", MONDAY);
    scratch.git(&["init", "--quiet", "--bare", "--initial-branch=master", "../bare"], MONDAY);
    scratch.git(&["push", "--quiet", "../bare", "main"], MONDAY);
    let bare = || SourceSpec::Clone(scratch.beside("bare"));
    let subjects = |branch: &str| {
        let collection = run(&config(vec![bare()])).unwrap();
        let facts = &collection.repositories[0];
        assert_eq!((facts.default_branch.as_deref(), facts.notes.len()), (Some(branch), 0));
        facts.records.commits.iter().map(|commit| commit.subject.clone()).collect::<Vec<_>>()
    };
    assert_eq!(subjects("main"), ["first"]);
    scratch.git(&["push", "--quiet", "../bare", "main:other"], MONDAY);
    assert_eq!(subjects("main"), ["first"]);
    scratch.git(&["push", "--quiet", "../bare", "main:third", ":main"], MONDAY);
    assert!(gap(&scratch, "bare").hint.contains("symbolic-ref HEAD"));
}

#[test]
fn what_was_only_fetched_is_read_and_what_has_no_commit_is_empty() {
    let scratch = Scratch::new("tool");
    let empty = run(&config(vec![scratch.source()])).unwrap();
    let facts = &empty.repositories[0];
    assert_eq!((facts.notes[0].kind, &facts.default_branch, facts.kinds.len()), (NoteKind::Empty, &None, 2));
    assert!(empty.gaps.is_empty());
    scratch.commit("first", MONDAY);
    scratch.git(&["update-ref", "refs/remotes/origin/main", "HEAD"], MONDAY);
    scratch.git(&["update-ref", "-d", "refs/heads/main"], MONDAY);
    let fetched = run(&config(vec![scratch.source()])).unwrap();
    assert_eq!(fetched.repositories[0].records.commits.len(), 1);
    assert_eq!(fetched.repositories[0].default_branch.as_deref(), Some("main"));
}
