//! Whatever a file holds: a document, or an error that names the file; never a panic.

use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use sparky_schema::analysis::Analysis;
use sparky_schema::codec;
use sparky_schema::collection::Collection;
use sparky_schema::content::Content;
use sparky_schema::counts::WindowCounts;
use sparky_schema::document::Document;
use sparky_schema::plan::Plan;
use sparky_schema::publication::Publication;
use sparky_schema::run::Run;
use sparky_schema::told::Told;
use sparky_schema::{Login, RepoName, Sha, Shard, WindowId};
use sparky_testkit::{damaged, reshaped};

use crate::{SAMPLES, sample};

/// Damaged samples of each kind.
const CASES: u64 = 400;

/// Reads bytes; what can be read can be written and is the same when it is read again.
fn survives<D: Document + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    let path = Path::new("folder/x.json");
    match codec::from_slice::<D>(path, bytes) {
        Ok(document) => {
            let written = codec::to_vec(&document).unwrap();
            assert_eq!(codec::from_slice::<D>(path, &written).unwrap(), document);
        }
        Err(error) => assert!(error.to_string().contains("folder/x.json"), "{error}"),
    }
}

fn each(bytes: &[u8]) {
    survives::<Collection>(bytes);
    survives::<Analysis>(bytes);
    survives::<Content>(bytes);
    survives::<Publication>(bytes);
    survives::<Run>(bytes);
    survives::<Plan>(bytes);
    survives::<WindowCounts>(bytes);
    survives::<Told>(bytes);
}

fn its_own(name: &str, bytes: &[u8]) {
    match name {
        "collection" => survives::<Collection>(bytes),
        "analysis" => survives::<Analysis>(bytes),
        "content" => survives::<Content>(bytes),
        "publication" => survives::<Publication>(bytes),
        "run" => survives::<Run>(bytes),
        "plan" => survives::<Plan>(bytes),
        "counts" => survives::<WindowCounts>(bytes),
        _ => survives::<Told>(bytes),
    }
}

#[test]
fn damaged_documents_are_read_or_refused_by_name() {
    for (name, text) in SAMPLES {
        let value: Value = serde_json::from_str(text).unwrap();
        for seed in 0..CASES {
            its_own(name, &damaged(text.as_bytes(), seed));
            its_own(name, reshaped(&value, seed).to_string().as_bytes());
        }
    }
}

#[test]
fn what_once_went_wrong_stays_right() {
    for text in ["", "\u{feff}{}", "null", "[]", "\"sparky/run/v1\"", "{\"schema\":\"sparky/run/v99999999999\"}"] {
        each(text.as_bytes());
    }
    each(&b"[".repeat(100_000));
    each(sample("run").replace("sparky/run/v1", "sparky/run/v0").as_bytes());
}

proptest! {
    #[test]
    fn bytes_that_are_no_document_are_refused_by_name(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        each(&bytes);
    }

    #[test]
    fn names_are_what_was_written_or_none(text in "\\PC{0,40}|[A-Za-z0-9._/W-]{0,40}|[0-9TZ-]{0,40}") {
        if let Ok(name) = text.parse::<RepoName>() {
            prop_assert_eq!(name.to_string(), text.clone());
        }
        if let Ok(id) = text.parse::<WindowId>() {
            prop_assert_eq!(id.to_string(), text.clone());
        }
        if let Ok(sha) = text.parse::<Sha>() {
            prop_assert_eq!(sha.to_string(), text.clone());
        }
        let _ = (text.parse::<Login>().is_ok(), text.parse::<Shard>().is_ok());
    }
}
