//! The way from a repository to published files.

use serde_json::Value;

use crate::scene::{Scene, bytes_below};

const RUN: &[&str] = &["run", "weekly", "--repo", "./project", "--date", "latest"];
const FOLDER: &str = "data/runs/weekly/2026-W28";

#[test]
fn a_run_writes_a_digest_in_its_band_and_the_second_run_the_same_bytes() {
    let scene = Scene::new(40);
    let ran = scene.run(RUN);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("content/weekly/2026-W28.md"), "{}", ran.out);
    let content = scene.json(&format!("{FOLDER}/content.json"));
    let words = content["items"][0]["word_count"].as_u64().unwrap();
    assert!((800..=1200).contains(&words), "{words}");
    assert_eq!(content["items"][0]["quiet"], Value::Bool(false));
    let analysis = scene.json(&format!("{FOLDER}/analysis.json"));
    assert_eq!((&analysis["totals"]["commits"], &analysis["totals"]["reviews"]), (&Value::from(40), &Value::Null));
    let run = scene.json(&format!("{FOLDER}/run.json"));
    assert_eq!((&run["state"], run["stages"].as_array().unwrap().len()), (&Value::from("complete"), 3));
    let before = bytes_below(&scene.path("data"));
    assert_eq!(scene.run(RUN).code, 0);
    assert_eq!(bytes_below(&scene.path("data")), before);
}

#[test]
fn stages_run_alone_from_the_documents_and_from_files() {
    let scene = Scene::new(3);
    let ran = scene.run(&["collect", "daily", "--repo", "./project", "--date", "2026-07-08"]);
    assert_eq!((ran.code, ran.out.trim()), (0, "data/runs/daily/2026-07-08/collection.json"), "{}", ran.err);
    assert_eq!(scene.run(&["analyze", "daily", "--date", "latest"]).code, 0);
    let from = "data/runs/daily/2026-07-08/analysis.json";
    let ran = scene.run(&["generate", "daily", "--from", from, "--out", "site", "--json"]);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&said["items"][0]["quiet"], &said["incomplete"]), (&Value::Bool(true), &Value::Bool(false)));
    assert!(scene.read("site/daily/2026-07-08.html").contains("<html"));
    let ran = scene.run(&["generate", "daily", "--date", "2026-07-08", "--context"]);
    assert!(serde_json::from_str::<Value>(&ran.out).unwrap()["title"].is_string());
    let ran = scene.run(&["generate", "daily", "--date", "2026-07-08", "--require-model"]);
    assert_eq!(ran.code, 2);
    let ran = scene.run(&["validate", from, "site/daily/2026-07-08.md", "--against", from]);
    assert_eq!((ran.code, ran.out.matches(": valid").count()), (0, 2), "{}{}", ran.out, ran.err);
}

#[test]
fn custom_windows_lists_of_repositories_and_the_home_folder_work() {
    let scene = Scene::new(2);
    scene.write("list.txt", "# ours\n~/project  # in the home folder\n\n");
    let ran = scene.run(&[
        "run",
        "monthly",
        "--repos-from",
        "list.txt",
        "--since",
        "2026-07-01",
        "--until",
        "2026-07-15T00:00:00Z",
        "--quiet",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("20260701T000000Z--20260715T000000Z.md"), "{}", ran.out);
}

#[test]
fn publishing_twice_changes_nothing_the_second_time() {
    let scene = Scene::new(2);
    scene.git(".", &["init", "--quiet", "--bare", "docs.git"], 0);
    scene.write(
        "sparky.toml",
        "[source]\nrepos = [\"./project\"]\n[[targets]]\nname = \"docs\"\nkind = \"docs-git\"\nurl = \"./docs.git\"\nitems = [\"weekly\"]\n\
         [[targets]]\nname = \"here\"\nkind = \"folder\"\npath = \"public\"\nitems = [\"weekly\"]\n",
    );
    let words = ["run", "weekly", "--date", "latest", "--publish"];
    let ran = scene.run(&words);
    assert_eq!((ran.code, ran.err.matches(": weekly/2026-W28 published ").count()), (0, 2), "{}", ran.err);
    assert_eq!(scene.run(&words).err.matches(": weekly/2026-W28 unchanged ").count(), 2);
    assert!(scene.read("public/weekly/2026-W28.md").starts_with("---\n"));
    let ran = scene.run(&["publish", "weekly", "--date", "latest", "--dry-run", "--target", "here"]);
    assert_eq!((ran.code, ran.err.matches(": weekly/2026-W28 unchanged ").count()), (0, 1), "{}", ran.err);
    let publication = scene.json(&format!("{FOLDER}/publication.json"));
    let entries = publication["targets"].as_array().unwrap();
    let weekly = entries.iter().find(|entry| entry["item"] == "weekly/2026-W28");
    assert_eq!(weekly.unwrap()["status"], "unchanged");
    std::fs::remove_dir_all(scene.path("docs.git")).unwrap();
    let ran = scene.run(&words);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("warning: docs: "), "{}", ran.err);
    assert_eq!(scene.json(&format!("{FOLDER}/run.json"))["state"], "degraded");
}

#[test]
fn actions_get_outputs_and_annotations() {
    let scene = Scene::new(2);
    scene.git(
        ".",
        &["clone", "--quiet", "--depth=1", &format!("file://{}", scene.path("project").display()), "shallow"],
        0,
    );
    let output = scene.path("output");
    let variables = [("GITHUB_OUTPUT", output.to_str().unwrap()), ("GITHUB_ACTIONS", "true"), ("CI", "true")];
    let ran = scene.run_with(&["run", "weekly", "--repo", "./shallow", "--date", "latest"], &variables);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("::warning title=Sparky::") && ran.err.contains("fetch --unshallow"), "{}", ran.err);
    let outputs = scene.read("output");
    assert!(outputs.contains("window=2026-W28\n") && outputs.contains("incomplete=true\n"), "{outputs}");
    let ran = scene.run_with(&["collect", "weekly"], &variables);
    assert!(ran.err.contains("::error title=Sparky::there is nothing to collect"), "{}", ran.err);
}

#[test]
fn one_kind_is_made_and_its_context_shown_and_links_to_the_site_are_valid() {
    let scene = Scene::new(40);
    let config =
        "[source]\nrepos = [\"./project\"]\n[site]\nurl = \"https://acme42.dev/news\"\nfront_matter = \"hugo\"\n";
    scene.write("sparky.toml", config);
    assert_eq!(scene.run(&["run", "weekly", "--date", "latest", "--quiet"]).code, 0);
    let ran = scene.run(&["generate", "weekly", "--date", "latest", "--only", "social"]);
    assert_eq!(
        (ran.code, ran.out.lines().count()),
        (0, 9),
        "two files for each of four networks and a card: {}",
        ran.out
    );
    let post = ran.out.lines().find(|line| line.ends_with("/x.md")).unwrap().to_owned();
    let analysis = format!("{FOLDER}/analysis.json");
    let ran = scene.run(&["validate", &post, "--against", &analysis]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = scene.run(&["generate", "weekly", "--date", "latest", "--only", "blog", "--context"]);
    assert!(ran.code == 0 && ran.out.contains("\"lead\": \"") && ran.out.contains("\"analysis\": {"), "{}", ran.out);
    assert_eq!(scene.run(&["generate", "daily", "--date", "latest", "--only", "blog"]).code, 2);
    scene.write("sparky.toml", &config.replace("hugo", "hogu"));
    let ran = scene.run(&["generate", "weekly", "--date", "latest"]);
    assert!(ran.code == 2 && ran.err.contains("sparky.toml:5:16"), "{}", ran.err);
}
