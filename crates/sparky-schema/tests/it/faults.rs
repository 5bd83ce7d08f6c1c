//! Broken documents: the error names the file, the line, the column and the key.

use std::path::Path;

use sparky_schema::codec::{self, CodecError};
use sparky_schema::collection::Collection;
use sparky_schema::run::Run;

use crate::sample;

fn fault(text: &str) -> CodecError {
    codec::from_slice::<Collection>(Path::new("x.json"), text.as_bytes()).unwrap_err()
}

/// The place in a text that follows a needle: line and column, both from 1.
fn place_after(text: &str, needle: &str) -> (usize, usize) {
    let before = &text[..text.find(needle).unwrap() + needle.len()];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before.len() - line_start)
}

#[test]
fn a_wrong_value_is_found_by_line_column_and_key() {
    let broken = sample("collection").replacen("\"number\": 12", "\"number\": -12", 1);
    let (wanted_line, wanted_column) = place_after(&broken, "\"number\": -12");
    let CodecError::Malformed { path, line, column, key, message } = fault(&broken) else { panic!("another error") };
    assert_eq!((path.as_path(), line, column), (Path::new("x.json"), wanted_line, wanted_column));
    assert_eq!(key, "repositories[0].records.pull_requests[0].number");
    assert!(message.contains("-12") && !message.contains(" at line "), "{message}");
}

#[test]
fn the_text_of_an_error_reads_like_a_compiler() {
    let text = fault("{\n  \"schema\": \"sparky/collection/v1\",\n  \"inputs\": 7\n}").to_string();
    assert_eq!(text, "x.json:3:13: invalid type: integer `7`, expected a sequence (at `inputs`)");
}

#[test]
fn a_bad_id_is_found_and_explained() {
    let broken = sample("collection").replace("\"acme/tool\"", "\"acme\"");
    let text = fault(&broken).to_string();
    assert!(
        text.contains("`acme` is no repository name") && text.contains("repositories[0].name_with_owner"),
        "{text}"
    );
}

#[test]
fn an_unknown_field_is_refused_and_named() {
    let broken = sample("collection").replace("\"private\": false,", "\"private\": false, \"privat\": 1,");
    let CodecError::Malformed { line, column, key, message, .. } = fault(&broken) else { panic!("another error") };
    assert_eq!((line, column), place_after(&broken, "\"privat\""));
    assert!(key.starts_with("repositories[0]"), "{key}");
    assert!(message.starts_with("unknown field `privat`"), "{message}");
}

#[test]
fn a_missing_field_is_named() {
    let broken = sample("collection").replacen("\"draft\": false,", "", 1);
    let CodecError::Malformed { key, message, .. } = fault(&broken) else { panic!("another error") };
    assert_eq!(key, "repositories[0].records.pull_requests[0]");
    assert_eq!(message, "missing field `draft`");
}

#[test]
fn a_file_cut_off_anywhere_is_refused_at_its_end() {
    let text = sample("collection").trim_end();
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).step_by(97) {
        let CodecError::Malformed { line, .. } = fault(&text[..end]) else { panic!("another error") };
        assert_eq!(line, text[..end].matches('\n').count() + 1, "cut at {end}");
    }
}

#[test]
fn anything_after_the_document_is_refused() {
    let text = sample("collection").to_owned();
    for rest in ["}", "{}", "\u{0}", "// done"] {
        let CodecError::Malformed { line, message, .. } = fault(&(text.clone() + rest)) else {
            panic!("another error")
        };
        assert_eq!((line, message.as_str()), (text.lines().count() + 1, "trailing characters"), "{rest}");
    }
}

#[test]
fn what_is_no_document_is_refused() {
    for (text, expected) in [
        ("", "EOF while parsing a value"),
        ("# Digest", "expected value"),
        ("{}", "missing field `schema`"),
        ("{\"schema\": 1}", "invalid type: integer `1`, expected a string"),
        ("null", "invalid type: null"),
    ] {
        let CodecError::Malformed { line, message, .. } = fault(text) else { panic!("another error") };
        assert!(message.starts_with(expected), "{text}: {message}");
        assert!(line <= 1, "{text}");
    }
    let not_text = codec::from_slice::<Run>(Path::new("x.json"), b"{\"schema\": \"\xff\"}").unwrap_err();
    assert!(matches!(not_text, CodecError::Malformed { .. }));
}

#[test]
fn a_document_of_another_kind_is_named() {
    let error = fault(sample("run"));
    assert!(
        matches!(&error, CodecError::OtherDocument { found, expected: "collection", .. } if found == "sparky/run/v1")
    );
    assert_eq!(error.to_string(), "x.json: this is a `sparky/run/v1` document; expected `sparky/collection/v1`");
}

#[test]
fn a_newer_document_is_refused_before_its_content_is_looked_at() {
    let error = fault("{\"schema\": \"sparky/collection/v2\", \"galaxies\": []}");
    assert!(matches!(error, CodecError::Newer { newest: 1, .. }));
    assert!(error.to_string().contains("update sparky"), "{error}");
}

#[test]
fn a_version_that_never_was_is_refused() {
    for version in ["v0", "v", "v01", "v+1", "v1.0", "1"] {
        let header = format!("sparky/collection/{version}");
        let error = fault(&sample("collection").replace("sparky/collection/v1", &header));
        assert!(matches!(error, CodecError::OtherDocument { .. }), "{version}: {error}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("run.json");
    for error in [codec::read::<Run>(&path).unwrap_err(), codec::peek(&path).unwrap_err()] {
        assert!(matches!(&error, CodecError::Read { path: named, .. } if *named == path));
    }
}
