//! Metrics are what the standard of OpenMetrics says, line by line.

use std::collections::{BTreeMap, BTreeSet};

use crate::scene::Scene;
use crate::shards::Team;

/// Reads a page as a strict reader would; the samples by name and labels.
fn strict(page: &str) -> BTreeMap<String, f64> {
    assert!(page.ends_with("# EOF\n") && page.matches("# EOF").count() == 1, "{page}");
    let (mut families, mut current, mut samples) = (BTreeSet::new(), String::new(), BTreeMap::new());
    for line in page.trim_end_matches("# EOF\n").lines() {
        match line.strip_prefix("# ").map(|line| line.splitn(3, ' ').collect::<Vec<_>>()) {
            Some(words) => match words[..] {
                ["TYPE", name, kind] => {
                    assert!(is_name(name) && ["gauge", "counter"].contains(&kind), "{line}");
                    assert!(families.insert(name.to_owned()), "{name} comes twice");
                    name.clone_into(&mut current);
                }
                ["HELP", name, text] => assert!(name == current && !text.is_empty(), "{line}"),
                ref other => assert!(other.is_empty(), "no metadata: {line}"),
            },
            None => {
                let (series, value) = line.rsplit_once(' ').unwrap();
                let name = series.split('{').next().unwrap();
                assert_eq!(name, current, "samples stand below their metadata");
                if let Some(labels) = series.strip_prefix(name).filter(|labels| !labels.is_empty()) {
                    labels_of(labels);
                }
                let value: f64 = value.parse().unwrap();
                assert!(value.is_finite(), "{line}");
                assert!(samples.insert(series.to_owned(), value).is_none(), "{series} comes twice");
            }
        }
    }
    samples
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `{a="b",c="d"}`, with escapes.
fn labels_of(text: &str) {
    let mut rest = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap();
    let mut names = BTreeSet::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").unwrap();
        assert!(is_name(name) && names.insert(name.to_owned()), "{text}");
        let mut escaped = false;
        let end = after.char_indices().find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            assert!(!escaped || matches!(c, '"' | '\\' | 'n'), "{text}");
            escaped = *c == '\\' && !escaped;
            ends
        });
        rest = &after[end.unwrap().0 + 1..];
        assert!(rest.is_empty() || (rest.starts_with(',') && rest.len() > 1), "{text}");
        rest = rest.trim_start_matches(',');
    }
}

#[test]
fn metrics_are_read_by_a_strict_reader_in_every_state() {
    let scene = Scene::new(2);
    strict(&scene.run(&["health", "--metrics"]).out);
    assert_eq!(scene.run(&["run", "daily", "--repo", "./nowhere", "--no-backfill"]).code, 1);
    let failed = strict(&scene.run(&["health", "--metrics"]).out);
    assert_eq!(failed["sparky_check{check=\"last run\"}"], 2.0);
    assert_eq!(failed["sparky_recent_runs{state=\"failed\"}"], 1.0);
    // Names of others become labels.
    scene.write("sparky.toml", "[[targets]]\nname = \"a\\\\b \\\"c\\\" {d}\"\nkind = \"folder\"\npath = \"out\"\n");
    let named = strict(&scene.run(&["health", "--metrics"]).out);
    assert!(named.contains_key("sparky_check{check=\"target a\\\\b \\\"c\\\" {d}\"}"), "{named:?}");
    let team = Team::new();
    assert_eq!(team.run(&["run", "daily", "--org", "acme"]).code, 0);
    let asked = strict(&team.run(&["health", "--metrics"]).out);
    assert!(asked["sparky_quota_remaining_points"] > 0.0 && asked["sparky_last_run_requests"] > 0.0);
}
