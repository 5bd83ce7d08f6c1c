//! What goes wrong: the code tells how, the message what to do.

use serde_json::Value;

use crate::scene::{Ran, Scene};

fn fails(ran: &Ran, code: i32, words: &[&str]) {
    assert_eq!(ran.code, code, "{}", ran.err);
    for word in words {
        assert!(ran.err.contains(word), "`{word}` is missing in: {}", ran.err);
    }
}

#[test]
fn sources_that_cannot_be_read() {
    let scene = Scene::new(1);
    scene.git(".", &["init", "--quiet", "empty"], 0);
    fails(&scene.run(&["run", "weekly", "--repo", "./nowhere"]), 1, &["no git repository", "git clone"]);
    fails(&scene.run(&["run", "weekly", "--repo", "octo/cat"]), 4, &["wants a token", "GITHUB_TOKEN"]);
    fails(&scene.run(&["run", "weekly"]), 2, &["nothing to collect", "--repo"]);
    fails(&scene.run(&["run", "weekly", "--repo", "nonsense"]), 2, &["OWNER/NAME"]);
    fails(&scene.run(&["run", "weekly", "--repo", "./empty", "--date", "latest"]), 1, &["no activity"]);
    scene.write("list.txt", "octo/cat\nnot a repository\n");
    fails(&scene.run(&["run", "weekly", "--repos-from", "list.txt"]), 2, &["list.txt:2", "OWNER/NAME"]);
    fails(&scene.run(&["run", "weekly", "--repos-from", "none.txt"]), 1, &["none.txt"]);
    let unreachable = [("GITHUB_TOKEN", "t"), ("GITHUB_GRAPHQL_URL", "nonsense")];
    fails(&scene.run_with(&["run", "weekly", "--repo", "octo/cat"], &unreachable), 2, &["GITHUB_GRAPHQL_URL"]);
    for words in [["--repo", "./empty"], ["--repo", "./project"]] {
        let ran = scene.run(&["run", "daily", words[0], words[1], "--date", "2020-01-01"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
}

#[test]
fn windows_that_cannot_be() {
    let scene = Scene::new(1);
    let run = |words: &[&str]| scene.run(&[&["run", "daily", "--repo", "./project"], words].concat());
    fails(&run(&["--date", "2999-01-01"]), 2, &["in the future"]);
    fails(&run(&["--date", "someday"]), 2, &["2026-07-08"]);
    fails(&run(&["--since", "2026-07-08", "--until", "2026-07-08"]), 2, &["not after its start"]);
    fails(&scene.run(&["analyze", "daily", "--date", "2020-01-01"]), 1, &["sparky collect daily"]);
    fails(&scene.run(&["analyze", "daily", "--date", "latest"]), 2, &["no daily window was run yet"]);
}

#[test]
fn documents_and_configurations_that_are_wrong_are_named_by_line_and_key() {
    let scene = Scene::new(1);
    assert_eq!(scene.run(&["collect", "daily", "--repo", "./project", "--date", "2026-07-08"]).code, 0);
    let path = "data/runs/daily/2026-07-08/collection.json";
    let good = scene.read(path);
    scene.write(path, &good.replace("\"private\": false", "\"private\": 7"));
    let ran = scene.run(&["analyze", "daily", "--date", "2026-07-08"]);
    fails(&ran, 1, &["collection.json:", "repositories[0].private", "expected a boolean"]);
    fails(&scene.run(&["validate", path]), 1, &["repositories[0].private"]);
    scene.write(path, &good.replace("collection/v1", "collection/v9"));
    fails(&scene.run(&["analyze", "daily", "--date", "2026-07-08"]), 1, &["newer", "update sparky"]);
    let ran = scene.run(&["validate", path, "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&ran.out).unwrap()["valid"], Value::Bool(false));
    fails(&scene.run(&["validate", "none.md"]), 1, &["none.md"]);
    scene.write("sparky.toml", "[source]\nrepo = [\"./project\"]\n");
    fails(&scene.run(&["run", "daily"]), 2, &["sparky.toml:2", "repos"]);
    fails(&scene.run(&["run", "daily", "--config", "other.toml"]), 2, &["other.toml"]);
    scene.write("sparky.toml", "");
    fails(&scene.run(&["run", "daily", "--repo", "./project", "--publish"]), 2, &["[[targets]]"]);
    scene.write("sparky.toml", "[[targets]]\nname = \"a\"\nkind = \"folder\"\npath = \"p\"\n");
    let ran = scene.run(&["publish", "daily", "--date", "2026-07-08", "--target", "b"]);
    fails(&ran, 2, &["no target is called `b`", "a"]);
}

#[test]
fn a_data_folder_that_is_something_else_is_left_alone() {
    let scene = Scene::new(1);
    std::fs::create_dir(scene.path("photos")).unwrap();
    scene.write("photos/cat.png", "meow");
    let words = ["run", "daily", "--repo", "./project", "--data-dir", "photos", "--json"];
    let ran = scene.run(&words);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &said["error"]["exit_code"]), (1, &Value::from(1)));
    assert!(said["error"]["message"].as_str().unwrap().contains("--data-dir"));
    assert_eq!(std::fs::read_dir(scene.path("photos")).unwrap().count(), 1);
}

#[test]
fn words_that_are_no_command_and_pages_that_need_none() {
    let scene = Scene::new(0);
    fails(&scene.run(&["dance"]), 2, &["unrecognized subcommand"]);
    for words in [&["--version"][..], &["--help"], &["schema", "analysis"], &["completions", "bash"]] {
        let ran = scene.run(words);
        assert_eq!((ran.code, ran.out.is_empty()), (0, false), "{words:?}");
    }
    for page in ["cli", "config", "example"] {
        assert!(scene.run(&["reference", page]).out.len() > 500, "{page}");
    }
    let schema: Value = serde_json::from_str(&scene.run(&["schema", "run"]).out).unwrap();
    assert!(schema["$id"].as_str().unwrap().ends_with("run.v1.json"));
}
