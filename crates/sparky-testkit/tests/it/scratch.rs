//! Scratch repositories hold what was asked for, whatever the machine's settings are.

use sparky_testkit::{ScratchCommit, ScratchRepo};

#[test]
fn commits_have_the_people_dates_and_files_given() {
    let repository = ScratchRepo::new();
    let commit = ScratchCommit::new("Füge hinzu\n\nMore", "2026-07-08T10:00:00+02:00")
        .by("Grace Hopper", "grace@example.org")
        .committed("GitHub", "noreply@github.com", "2026-07-09T00:00:00Z")
        .file("src/a.txt", "one\ntwo\n");
    let sha = repository.commit(&commit);
    let seen = repository.git(&["log", "-1", "--format=%H|%an|%ae|%aI|%cn|%cI|%s"]);
    let people = "Grace Hopper|grace@example.org|2026-07-08T10:00:00+02:00|GitHub|2026-07-09T00:00:00";
    assert!(seen.starts_with(&format!("{sha}|{people}")), "{seen}");
    assert!(seen.ends_with("|Füge hinzu"), "{seen}");
    assert_eq!(repository.git(&["show", "HEAD:src/a.txt"]), "one\ntwo");
}

#[test]
fn the_same_commits_have_the_same_hashes() {
    let commit = ScratchCommit::new("First", "2026-07-08T10:00:00Z").file("a", "1");
    assert_eq!(ScratchRepo::new().commit(&commit), ScratchRepo::new().commit(&commit));
}

#[test]
fn merges_tags_and_pushes_arrive() {
    let repository = ScratchRepo::new();
    repository.commit(&ScratchCommit::new("First", "2026-07-08T10:00:00Z").file("a", "1"));
    repository.switch("topic");
    repository.commit(&ScratchCommit::new("Topic", "2026-07-08T11:00:00Z").file("b", "2"));
    repository.switch("main");
    let merge = repository.merge("topic", &ScratchCommit::new("Merge", "2026-07-08T12:00:00Z"));
    repository.tag("light");
    repository.annotated_tag("v1", &ScratchCommit::new("One", "2026-07-08T13:00:00Z"));
    let remote = ScratchRepo::bare();
    repository.push_to(&remote);
    assert_eq!(remote.git(&["rev-parse", "main"]), merge);
    assert_eq!(remote.git(&["rev-list", "--parents", "-1", "main"]).split(' ').count(), 3);
    assert_eq!(remote.git(&["tag", "--list"]), "light\nv1");
    assert_eq!(remote.git(&["cat-file", "-t", "v1"]), "tag");
}
