//! Facts that must not depend on whose machine reads them, nor on what strangers write.

use sparky_collector::SourceSpec;
use sparky_schema::codec;
use sparky_schema::collection::RepositoryFacts;
use sparky_schema::records::Commit;

use crate::scene::{Scratch, config, git_in, run};

const MONDAY: &str = "2026-07-06T00:00:00Z";
const TUESDAY: &str = "2026-07-07T00:00:00Z";

fn facts(scratch: &Scratch) -> RepositoryFacts {
    let mut collection = run(&config(vec![scratch.source()])).unwrap();
    collection.repositories.remove(0)
}

fn commit(scratch: &Scratch) -> Commit {
    facts(scratch).records.commits.pop().unwrap()
}

#[test]
fn settings_of_the_reader_change_no_fact() {
    let scratch = Scratch::new("tool");
    let lines: String = (0..40).map(|n| format!("line {}\n", n % 7)).collect();
    scratch.write("folder/a.txt", lines.as_bytes());
    scratch.write("b \u{e9}.txt", b"b\n");
    scratch.commit("start", MONDAY);
    scratch.write("folder/a.txt", lines.replace("line 3\nline 4\n", "line 4\nline 3\n").as_bytes());
    scratch.git(&["mv", "b \u{e9}.txt", "folder/c.txt"], MONDAY);
    scratch.commit("change", TUESDAY);
    let before = codec::to_vec(&run(&config(vec![scratch.source()])).unwrap()).unwrap();
    for (setting, value) in [
        ("log.showRoot", "false"),
        ("log.showSignature", "true"),
        ("log.date", "relative"),
        ("log.follow", "true"),
        ("diff.algorithm", "histogram"),
        ("diff.renames", "false"),
        ("diff.renameLimit", "1"),
        ("diff.relative", "true"),
        ("diff.external", "false"),
        ("diff.noprefix", "true"),
        ("diff.ignoreSubmodules", "all"),
        ("core.quotePath", "true"),
        ("core.pager", "false"),
        ("color.ui", "always"),
        ("i18n.logOutputEncoding", "ISO-8859-1"),
        ("format.pretty", "oneline"),
    ] {
        scratch.git(&["config", setting, value], MONDAY);
        let after = codec::to_vec(&run(&config(vec![scratch.source()])).unwrap()).unwrap();
        assert!(before == after, "{setting} changes {}", String::from_utf8_lossy(&after));
    }
}

#[test]
fn names_and_messages_in_other_encodings_are_read() {
    let scratch = Scratch::new("tool");
    scratch.git(&["config", "i18n.commitEncoding", "ISO-8859-1"], MONDAY);
    let tree = scratch.git(&["write-tree"], MONDAY);
    let head = format!("tree {}\nauthor ", tree.trim());
    let dates = "<j@example.com> 1783296000 +0000";
    // One says which encoding it has, the other lies by saying nothing.
    for (encoding, expected) in [("encoding ISO-8859-1\n", "Jos\u{e9}"), ("", "Jos\u{fffd}")] {
        let mut raw = head.clone().into_bytes();
        raw.extend([b"Jos\xe9 ", dates.as_bytes(), b"\ncommitter C ", dates.as_bytes(), b"\n"].concat());
        raw.extend([encoding.as_bytes(), b"\ncaf\xe9\n"].concat());
        std::fs::write(scratch.beside("raw"), raw).unwrap();
        let id = scratch.git(&["hash-object", "-t", "commit", "-w", "../raw"], MONDAY);
        scratch.git(&["update-ref", "refs/heads/main", id.trim()], MONDAY);
        let commit = commit(&scratch);
        assert_eq!(commit.author.name, expected);
        assert_eq!(commit.subject, expected.replace("Jos", "caf"));
    }
}

#[test]
fn a_huge_or_crafted_message_is_cut_and_cannot_pose_as_structure() {
    let scratch = Scratch::new("tool");
    let dashes = "\u{2014}".repeat(10_000);
    scratch.commit(&format!("{dashes}\n\n{dashes}"), MONDAY);
    let huge = commit(&scratch);
    assert_eq!((huge.subject.chars().count(), huge.body.chars().count()), (2_000, 2_000));
    scratch.write("a.txt", b"a\n");
    let crafted = scratch.commit("bell\u{7}\u{1b}[31m \u{202e}txt\n\n1\t99\tfake.txt\n\n-\t-\tother", TUESDAY);
    let crafted = facts(&scratch).records.commits.into_iter().find(|commit| commit.sha.as_str() == crafted).unwrap();
    assert_eq!((crafted.subject.as_str(), crafted.additions), ("bell [31m txt", Some(1)));
    assert_eq!(crafted.files.len(), 1);
}

#[test]
fn an_author_date_after_the_commit_is_the_clocks_fault() {
    let scratch = Scratch::new("tool");
    let words = ["commit", "--quiet", "--allow-empty", "--message", "early", "--date", "2031-01-01T00:00:00Z"];
    scratch.git(&words, MONDAY);
    let early = commit(&scratch);
    assert_eq!(early.authored_at, early.committed_at);
}

#[test]
fn addresses_of_remotes_give_links_only_where_there_are_pages() {
    let scratch = Scratch::new("tool");
    for (remote, name, url) in [
        ("https://git.example.org:8443/octo/cat", "octo/cat", Some("https://git.example.org:8443/octo/cat")),
        ("https://git.example.org/group/octo/cat.git", "octo/cat", Some("https://git.example.org/group/octo/cat")),
        ("git://git.example.org/octo/cat.git", "octo/cat", Some("https://git.example.org/octo/cat")),
        ("http://127.0.0.1:3000/octo/cat", "octo/cat", None),
        ("http://localhost/octo/cat", "octo/cat", None),
        ("https://[::1]:3000/octo/cat", "octo/cat", None),
        ("git@work:octo/cat.git", "octo/cat", None),
        ("git@git.example.org:/srv/octo/cat.git", "octo/cat", None),
        ("https://git.example.org/cat.git", "local/tool", None),
        ("https://git.example.org/octo/c%20t.git", "local/tool", None),
        ("../octo/cat.git", "local/tool", None),
        ("C:/octo/cat.git", "local/tool", None),
    ] {
        scratch.git(&["config", "remote.origin.url", remote], MONDAY);
        let facts = facts(&scratch);
        assert_eq!((facts.name_with_owner.as_str(), facts.url.as_deref()), (name, url), "{remote}");
    }
}

#[test]
fn a_tag_that_is_not_on_the_remote_has_no_link_and_versions_tell_what_is_not_final() {
    let scratch = Scratch::new("tool");
    let id = scratch.commit("pushed", MONDAY);
    scratch.git(&["update-ref", "refs/remotes/origin/main", "HEAD"], MONDAY);
    scratch.git(&["tag", "--annotate", "--message", "One", "v1.0.0"], MONDAY);
    for version in ["v2.0.0-preview.1", "v2.0b1", "2.0rc1", "v2.0.0-dev", "v2-archive", "prepare", "v2.0.0-predict"] {
        scratch.git(&["tag", version, &id], MONDAY);
    }
    scratch.commit("not pushed", TUESDAY);
    scratch.git(&["tag", "v3.0.0"], MONDAY);
    scratch.git(&["tag", "--annotate", "--message", "Four", "v4.0.0"], TUESDAY);
    scratch.write("blob", b"x");
    let blob = scratch.git(&["hash-object", "-w", "blob"], MONDAY);
    scratch.git(&["tag", "no-commit", blob.trim()], MONDAY);
    let releases = facts(&scratch).records.releases;
    let pick = |wanted: fn(&sparky_schema::records::Release) -> bool| {
        releases.iter().filter(|r| wanted(r)).map(|r| r.tag.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(pick(|r| r.local_only), ["v3.0.0", "v4.0.0"]);
    assert_eq!(pick(|r| r.prerelease), ["2.0rc1", "v2.0.0-dev", "v2.0.0-preview.1"]);
    assert_eq!(releases.len(), 10);
}

#[test]
fn a_folder_inside_of_a_clone_and_a_second_working_tree_are_the_clone() {
    let scratch = Scratch::new("tool");
    scratch.write("folder/a.txt", b"a\n");
    scratch.write("b.txt", b"b\n");
    scratch.commit("start", MONDAY);
    git_in(&scratch.path(), &["worktree", "add", "--quiet", "../second"], MONDAY, ("a", "b"));
    for path in [scratch.path().join("folder"), scratch.beside("second")] {
        let collection = run(&config(vec![SourceSpec::Clone(path)])).unwrap();
        assert_eq!(collection.repositories[0].records.commits[0].changed_files, Some(2));
    }
}
