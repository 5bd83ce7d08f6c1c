//! A published window is frozen: what comes late is listed as a correction, and nothing that is out changes silently.

use serde_json::{Value, json};

use crate::scene::Scene;

const CONFIG: &str =
    "[source]\nrepos = [\"./project\"]\n[[targets]]\nname = \"here\"\nkind = \"folder\"\npath = \"public\"\n";

fn corrections(scene: &Scene, day: &str) -> Value {
    scene.json(&format!("data/runs/daily/{day}/analysis.json"))["corrections"].clone()
}

fn run(scene: &Scene, words: &[&str]) {
    let ran = scene.run(&[&["run", "daily", "--no-backfill", "--date"], words].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn what_comes_late_is_a_correction_of_what_is_out() {
    let scene = Scene::new(12);
    scene.write("sparky.toml", CONFIG);
    run(&scene, &["2026-07-08", "--publish"]);
    let published = scene.read("public/daily/2026-07-08.md");
    assert_eq!(corrections(&scene, "2026-07-08"), Value::Null);
    // Somebody pushes what was committed on that day, after the digest is out.
    std::fs::write(scene.path("project/late.txt"), "late\n").unwrap();
    scene.git("project", &["add", "--all"], 59);
    scene.git("project", &["commit", "--quiet", "-m", "fix(parser): come late"], 59);
    let expected = json!([
        {"window": "2026-07-08", "repository": "local/project", "metric": "commits", "was": 12, "is": 13}
    ]);
    run(&scene, &["2026-07-09"]);
    assert_eq!(corrections(&scene, "2026-07-09"), expected);
    let text = scene.read("data/runs/daily/2026-07-09/content/daily/2026-07-09.md");
    assert!(
        text.contains("Correction: the digest of the day before counted twelve commits; by now there are 13."),
        "{text}"
    );
    let analysis = scene.path("data/runs/daily/2026-07-09/analysis.json");
    let file = scene.path("data/runs/daily/2026-07-09/content/daily/2026-07-09.md");
    let ran = scene.run(&["validate", file.to_str().unwrap(), "--against", analysis.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(scene.read("public/daily/2026-07-08.md"), published);
    // The window itself says so, too, when it is made again.
    run(&scene, &["2026-07-08"]);
    assert_eq!(corrections(&scene, "2026-07-08"), expected);
    assert_eq!(scene.read("public/daily/2026-07-08.md"), published);
}
