//! What `status` and `health` say: on an empty folder, after a run, after nights that did not happen, on damage.

use serde_json::Value;

use crate::scene::{Ran, Scene};
use crate::shards::Team;

const DAY: [&str; 4] = ["--repo", "./project", "--date", "2026-07-08"];

fn json(ran: &Ran) -> Value {
    assert!(!ran.out.is_empty(), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// The status of a check.
fn check(health: &Value, name: &str) -> String {
    let checks = health["checks"].as_array().unwrap().iter();
    let mut found = checks.filter(|check| check["name"] == name).map(|check| check["status"].as_str().unwrap());
    found.next().unwrap_or("absent").to_owned()
}

#[test]
fn looking_at_a_folder_in_which_nothing_was_done_makes_nothing() {
    let scene = Scene::new(1);
    let ran = scene.run(&["health"]);
    assert_eq!((ran.code, ran.out.contains("fail  last run: nothing was run yet")), (1, true), "{}", ran.out);
    let ran = scene.run(&["status"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "nothing was run yet\n"));
    assert!(!scene.path("data").exists());
}

#[test]
fn status_tells_runs_stages_and_months_also_from_the_history_alone() {
    let scene = Scene::new(2);
    assert_eq!(scene.run(&[&["run", "daily"], &DAY[..]].concat()).code, 0);
    assert_eq!(scene.run(&["run", "weekly", "--repo", "./nowhere", "--date", "2026-07-08"]).code, 1);
    std::fs::remove_dir_all(scene.path("data/runs")).unwrap();
    let ran = scene.run(&["status"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for words in ["weekly   2026-W28     failed", "daily    2026-07-08   complete", "collect ", "no git repository"] {
        assert!(ran.out.contains(words), "`{words}` is missing in {}", ran.out);
    }
    let status = json(&scene.run(&["status", "--json", "--limit", "1"]));
    assert_eq!(status["runs"].as_array().unwrap().len(), 1);
    assert_eq!((&status["runs"][0]["window"]["id"], &status["months"][0]["runs"]), (&"2026-W28".into(), &2.into()));
}

#[test]
fn digests_are_fresh_after_the_nightly_run_and_the_gaps_are_named() {
    let scene = Scene::new(2);
    assert_eq!(scene.run(&["run", "daily", "--repo", "./project"]).code, 0);
    let ran = scene.run(&["health", "--json"]);
    let health = json(&ran);
    assert_eq!((ran.code, &health["status"]), (0, &Value::from("ok")), "{health}");
    assert_eq!(check(&health, "daily freshness"), "ok");
    assert_eq!(check(&health, "token"), "absent", "there is none to ask with");
    // Long before: everything in between was missed.
    assert_eq!(scene.run(&[&["run", "daily"], &DAY[..]].concat()).code, 0);
    let ran = scene.run(&["health", "--json"]);
    assert_eq!((ran.code, check(&json(&ran), "daily gaps").as_str()), (3, "warn"));
    assert!(json(&ran)["checks"].to_string().contains("sparky backfill daily --from "));
    let ran = scene.run(&["health", "--metrics"]);
    assert!(
        ran.out.contains("sparky_missed_windows{period=\"daily\"} 6") && ran.out.ends_with("# EOF\n"),
        "{}",
        ran.out
    );
}

#[test]
fn old_digests_and_failed_runs_are_bad() {
    let scene = Scene::new(2);
    assert_eq!(scene.run(&[&["run", "daily"], &DAY[..]].concat()).code, 0);
    let ran = scene.run(&["health", "--json"]);
    assert_eq!((ran.code, check(&json(&ran), "daily freshness").as_str()), (1, "fail"));
    assert_eq!(check(&json(&ran), "last run"), "ok");
    let ran = scene.run(&["run", "daily", "--repo", "./nowhere", "--no-backfill"]);
    assert_eq!(ran.code, 1);
    assert_eq!(check(&json(&scene.run(&["health", "--json"])), "last run"), "fail");
    assert!(scene.run(&["health", "--metrics"]).out.contains("sparky_check{check=\"last run\"} 2\n"));
}

#[test]
fn damage_and_tokens_are_seen() {
    let team = Team::new();
    assert_eq!(team.run(&["run", "daily", "--org", "acme", "--no-backfill"]).code, 0);
    let ran = team.run(&["health", "--json"]);
    let health = json(&ran);
    assert_eq!((check(&health, "store").as_str(), check(&health, "token").as_str()), ("ok", "ok"), "{health}");
    assert!(team.run(&["health", "--metrics"]).out.contains("\nsparky_quota_remaining_points "));
    assert_eq!(check(&json(&team.run(&["health", "--json", "--offline"])), "token"), "absent");
    let ran = team.run_with(&["health", "--json"], &[("GITHUB_TOKEN", "bad")]);
    assert_eq!((ran.code, check(&json(&ran), "token").as_str()), (1, "fail"));
    let file = team.scene.path("data/facts/acme/project-4/repository.json");
    std::fs::write(&file, std::fs::read_to_string(&file).unwrap().replacen("acme", "axme", 1)).unwrap();
    let ran = team.run(&["health", "--json"]);
    assert_eq!((ran.code, check(&json(&ran), "store").as_str()), (3, "warn"), "{}", ran.out);
}

#[test]
fn a_board_shows_what_is_under_way_and_how_far_it_has_come() {
    let scene = Scene::new(2);
    let board = |scene: &Scene| scene.run(&["status", "--watch"]).out;
    assert!(board(&scene).contains("nothing is running"));
    assert_eq!(scene.run(&[&["run", "daily"], &DAY[..]].concat()).code, 0);
    assert!(!scene.path("data/.sparky-live.json").exists(), "nobody needs it any more");
    let ended = board(&scene);
    assert!(ended.contains("nothing is running") && ended.contains("daily    2026-07-08   complete"), "{ended}");
    // As another process sees it while it runs.
    let mut run = scene.json("data/runs/daily/2026-07-08/run.json");
    run["state"] = "running".into();
    run["started_at"] = "2999-01-01T00:00:00Z".into();
    run["stages"][1]["state"] = "running".into();
    run["stages"][1]["duration_ms"] = Value::Null;
    scene.write("data/runs/daily/2026-07-08/run.json", &run.to_string());
    let lock = sparky_store::DataFolder::open(&scene.path("data")).unwrap().lock().unwrap();
    let live = r#"{"at":"2026-07-09T00:00:00Z","repositories":4,"done":2,"last":"acme/project-2"}"#;
    scene.write("data/.sparky-live.json", live);
    let running = board(&scene);
    let status = scene.run(&["status"]).out;
    assert!(status.contains("daily    2026-07-08   running "), "{status}");
    drop(lock);
    // The same file, and nobody works any more: it was killed.
    assert!(board(&scene).contains("nothing is running"));
    let status = scene.run(&["status"]).out;
    assert!(status.contains("daily    2026-07-08   broken off "), "{status}");
    let health = scene.run(&["health", "--json"]);
    assert_eq!(check(&json(&health), "last run"), "warn", "{}", health.out);
    for words in
        ["daily 2026-07-08, for", "analyze running", "[============            ] 2/4 repositories  acme/project-2"]
    {
        assert!(running.contains(words), "`{words}` is missing in {running}");
    }
    // What was killed is over, whatever its file says, and people are told what to do.
    let window = scene.json("data/history/daily/2026-07-08.json")["window"].clone();
    for (state, warning, words) in [
        ("running", "", "broken off `sparky run daily --date 2026-07-08` goes on"),
        ("waiting", "", "waiting    look at its texts, then `sparky publish daily --date 2026-07-08`"),
        ("degraded", "acme/gone\nis gone", "degraded   acme/gone is gone"),
    ] {
        run["state"] = state.into();
        run["started_at"] = "2026-07-09T00:00:00Z".into();
        (run["warnings"], run["window"]) = (serde_json::json!([warning]), window.clone());
        let file = if state == "running" {
            "data/runs/daily/2026-07-08/run.json"
        } else {
            "data/history/daily/2026-07-08.json"
        };
        scene.write(file, &run.to_string());
        if state == "running" {
            std::fs::remove_file(scene.path("data/history/daily/2026-07-08.json")).unwrap();
        }
        let ended = board(&scene);
        assert!(ended.contains("nothing is running") && ended.contains(words), "`{words}` is missing in {ended}");
    }
}

/// A terminal is what `script` makes for a command.
#[cfg(target_os = "linux")]
#[test]
fn a_board_is_drawn_again_as_long_as_somebody_watches() {
    use std::io::BufRead as _;

    let scene = Scene::new(1);
    let line = format!("'{}' status --watch", assert_cmd::cargo::cargo_bin("sparky").display());
    let mut command = std::process::Command::new("script");
    command.args(["--quiet", "--return", "--command", &line, "/dev/null"]).current_dir(scene.path(""));
    let input = std::process::Stdio::piped();
    let mut watching = command.stdin(input).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut drawn = std::io::BufReader::new(watching.stdout.take().unwrap()).lines().map(Result::unwrap);
    for _ in 0..2 {
        assert!(drawn.any(|line| line.contains("nothing is running")), "it has ended");
    }
    watching.kill().unwrap();
    watching.wait().unwrap();
}
