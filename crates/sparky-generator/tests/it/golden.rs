//! Whole digests, byte by byte: read them when they change.

use std::path::Path;

use crate::cases::{generated, read};

fn check(case: &str, analysis: &str) {
    let made = generated(&read(analysis));
    assert_eq!(made.dropped, [], "nothing in a digest of ours is untrue");
    let text = String::from_utf8(made.files[0].bytes.clone()).unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{case}/digest.md"));
    let same = std::fs::read_to_string(&file).unwrap_or_default() == text;
    let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{case}-digest.md"));
    std::fs::write(&new, &text).unwrap();
    assert!(same, "the digest differs; when that is meant, copy {} over {}", new.display(), file.display());
}

#[test]
fn a_busy_week_of_a_repository() {
    check("week", include_str!("../golden/week/analysis.json"));
}

#[test]
fn a_busy_day() {
    check("day", include_str!("../golden/day/analysis.json"));
}

#[test]
fn a_day_of_two_repositories() {
    check("two-repositories", include_str!("../../../sparky-analyzer/tests/golden/mixed/analysis.json"));
}
