//! The scripts beside the binary, run as their heads say.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::scene::{Scene, bytes_below};
use crate::shards::Team;

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts").join(name)
}

/// Runs a script in a scene with `sparky` on the PATH; the code and all that was said.
fn run(scene: &Scene, name: &str, words: &[&str], variables: &[(&str, &str)]) -> (i32, String) {
    let binaries = assert_cmd::cargo::cargo_bin("sparky");
    let machine = std::env::vars_os().find(|(key, _)| key == "PATH").unwrap().1;
    let ours = [binaries.parent().unwrap().to_owned()].into_iter().chain(std::env::split_paths(&machine));
    let mut command = Command::new(script(name));
    command.env_clear().current_dir(scene.path("")).args(words).env("PATH", std::env::join_paths(ours).unwrap());
    command.envs(std::env::vars_os().filter(|(key, _)| key == "LLVM_PROFILE_FILE"));
    command.env("HOME", scene.path("")).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    (output.status.code().unwrap(), said)
}

#[test]
fn shards_on_one_machine_make_the_collection_of_one_run() {
    let team = Team::new();
    let address = team.github.graphql_url();
    let variables = [("GITHUB_TOKEN", "t"), ("GITHUB_GRAPHQL_URL", address.as_str()), ("DATA_DIR", "together")];
    let words =
        ["weekly", "3", "--date", "2026-01-14", "--org", "acme", "--repo", "octo/kitten", "--repo", "./project"];
    let (code, said) = run(&team.scene, "orchestration/spawn-collector-agents.sh", &words, &variables);
    assert_eq!(code, 0, "{said}");
    assert_eq!(team.collect("alone").code, 0);
    let collection = "runs/weekly/2026-W03/collection.json";
    assert_eq!(team.scene.read(&format!("together/{collection}")), team.scene.read(&format!("alone/{collection}")));
    let facts = |folder: &str| {
        let root = team.scene.path(&format!("{folder}/facts"));
        let files = bytes_below(&root).into_iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "ndjson"));
        files.map(|(path, bytes)| (path.strip_prefix(&root).unwrap().to_owned(), bytes)).collect::<Vec<_>>()
    };
    assert_eq!(facts("together"), facts("alone"));
    let (code, said) = run(&team.scene, "orchestration/spawn-collector-agents.sh", &["weekly"], &variables);
    assert_eq!((code, said.contains("usage:")), (2, true), "{said}");
}

#[test]
fn stages_run_for_one_window_after_the_other_and_the_first_failure_is_told() {
    let scene = Scene::new(3);
    for date in ["2026-07-07", "2026-07-08"] {
        assert_eq!(scene.run(&["collect", "daily", "--repo", "./project", "--date", date]).code, 0);
    }
    let dates = ["daily", "2026-07-07", "2026-07-08"];
    assert_eq!(run(&scene, "orchestration/spawn-analyzer-agents.sh", &dates, &[]).0, 0);
    assert_eq!(run(&scene, "orchestration/spawn-content-agents.sh", &dates, &[]).0, 0);
    assert!(scene.path("data/runs/daily/2026-07-07/content.json").is_file());
    let (code, said) =
        run(&scene, "orchestration/spawn-analyzer-agents.sh", &["daily", "2026-07-01", "2026-07-08"], &[]);
    assert_eq!((code, said.contains("2026-07-08/analysis.json")), (1, true), "{said}");
}

#[test]
fn a_session_goes_around_a_command_and_keeps_its_metrics() {
    let scene = Scene::new(2);
    let words = ["night", "metrics.json", "sparky", "run", "daily", "--repo", "./project", "--date", "2026-07-08"];
    for spans in [1, 2] {
        assert_eq!(run(&scene, "orchestration/session-manager.sh", &words, &[]).0, 0);
        let metrics: Value = scene.json("metrics.json");
        assert_eq!((metrics["spans"].as_array().unwrap().len(), &metrics["complete"]), (spans, &1.into()));
    }
    let failing = ["night", "metrics.json", "sparky", "run", "daily", "--repo", "./nowhere"];
    assert_eq!(run(&scene, "orchestration/session-manager.sh", &failing, &[]).0, 1, "as the command does");
}

#[test]
fn health_is_said_and_its_metrics_are_kept() {
    let scene = Scene::new(2);
    let (code, said) = run(&scene, "orchestration/health-check.sh", &["sparky.prom"], &[]);
    assert_eq!((code, said.contains("nothing was run yet")), (1, true), "{said}");
    assert!(scene.read("sparky.prom").ends_with("# EOF\n"));
}

#[test]
fn a_release_is_installed_only_when_it_is_what_its_checksums_say() {
    let scene = Scene::new(1);
    let machine = std::env::consts::ARCH;
    let archive = format!("sparky-{machine}-unknown-linux-gnu.tar.gz");
    scene.write("sparky", "#!/bin/sh\necho sparky 9.9.9\n");
    let pack = format!("chmod +x sparky && tar -czf {archive} sparky && sha256sum {archive} >SHA256SUMS && rm sparky");
    assert!(Command::new("sh").current_dir(scene.path("")).args(["-c", &pack]).status().unwrap().success());
    let from = format!("file://{}", scene.path("").display());
    let bin = scene.path("bin").display().to_string();
    let variables = [("SPARKY_FROM", from.as_str()), ("SPARKY_BIN", bin.as_str())];
    let (code, said) = run(&scene, "install.sh", &[], &variables);
    assert_eq!((code, said.contains("sparky 9.9.9"), said.contains("on your PATH")), (0, true, true), "{said}");
    std::fs::remove_file(scene.path("bin/sparky")).unwrap();
    scene.write("SHA256SUMS", &format!("{}  {archive}\n", "0".repeat(64)));
    let (code, said) = run(&scene, "install.sh", &[], &variables);
    assert!(code != 0 && !scene.path("bin/sparky").exists(), "{said}");
}
