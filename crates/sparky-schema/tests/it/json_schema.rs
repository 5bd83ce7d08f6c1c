//! The JSON Schemas accept what the codec writes and refuse what it refuses.

use serde_json::{Value, json};
use sparky_schema::json_schema::{json_schema, schemas};

use crate::{SAMPLES, sample};

fn accepts(name: &str, document: &Value) -> bool {
    jsonschema::options().should_validate_formats(true).build(&json_schema(name).unwrap()).unwrap().is_valid(document)
}

fn parsed(name: &str) -> Value {
    serde_json::from_str(sample(name)).unwrap()
}

#[test]
fn there_is_one_for_each_document_in_the_order_of_the_stages() {
    let files: Vec<_> = schemas().into_iter().map(|(file, _)| file).collect();
    let expected: Vec<_> = SAMPLES.iter().map(|(name, _)| format!("{name}.v1.json")).collect();
    assert_eq!(files, expected);
    assert_eq!(json_schema("digest"), None);
}

#[test]
fn each_says_what_it_is() {
    for (file, schema) in schemas() {
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{file}");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("https://raibid-labs.github.io/sparky/schemas/{file}"));
        assert_eq!(schema["title"], schema["properties"]["schema"]["const"]);
    }
}

#[test]
fn the_samples_are_valid_and_no_other_kind() {
    for (name, _) in SAMPLES {
        for (other, _) in SAMPLES {
            assert_eq!(accepts(name, &parsed(other)), name == other, "{other} against {name}");
        }
    }
}

#[test]
fn a_broken_document_is_refused() {
    for (name, pointer, value) in [
        ("plan", "/shards", json!([])),
        ("plan", "/shards/0/shard", json!("0/2")),
        ("plan", "/shards/0/points", json!(-1)),
        ("collection", "/schema", json!("sparky/collection/v2")),
        ("collection", "/window/id", json!("July")),
        ("collection", "/since", json!("yesterday")),
        ("collection", "/repositories/0/name_with_owner", json!("acme")),
        ("collection", "/repositories/0/kinds/0", json!("commit")),
        ("collection", "/repositories/0/records/commits/0/sha", json!("abc")),
        ("collection", "/repositories/0/records/pull_requests/0/number", json!(-1)),
        ("analysis", "/totals/commits", json!("3")),
        ("analysis", "/totals/commits", json!(3.5)),
        ("analysis", "/happenings/0/event", json!("happened")),
        ("content", "/items/0/narrative", json!("people")),
        ("publication", "/targets/0/status", json!(null)),
        ("run", "/stages/0/duration_ms", json!(-5)),
    ] {
        let mut document = parsed(name);
        *document.pointer_mut(pointer).unwrap() = value;
        assert!(!accepts(name, &document), "{name}{pointer}");
    }
}

#[test]
fn keys_must_be_there_and_others_must_not() {
    for (name, pointer, key) in [
        ("plan", "/shards/0", "points"),
        ("plan", "/shards/0/repositories/0", "id"),
        ("collection", "", "gaps"),
        ("collection", "/repositories/0/records", "issues"),
        ("analysis", "/totals", "landed"),
        ("analysis", "/metrics", "time_to_close_hours"),
        ("content", "/items/0", "quiet"),
        ("run", "", "finished_at"),
    ] {
        let mut document = parsed(name);
        document.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        assert!(!accepts(name, &document), "{name}{pointer}/{key} may be missing");
    }
    for (name, _) in SAMPLES {
        let mut document = parsed(name);
        document["surprise"] = json!(1);
        assert!(!accepts(name, &document), "{name}");
    }
}

#[test]
fn the_order_of_keys_does_not_depend_on_features_of_serde_json() {
    for (file, schema) in schemas() {
        let keys: Vec<_> = schema.as_object().unwrap().keys().cloned().collect();
        assert!(keys.is_sorted(), "{file}");
        let defs: Vec<_> = schema["$defs"].as_object().unwrap().keys().cloned().collect();
        assert!(defs.is_sorted(), "{file}");
    }
}
