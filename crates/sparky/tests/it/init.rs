//! What `init` writes, and that what it wrote is enough to run.

use serde_json::Value;

use crate::scene::Scene;

const FILES: [&str; 5] = [
    "sparky.toml",
    ".env.example",
    ".github/workflows/sparky.yml",
    ".github/workflows/sparky-health.yml",
    ".gitignore",
];

/// A clone of a repository on a server.
fn cloned() -> Scene {
    let scene = Scene::new(2);
    scene.git("project", &["remote", "add", "origin", "https://github.com/octocat/hello.git"], 0);
    scene
}

#[test]
fn a_repository_gets_its_files_and_they_know_where_it_came_from() {
    let scene = cloned();
    let ran = scene.run(&["init", "--yes", "--dir", "project"]);
    assert_eq!((ran.code, ran.out.lines().collect::<Vec<_>>()), (0, FILES.to_vec()), "{}", ran.err);
    assert!(ran.err.contains("sparky run weekly --repo octocat/hello"), "{}", ran.err);
    assert!(scene.read("project/sparky.toml").contains("repos = [\"octocat/hello\"]"));
    let workflow = scene.read("project/.github/workflows/sparky.yml");
    for name in ["{REF}", "{VERSION}", "{PUBLISH}"] {
        assert!(!workflow.contains(name), "{name} is still to be filled in: {workflow}");
    }
    assert!(workflow.contains("/sparky-orchestrator.yml@") && workflow.contains("publish: false"), "{workflow}");
}

#[test]
fn the_configuration_that_it_writes_is_one_that_runs() {
    let scene = cloned();
    assert_eq!(scene.run(&["init", "--yes"]).code, 0);
    assert!(scene.read("sparky.toml").contains("repos = []"), "the folder itself is no clone");
    let ran = scene.run(&["run", "weekly", "--repo", "./project", "--date", "2026-07-08"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn what_is_there_stays_unless_it_is_forced_and_the_same_again_is_no_change() {
    let scene = cloned();
    scene.write("sparky.toml", "# mine\n");
    let ran = scene.run(&["init", "--yes", "--json"]);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &said["kept"]), (0, &serde_json::json!(["sparky.toml"])));
    assert_eq!(scene.read("sparky.toml"), "# mine\n");
    assert_eq!(scene.run(&["init", "--yes", "--force"]).code, 0);
    assert!(scene.read("sparky.toml").contains("[source]"));
    assert_eq!(scene.read(".gitignore"), "/data\n/.env\n");
    let again: Value = serde_json::from_str(&scene.run(&["init", "--yes", "--json"]).out).unwrap();
    assert_eq!(again["written"].as_array().unwrap().len(), 4, "what is ignored already is not ignored again");
    assert_eq!(again["kept"], serde_json::json!([]));
}

#[test]
fn what_somebody_ignores_already_stays_and_the_rest_is_added() {
    let scene = cloned();
    scene.write("project/.gitignore", "target\ndata/");
    assert_eq!(scene.run(&["init", "--yes", "--dir", "project"]).code, 0);
    assert_eq!(scene.read("project/.gitignore"), "target\ndata/\n/.env\n");
}
