//! A collection and the analysis it must give, byte for byte; and the analysis against its schema.

use std::path::Path;

use sparky_analyzer::{Config, analyze};
use sparky_schema::analysis::Analysis;
use sparky_schema::codec;
use sparky_schema::collection::Collection;

use crate::world::input;

fn mixed() -> Analysis {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/mixed");
    let collection: Collection = codec::read(&folder.join("collection.json")).unwrap();
    analyze(&collection, input(), &Config::default())
}

#[test]
fn the_mixed_case_gives_the_same_bytes() {
    let actual = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mixed-analysis.json");
    codec::write(&actual, &mixed(), "actual").unwrap();
    let expected = include_str!("../golden/mixed/analysis.json");
    let same = std::fs::read_to_string(&actual).unwrap() == expected;
    assert!(same, "the analysis differs; when that is meant, copy {} over the golden file", actual.display());
}

#[test]
fn the_analysis_is_valid_against_its_schema() {
    let schema = serde_json::to_value(schemars::schema_for!(Analysis)).unwrap();
    let analysis = serde_json::to_value(mixed()).unwrap();
    let errors: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(&analysis).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(!jsonschema::validator_for(&schema).unwrap().is_valid(&serde_json::json!({})));
}
