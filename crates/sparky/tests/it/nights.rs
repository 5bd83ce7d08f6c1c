//! Nights that were missed: found by the next run, filled in oldest first, and published where that is no noise.

use serde_json::Value;

use crate::scene::{Ran, Scene};
use crate::shards::Team;

const TARGET: &str =
    "[source]\norgs = [\"acme\"]\n[[targets]]\nname = \"here\"\nkind = \"folder\"\npath = \"public\"\n";

fn said(ran: &Ran) -> Value {
    assert!(!ran.out.is_empty(), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|entry| entry["window"]["id"].as_str().unwrap()).collect()
}

#[test]
fn a_time_is_filled_oldest_first_and_what_is_there_is_left_alone() {
    let team = Team::new();
    team.scene.write("sparky.toml", TARGET);
    assert_eq!(team.run(&["run", "daily", "--date", "2026-01-13"]).code, 0);
    let words = ["backfill", "daily", "--from", "2026-01-12", "--to", "2026-01-15", "--publish", "--json"];
    let ran = team.run(&words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ids(&said(&ran)["filled"]), ["2026-01-12", "2026-01-14", "2026-01-15"]);
    assert_eq!(said(&ran)["filled"][0]["targets"][0]["status"], "published");
    for day in ["12", "14", "15"] {
        assert!(team.scene.path(&format!("public/daily/2026-01-{day}.md")).is_file(), "{day}");
    }
    // Each window counts its own requests, whoever asked before in the same run.
    let runs = ["12", "13", "14", "15"].map(|day| team.scene.json(&format!("data/runs/daily/2026-01-{day}/run.json")));
    let counted = runs.iter().flat_map(|run| run["requests"].as_object().unwrap().values());
    assert_eq!(counted.map(|count| count.as_u64().unwrap() as usize).sum::<usize>(), team.github.log().len());
    let again = team.run(&words);
    assert_eq!((again.code, said(&again)["filled"].as_array().unwrap().len()), (0, 0));
    // A whole digest of a filled window: the one that a run of that night would have written.
    let filled = team.scene.read("data/runs/daily/2026-01-14/analysis.json");
    assert_eq!(team.run(&["run", "daily", "--date", "2026-01-14"]).code, 0);
    assert_eq!(team.scene.read("data/runs/daily/2026-01-14/analysis.json"), filled);
}

#[test]
fn times_that_cannot_be_filled_are_refused() {
    let team = Team::new();
    let backfill = |from: &str, to: &str| {
        let ran = team.run(&["backfill", "weekly", "--org", "acme", "--from", from, "--to", to]);
        (ran.code, ran.err)
    };
    let (code, err) = backfill("2026-02-01", "2026-01-01");
    assert_eq!((code, err.contains("swap them")), (2, true), "{err}");
    let (code, err) = backfill("2999-01-01", "2999-02-01");
    assert_eq!((code, err.contains("in the future")), (2, true), "{err}");
}

#[test]
fn the_nightly_run_finds_what_was_missed_and_one_that_names_a_window_does_not() {
    let team = Team::new();
    team.scene.write("sparky.toml", TARGET);
    let words = ["run", "daily", "--publish", "--json"];
    let first = said(&team.run(&words));
    assert_eq!(first["filled"].as_array().unwrap().len(), 0, "nothing is missed before the first run");
    let night: chrono::DateTime<chrono::Utc> = first["window"]["since"].as_str().unwrap().parse().unwrap();
    let day = |back: i64| (night - chrono::TimeDelta::days(back)).format("%Y-%m-%d").to_string();
    assert_eq!(said(&team.run(&["run", "daily", "--date", &day(4), "--json"]))["filled"], Value::Array(Vec::new()));
    // What a runner keeps is the facts and the history alone.
    std::fs::remove_dir_all(team.scene.path("data/runs")).unwrap();
    let ran = team.run(&[&words[..], &["--no-backfill"]].concat());
    assert_eq!((ran.code, ids(&said(&ran)["filled"]).len()), (0, 0));
    let ran = team.run(&words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ids(&said(&ran)["filled"]), [day(3), day(2), day(1)]);
    assert!(team.scene.path(&format!("public/daily/{}.md", day(2))).is_file());
    assert_eq!(ids(&said(&team.run(&words))["filled"]).len(), 0);
}

#[test]
fn a_night_that_lacks_something_is_made_again_until_it_is_whole() {
    let scene = Scene::new(2);
    scene.write(
        "sparky.toml",
        "[source]\nrepos = [\"./project\"]\n[[targets]]\nname = \"docs\"\nkind = \"docs-git\"\nurl = \"./docs.git\"\n",
    );
    let words = ["backfill", "daily", "--from", "2026-07-08", "--to", "2026-07-08", "--publish"];
    let entry = || scene.json("data/history/daily/2026-07-08.json");
    let ran = scene.run(&words);
    assert_eq!((ran.code, ran.err.contains("warning: daily 2026-07-08: docs: ")), (3, true), "{}", ran.err);
    assert_eq!((&entry()["state"], &entry()["unfinished"]), (&Value::from("degraded"), &Value::Bool(true)));
    scene.git(".", &["init", "--quiet", "--bare", "docs.git"], 0);
    let ran = scene.run(&words);
    assert_eq!((ran.code, ran.err.contains("is filled in")), (0, true), "{}", ran.err);
    assert_eq!((&entry()["state"], &entry()["unfinished"]), (&Value::from("complete"), &Value::Null));
    assert!(scene.run(&words).err.contains("nothing is missing"));
}

#[test]
fn stages_that_run_alone_go_on_with_what_is_known_of_the_window() {
    let scene = Scene::new(2);
    let stages = || {
        let entry = scene.json("data/history/daily/2026-07-08.json");
        let stages = entry["stages"].as_array().unwrap().iter();
        stages.map(|stage| stage["stage"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let date = ["--date", "2026-07-08"];
    assert_eq!(scene.run(&[&["collect", "daily", "--repo", "./project"], &date[..]].concat()).code, 0);
    assert_eq!(stages(), ["collect"]);
    for verb in ["analyze", "generate"] {
        assert_eq!(scene.run(&[&[verb, "daily"], &date[..]].concat()).code, 0);
    }
    assert_eq!(stages(), ["collect", "analyze", "generate"]);
    let ran = scene.run(&["backfill", "daily", "--repo", "./project", "--from", "2026-07-08", "--to", "2026-07-08"]);
    assert!(ran.err.contains("nothing is missing"), "{}", ran.err);
}
