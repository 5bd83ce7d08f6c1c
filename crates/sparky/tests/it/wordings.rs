//! Recorded analyses with configurations, and the files that come of them: `tests/golden/wordings`, to be read as examples.

use std::path::{Path, PathBuf};

use crate::scene::Scene;

const DAY: &str = include_str!("../../../../docs/examples/recorded/day.json");
const WEEK: &str = include_str!("../../../../docs/examples/recorded/week.json");

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    all.sort();
    all
}

/// Generates as a case is configured, and compares every file that it expects.
fn check(case: &str, period: &str, analysis: &str) {
    let (scene, home) = (Scene::new(0), Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/wordings").join(case));
    for file in files(&home).iter().filter(|file| !file.starts_with(home.join("expected"))) {
        let name = file.strip_prefix(&home).unwrap().to_str().unwrap();
        scene.write(name, &std::fs::read_to_string(file).unwrap());
    }
    scene.write("analysis.json", analysis);
    let ran = scene.run(&["generate", period, "--from", "analysis.json", "--out", "made", "--data-dir", "data"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let expected = files(&home.join("expected"));
    assert!(!expected.is_empty(), "{case} expects a file");
    for file in expected {
        let name = file.strip_prefix(home.join("expected")).unwrap();
        let made = std::fs::read_to_string(scene.path("made").join(name)).unwrap_or_default();
        let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wordings").join(case).join(name);
        std::fs::create_dir_all(new.parent().unwrap()).unwrap();
        std::fs::write(&new, &made).unwrap();
        let is_same = std::fs::read_to_string(&file).unwrap() == made;
        assert!(is_same, "{}: when that is meant, copy {} over it", file.display(), new.display());
    }
}

#[test]
fn a_short_report_for_those_who_pay() {
    check("executives", "weekly", WEEK);
}

#[test]
fn a_friendly_digest_of_two_sections() {
    check("friendly", "daily", DAY);
}

#[test]
fn pages_of_a_site_in_every_format() {
    check("site", "daily", DAY);
}

#[test]
fn templates_of_ones_own() {
    check("templates", "daily", DAY);
}

#[test]
fn posts_for_those_who_use_the_software() {
    check("posts", "weekly", WEEK);
}
