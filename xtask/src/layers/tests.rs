//! What the layering refuses, on manifests made up for it, and that the real ones pass.

use std::path::Path;

use super::{Manifest, faults, manifests};

fn faults_in(text: &str) -> Vec<String> {
    faults(&[Manifest::parse(text).unwrap()])
}

fn crate_with(name: &str, table: &str, dependency: &str) -> String {
    format!("[package]\nname = \"{name}\"\n\n[{table}]\n{dependency}.workspace = true\n")
}

#[test]
fn the_workspace_keeps_its_layers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let found = manifests(root).unwrap();
    assert!(found.iter().any(|manifest| manifest.name == "sparky-schema"));
    assert_eq!(faults(&found), Vec::<String>::new());
}

#[test]
fn an_edge_upward_is_a_fault() {
    let found = faults_in(&crate_with("sparky-git", "dependencies", "sparky-pipeline"));
    assert_eq!(found, ["sparky-git must not depend on sparky-pipeline: it may use sparky-schema"]);
}

#[test]
fn stages_must_not_know_each_other_in_tests_either() {
    for table in ["dependencies", "dev-dependencies", "build-dependencies", "target.'cfg(unix)'.dependencies"] {
        let found = faults_in(&crate_with("sparky-generator", table, "sparky-analyzer"));
        assert_eq!(found.len(), 1, "[{table}]");
    }
}

#[test]
fn a_renamed_dependency_is_still_found() {
    let text = "[package]\nname = \"sparky-store\"\n[dependencies]\nx = { path = \"..\", package = \"sparky-git\" }\n";
    assert_eq!(faults_in(text), ["sparky-store must not depend on sparky-git: it may use sparky-schema"]);
}

#[test]
fn the_testkit_is_for_tests_only() {
    let shipped = faults_in(&crate_with("sparky", "dependencies", "sparky-testkit"));
    assert_eq!(shipped, ["sparky must not depend on sparky-testkit: it is for [dev-dependencies] only"]);
    assert_eq!(faults_in(&crate_with("sparky", "dev-dependencies", "sparky-testkit")), Vec::<String>::new());
}

#[test]
fn a_heavy_library_has_one_home() {
    let found = faults_in(&crate_with("sparky-collector", "dependencies", "octocrab"));
    assert_eq!(found, ["sparky-collector must not depend on octocrab: its home is sparky-github"]);
    assert_eq!(faults_in(&crate_with("sparky-github", "dependencies", "octocrab")), Vec::<String>::new());
}

#[test]
fn a_crate_without_a_layer_is_a_fault() {
    let found = faults_in("[package]\nname = \"sparky-utils\"\n");
    assert_eq!(found, ["sparky-utils has no layer: list it in xtask/src/layers.rs"]);
}
