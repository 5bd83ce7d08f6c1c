//! Documents survive the way to disk and back, byte by byte, and files appear whole or not at all.

use std::path::Path;
use std::time::SystemTime;

use sparky_schema::analysis::Analysis;
use sparky_schema::codec::{self, CodecError};
use sparky_schema::collection::Collection;
use sparky_schema::content::Content;
use sparky_schema::counts::WindowCounts;
use sparky_schema::plan::Plan;
use sparky_schema::publication::Publication;
use sparky_schema::run::Run;
use sparky_schema::told::Told;
use sparky_schema::{Document, SchemaId};

use crate::sample;

fn round_trip<D: Document + PartialEq + std::fmt::Debug>() {
    let text = sample(D::NAME);
    let document: D = codec::from_slice(Path::new(D::NAME), text.as_bytes()).unwrap();
    let bytes = codec::to_vec(&document).unwrap();
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), text);
    assert_eq!(codec::from_slice::<D>(Path::new(D::NAME), &bytes).unwrap(), document);
}

#[test]
fn every_document_comes_back_byte_by_byte() {
    round_trip::<Plan>();
    round_trip::<Collection>();
    round_trip::<Analysis>();
    round_trip::<Content>();
    round_trip::<Publication>();
    round_trip::<Run>();
    round_trip::<WindowCounts>();
    round_trip::<Told>();
}

#[test]
fn what_was_written_and_what_was_read_have_the_same_name_and_hash() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("a/b/run.json");
    let run: Run = codec::from_slice(&path, sample("run").as_bytes()).unwrap();
    let written = codec::write(&path, &run, "a/b/run.json").unwrap();
    let (read, input) = codec::read_with_input::<Run>(&path, "a/b/run.json").unwrap();
    assert_eq!((read, &input), (run, &written));
    assert_eq!(input.sha256, codec::sha256_hex(sample("run").as_bytes()));
    assert_eq!(codec::peek(&path).unwrap(), SchemaId::of::<Run>());
}

#[test]
fn the_hash_is_sha256() {
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(codec::sha256_hex(b"abc"), expected);
}

type Writer = fn(&std::path::Path, &[u8]) -> Result<(), CodecError>;

/// The two ways of writing a file, which differ in nothing that a test can see.
const WRITERS: [Writer; 2] = [codec::write_atomically, codec::write_unsynced];

#[test]
fn equal_bytes_leave_the_file_alone() {
    for write in WRITERS {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("file");
        write(&path, b"same").unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        let modified = || std::fs::metadata(&path).unwrap().modified().unwrap();
        write(&path, b"same").unwrap();
        assert_eq!(modified(), SystemTime::UNIX_EPOCH);
        write(&path, b"other").unwrap();
        assert_ne!(modified(), SystemTime::UNIX_EPOCH);
        assert_eq!(std::fs::read(&path).unwrap(), b"other");
    }
}

#[test]
fn a_write_that_fails_before_the_rename_leaves_only_what_was_there() {
    for write in WRITERS {
        let scratch = tempfile::tempdir().unwrap();
        // A folder cannot be replaced by a file: the temporary file is written, and the rename fails.
        let path = scratch.path().join("run.json");
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("old"), "old").unwrap();
        let error = write(&path, b"new").unwrap_err();
        assert!(matches!(&error, CodecError::Write { path: named, .. } if *named == path));
        assert_eq!(std::fs::read_to_string(path.join("old")).unwrap(), "old");
        assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 1);
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_that_says_what_to_do() {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("file"), "old").unwrap();
    let text = codec::write_atomically(&scratch.path().join("file/run.json"), b"new").unwrap_err().to_string();
    assert!(text.contains("file/run.json") && text.contains("is writable and has space left"), "{text}");
    assert_eq!(std::fs::read_to_string(scratch.path().join("file")).unwrap(), "old");
}

#[cfg(unix)]
#[test]
fn others_may_read_what_was_written() {
    use std::os::unix::fs::PermissionsExt as _;

    let scratch = tempfile::tempdir().unwrap();
    let (ours, plain) = (scratch.path().join("ours"), scratch.path().join("plain"));
    codec::write_atomically(&ours, b"x").unwrap();
    std::fs::write(&plain, b"x").unwrap();
    let readable = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o044;
    assert_eq!(readable(&ours), readable(&plain));
}
