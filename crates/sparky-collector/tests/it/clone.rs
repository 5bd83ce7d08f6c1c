//! Local clones.

use sparky_collector::{Error, SourceSpec};
use sparky_schema::codec;
use sparky_schema::gap::{GapReason, Kind, NoteKind};

use crate::scene::{Scratch, config, git_in, latest, run, week};

const BEFORE: &str = "2026-06-28T23:59:59Z";
const FIRST: &str = "2026-06-29T00:00:00Z";
const MONDAY: &str = "2026-07-06T00:00:00Z";
const SUNDAY: &str = "2026-07-12T23:59:59Z";
const AFTER: &str = "2026-07-13T00:00:00Z";

#[test]
fn a_window_and_the_one_before_are_read_to_the_second_whatever_the_order_of_dates() {
    let scratch = Scratch::new("tool");
    // The first commit carries the latest date: reading must not stop at it.
    for (n, date) in [AFTER, MONDAY, SUNDAY, BEFORE, FIRST].into_iter().enumerate() {
        scratch.write("a.txt", format!("{n}\n").as_bytes());
        scratch.commit(&format!("change {n}"), date);
    }
    let collection = run(&config(vec![scratch.source()])).unwrap();
    let facts = &collection.repositories[0];
    let subjects: Vec<&str> = facts.records.commits.iter().map(|commit| commit.subject.as_str()).collect();
    assert_eq!(subjects, ["change 4", "change 1", "change 2"]);
    assert_eq!(collection.since, FIRST.parse::<chrono::DateTime<chrono::Utc>>().unwrap());
    assert_eq!((facts.name_with_owner.as_str(), facts.url.as_deref()), ("local/tool", None));
    assert_eq!(facts.kinds, [Kind::Commits, Kind::Releases]);
    assert_eq!(facts.default_branch.as_deref(), Some("main"));
    let again = run(&config(vec![scratch.source(), scratch.source()])).unwrap();
    assert_eq!(codec::to_vec(&collection).unwrap(), codec::to_vec(&again).unwrap());
}

#[test]
fn lines_files_renames_binaries_and_merges_are_counted_as_git_does() {
    let scratch = Scratch::new("tool");
    scratch.write("old.txt", b"1\n2\n3\n4\n5\n");
    scratch.commit("start", FIRST);
    scratch.git(&["mv", "old.txt", "new.txt"], MONDAY);
    scratch.write("image.bin", b"\0\x01\x02");
    let renamed = scratch.commit("rename", MONDAY);
    scratch.git(&["checkout", "--quiet", "-b", "side"], MONDAY);
    scratch.write("side.txt", b"a\nb\n");
    scratch.commit("on the side", "2026-07-07T00:00:00Z");
    scratch.git(&["checkout", "--quiet", "main"], MONDAY);
    scratch.commit("empty", "2026-07-07T01:00:00Z");
    scratch.git(&["merge", "--quiet", "--no-ff", "--message", "merge side", "side"], "2026-07-08T00:00:00Z");
    let collection = run(&config(vec![scratch.source()])).unwrap();
    let commits = &collection.repositories[0].records.commits;
    let rename = commits.iter().find(|commit| commit.sha.as_str() == renamed).unwrap();
    let mut paths: Vec<_> = rename.files.iter().map(|file| (file.path.as_str(), file.additions)).collect();
    paths.sort();
    assert_eq!(paths, [("image.bin", None), ("new.txt", Some(0))]);
    let merge = commits.iter().find(|commit| commit.subject == "merge side").unwrap();
    assert_eq!((merge.parents.len(), merge.additions, merge.changed_files), (2, Some(2), Some(1)));
    assert!(merge.files.is_empty());
    let empty = commits.iter().find(|commit| commit.subject == "empty").unwrap();
    assert_eq!((empty.additions, empty.deletions, empty.changed_files), (Some(0), Some(0), Some(0)));
}

#[test]
fn people_bots_and_assistants_are_told_apart_and_addresses_are_hashed() {
    let scratch = Scratch::new("tool");
    scratch.write(".mailmap", b"Ann Proper <ann@example.com> Ann Author <ann@example.com>\n");
    let message = "feat: do it\n\nWhy it is done.\n\nCo-authored-by: Bob <12+bob@users.noreply.github.com>\n\
                   Co-authored-by: Claude <noreply@anthropic.com>\nSigned-off-by: Ann <ann@example.com>";
    scratch.commit(message, MONDAY);
    scratch.commit_by("bump", MONDAY, ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"));
    let collection = run(&config(vec![scratch.source()])).unwrap();
    let commits = &collection.repositories[0].records.commits;
    let ann = commits.iter().find(|commit| commit.subject == "feat: do it").unwrap();
    assert_eq!((ann.author.name.as_str(), ann.author.login.as_ref(), ann.author.bot), ("Ann Proper", None, false));
    assert_eq!(ann.author.email_hash.as_ref().map(String::len), Some(16));
    assert_eq!(ann.body, "Why it is done.");
    let helpers: Vec<_> = ann.co_authors.iter().map(|who| (who.name.as_str(), who.bot)).collect();
    assert_eq!(helpers, [("Bob", false), ("Claude", true)]);
    assert_eq!(ann.co_authors[0].login.as_ref().unwrap().as_str(), "bob");
    let bot = commits.iter().find(|commit| commit.subject == "bump").unwrap();
    assert_eq!((bot.author.login.as_ref().unwrap().as_str(), bot.author.bot), ("dependabot", true));
    let text = String::from_utf8(codec::to_vec(&collection).unwrap()).unwrap();
    assert!(!text.contains("example.com"), "{text}");
}

#[test]
fn tags_are_releases() {
    let scratch = Scratch::new("tool");
    scratch.commit("start", MONDAY);
    scratch.git(&["tag", "light"], MONDAY);
    scratch.git(&["tag", "--annotate", "--message", "The first one", "v1.0.0"], "2026-07-09T00:00:00Z");
    scratch.git(&["tag", "--annotate", "--message", "Try it", "v2.0.0-rc.1"], "2026-07-10T00:00:00Z");
    scratch.git(&["tag", "--annotate", "--message", "Too late", "v3.0.0"], AFTER);
    let collection = run(&config(vec![scratch.source()])).unwrap();
    let releases: Vec<_> = collection.repositories[0].records.releases.iter().collect();
    let told: Vec<_> = releases.iter().map(|r| (r.tag.as_str(), r.name.as_str(), r.prerelease)).collect();
    assert_eq!(told, [("light", "", false), ("v1.0.0", "The first one", false), ("v2.0.0-rc.1", "Try it", true)]);
}

#[test]
fn remotes_name_a_clone_and_what_is_not_pushed_has_no_link() {
    let scratch = Scratch::new("tool");
    for (remote, name, url) in [
        ("https://github.com/octo/cat.git", "octo/cat", Some("https://github.com/octo/cat")),
        ("git@github.com:octo/cat.git", "octo/cat", Some("https://github.com/octo/cat")),
        ("ssh://git@git.example.org:2222/octo/cat", "octo/cat", Some("https://git.example.org/octo/cat")),
        ("https://user:secret@github.com/octo/cat/", "octo/cat", Some("https://github.com/octo/cat")),
        ("/srv/git/cat.git", "local/tool", None),
        ("file:///srv/git/cat.git", "local/tool", None),
    ] {
        scratch.git(&["config", "remote.origin.url", remote], MONDAY);
        let collection = run(&config(vec![scratch.source()])).unwrap();
        let facts = &collection.repositories[0];
        assert_eq!((facts.name_with_owner.as_str(), facts.url.as_deref()), (name, url), "{remote}");
        assert_eq!(facts.notes[0].kind, NoteKind::Empty);
    }
    scratch.commit("pushed", MONDAY);
    scratch.git(&["update-ref", "refs/remotes/origin/main", "HEAD"], MONDAY);
    scratch.git(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"], MONDAY);
    scratch.commit("not pushed", MONDAY);
    scratch.git(&["checkout", "--quiet", "-b", "elsewhere"], MONDAY);
    scratch.commit("on another branch", MONDAY);
    let collection = run(&config(vec![scratch.source()])).unwrap();
    let mut told: Vec<_> = collection.repositories[0].records.commits.iter().collect();
    told.sort_by(|a, b| a.subject.cmp(&b.subject));
    let told: Vec<_> = told.iter().map(|commit| (commit.subject.as_str(), commit.local_only)).collect();
    assert_eq!(told, [("not pushed", true), ("pushed", false)]);
}

#[test]
fn a_shallow_clone_is_a_gap_and_its_edge_has_no_line_counts() {
    let scratch = Scratch::new("tool");
    for date in [FIRST, MONDAY, SUNDAY] {
        scratch.write("a.txt", date.as_bytes());
        scratch.commit(date, date);
    }
    let shallow = scratch.beside("shallow");
    let from = format!("file://{}", scratch.path().display());
    git_in(&scratch.beside("."), &["clone", "--quiet", "--depth=2", &from, "shallow"], MONDAY, ("a", "b"));
    let collection = run(&config(vec![SourceSpec::Clone(shallow)])).unwrap();
    assert_eq!(collection.gaps[0].reason, GapReason::Shallow);
    assert!(collection.gaps[0].hint.contains("fetch --unshallow"));
    let facts = &collection.repositories[0];
    // Nor does a shallow clone have the tags of what it lacks.
    assert_eq!((facts.kinds.as_slice(), &collection.gaps[0].kinds), (&[][..], &vec![Kind::Commits, Kind::Releases]));
    let lines: Vec<_> = facts.records.commits.iter().map(|commit| commit.additions).collect();
    assert_eq!(lines, [None, Some(1)]);
}

#[test]
fn what_is_no_repository_is_an_error_alone_and_a_gap_beside_another() {
    let scratch = Scratch::new("tool");
    scratch.commit("start", MONDAY);
    let nowhere = SourceSpec::Clone(scratch.beside("nowhere"));
    let plain = SourceSpec::Clone(scratch.beside("."));
    assert!(matches!(run(&config(vec![nowhere.clone(), plain])), Err(Error::NothingReadable(gaps)) if gaps.len() == 2));
    let collection = run(&config(vec![nowhere.clone(), scratch.source()])).unwrap();
    assert_eq!((collection.gaps[0].reason, collection.repositories.len()), (GapReason::Unreadable, 1));
    assert!(matches!(run(&config(Vec::new())), Err(Error::NoSources)));
    assert!(matches!(run(&latest(vec![nowhere], MONDAY)), Err(Error::NoRepository { .. })));
}

#[test]
fn the_latest_window_holds_the_newest_commit_that_is_not_in_the_future() {
    let scratch = Scratch::new("tool");
    assert!(matches!(run(&latest(vec![scratch.source()], AFTER)), Err(Error::NoActivity)));
    scratch.commit("now", SUNDAY);
    scratch.commit("in the future", "2031-01-01T00:00:00Z");
    let collection = run(&latest(vec![scratch.source()], AFTER)).unwrap();
    assert_eq!(collection.window, week());
}

#[test]
fn a_bare_and_detached_clone_and_many_commits_are_read_as_well() {
    let scratch = Scratch::new("tool");
    for n in 0..3 {
        scratch.commit(&format!("c{n}"), MONDAY);
    }
    scratch.git(&["checkout", "--quiet", "--detach"], MONDAY);
    let detached = run(&config(vec![scratch.source()])).unwrap();
    assert_eq!(detached.repositories[0].default_branch, None);
    git_in(&scratch.beside("."), &["clone", "--quiet", "--bare", "tool", "bare.git"], MONDAY, ("a", "b"));
    let bare = run(&config(vec![SourceSpec::Clone(scratch.beside("bare.git"))])).unwrap();
    assert_eq!(bare.repositories[0].name_with_owner.as_str(), "local/bare");
    assert_eq!(bare.repositories[0].records.commits.len(), 3);
}
