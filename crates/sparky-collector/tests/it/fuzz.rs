//! Answers and objects that are not what they should be: what is read is a document that can be read again, what is not
//! is a gap or an error; nobody panics and nothing hangs.

use std::io::Write as _;
use std::process::{Command, Stdio};

use sparky_schema::codec;
use sparky_schema::collection::Collection;
use sparky_testkit::{Fault, Trouble, damaged};

use crate::hub::Hub;
use crate::scene::{Scratch, config, run, week};
use crate::worlds::small;

const MONDAY: &str = "2026-07-06T00:00:00Z";

/// Damaged objects.
const CASES: u64 = 40;

/// Writes an object as it is, whatever git thinks of it.
fn write(scratch: &Scratch, kind: &str, bytes: &[u8]) -> String {
    let mut git = Command::new("git");
    git.current_dir(scratch.path()).args(["hash-object", "-w", "--literally", "--stdin", "-t", kind]);
    let mut git = git.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    git.stdin.take().unwrap().write_all(bytes).unwrap();
    String::from_utf8(git.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}

fn is_sound(scratch: &Scratch) {
    if let Ok(collection) = run(&config(vec![scratch.source()])) {
        let bytes = codec::to_vec(&collection).unwrap();
        assert!(codec::from_slice::<Collection>("x.json".as_ref(), &bytes).unwrap() == collection);
    }
}

#[test]
fn damaged_git_objects_are_read_or_said() {
    let scratch = Scratch::new("tool");
    scratch.write("a.txt", b"1\n2\n3\n");
    scratch.commit("feat: first\n\nBody.\n\nCo-authored-by: Bob <bob@example.com>", MONDAY);
    scratch.write("a.txt", b"1\n3\n");
    scratch.write(".mailmap", b"Ann Proper <ann@example.com> Ann Author <ann@example.com>\n");
    let sound = scratch.commit("fix: second", MONDAY);
    let commit = scratch.git(&["cat-file", "commit", "HEAD"], MONDAY);
    let mailmap = std::fs::read(scratch.path().join(".mailmap")).unwrap();
    let head = scratch.path().join(".git/refs/heads/main");
    for seed in 0..CASES {
        let id = write(&scratch, "commit", &damaged(commit.as_bytes(), seed));
        std::fs::write(&head, format!("{id}\n")).unwrap();
        is_sound(&scratch);
    }
    std::fs::write(&head, format!("{sound}\n")).unwrap();
    for seed in 0..CASES / 2 {
        scratch.write(".mailmap", &damaged(&mailmap, seed));
        is_sound(&scratch);
    }
}

/// Requests after which a collection that takes six is going round in circles.
const ENDLESS: usize = 400;

#[test]
fn answers_of_another_shape_end_a_run_or_leave_a_gap() {
    for seed in 0..14 {
        let hub = Hub::new(small());
        hub.server.plan(Fault::any(Trouble::Reshaped(seed)).nth(1 + seed % 4));
        let collected = hub.collect_until(&week(), ENDLESS);
        assert!(collected.is_some(), "seed {seed} never ends");
        if let Some(Ok(collection)) = collected {
            let bytes = codec::to_vec(&collection).unwrap();
            assert!(codec::from_slice::<Collection>("x.json".as_ref(), &bytes).is_ok(), "seed {seed}");
        }
        // Whatever was believed, the run after it works.
        hub.clock.advance(std::time::Duration::from_secs(3_600));
        assert!(hub.collect_until(&week(), ENDLESS).is_some(), "seed {seed} never ends");
    }
}

#[test]
fn a_github_that_is_strange_for_ever_is_given_up() {
    for seed in 0..6 {
        let hub = Hub::new(small());
        hub.server.plan(Fault::any(Trouble::Reshaped(seed)).every(1));
        assert!(hub.collect_until(&week(), ENDLESS).is_some(), "seed {seed} never ends");
    }
}
