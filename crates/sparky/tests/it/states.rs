//! A run as a machine of states: killed and gone on with, stopped between stages, left to a person, tried again.

use serde_json::Value;
use sparky_testkit::{Fault, Trouble};

use crate::shards::Team;

const DAY: [&str; 4] = ["run", "daily", "--date", "2026-01-14"];
const RUN: &str = "data/runs/daily/2026-01-14/run.json";

fn team(configuration: &str) -> Team {
    let team = Team::new();
    configure(&team, configuration);
    team
}

fn configure(team: &Team, more: &str) {
    let target = "[[targets]]\nname = \"here\"\nkind = \"folder\"\npath = \"public\"\n";
    team.scene.write("sparky.toml", &format!("[source]\norgs = [\"acme\"]\n{more}\n{target}"));
}

/// The states of the stages of a run, in order.
fn stages(run: &Value) -> Vec<&str> {
    run["stages"].as_array().unwrap().iter().map(|stage| stage["state"].as_str().unwrap()).collect()
}

#[test]
fn a_run_that_was_killed_goes_on_where_it_was() {
    let team = team("");
    assert_eq!(team.run(&["run", "daily", "--date", "2026-01-12"]).code, 0, "there is a past");
    let before = team.github.log().len();
    configure(&team, "[hooks]\nbefore_generate = [\"sh\", \"-c\", \"kill -9 $PPID\"]");
    assert_eq!(team.run(&DAY).code, -1, "killed");
    assert_eq!(stages(&team.scene.json(RUN)), ["complete", "complete", "running"]);
    let status = team.run(&["status"]).out;
    assert!(status.contains("broken off") && status.contains("generate broken off"), "{status}");
    let (asked, began) = (team.github.log().len(), team.scene.json(RUN)["started_at"].clone());
    // While it runs it says that it goes on.
    configure(&team, &format!("[hooks]\nafter_generate = [\"cp\", \"{RUN}\", \"seen.json\"]"));
    let ran = team.run(&DAY);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(team.scene.json("seen.json")["state"], "resumed");
    let run = team.scene.json(RUN);
    assert_eq!(stages(&run), ["resumed", "resumed", "complete"]);
    assert_eq!((&run["state"], &run["resumed_from"]), (&Value::from("complete"), &began));
    assert_eq!(team.github.log().len(), asked, "what was collected is not asked for again");
    let counted: u64 = run["requests"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(usize::try_from(counted).unwrap(), asked - before, "what the killed run asked is counted");
    // One that ended well is run anew.
    assert_eq!((team.run(&DAY).code, stages(&team.scene.json(RUN))), (0, vec!["complete"; 3]));
    assert!(team.github.log().len() > asked && team.scene.json(RUN)["resumed_from"].is_null());
}

#[test]
fn what_has_changed_since_is_made_again() {
    let killed = "[hooks]\nbefore_generate = [\"sh\", \"-c\", \"kill -9 $PPID\"]";
    let team = team(killed);
    assert_eq!(team.run(&DAY).code, -1);
    configure(&team, "[analyze]\nreview_days = 9");
    assert_eq!((team.run(&DAY).code, stages(&team.scene.json(RUN))), (0, vec!["resumed", "complete", "complete"]));
    configure(&team, killed);
    assert_eq!(team.run(&DAY).code, -1);
    let collection = "data/runs/daily/2026-01-14/collection.json";
    team.scene.write(collection, &(team.scene.read(collection) + "\n"));
    configure(&team, "");
    assert_eq!((team.run(&DAY).code, stages(&team.scene.json(RUN))), (0, vec!["complete"; 3]));
}

#[test]
fn the_emergency_stop_counts_between_any_two_stages() {
    let team = team("[hooks]\nafter_collect = [\"touch\", \"data/STOP\"]");
    let ran = team.run(&DAY);
    assert!(ran.code == 5 && ran.err.contains("stage analyze was not begun") && ran.err.contains("STOP is there"));
    let run = team.scene.json(RUN);
    assert_eq!((&run["state"], stages(&run)), (&Value::from("failed"), vec!["complete", "pending", "pending"]));
    let asked = team.github.log().len();
    let ran = team.run(&["collect", "daily", "--date", "2026-01-13"]);
    assert_eq!((ran.code, team.github.log().len()), (5, asked), "{}", ran.err);
    std::fs::remove_file(team.scene.path("data/STOP")).unwrap();
    configure(&team, "");
    assert_eq!((team.run(&DAY).code, stages(&team.scene.json(RUN))), (0, vec!["resumed", "complete", "complete"]));
    assert_eq!(team.github.log().len(), asked);
}

#[test]
fn a_manual_run_stops_for_a_person_and_says_how_to_go_on() {
    let team = team("");
    let ran = team.run(&[&DAY[..], &["--publish", "--manual"]].concat());
    assert!(ran.err.contains("run `sparky publish daily --date 2026-01-14`"), "{}", ran.err);
    let run = team.scene.json(RUN);
    assert_eq!((ran.code, &run["state"], stages(&run).pop()), (0, &Value::from("waiting"), Some("pending")));
    assert!(!team.scene.path("public").exists());
    assert_eq!(team.run(&["publish", "daily", "--date", "2026-01-14"]).code, 0);
    assert!(team.scene.path("public/daily/2026-01-14.md").is_file());
    let entry = team.scene.json("data/history/daily/2026-01-14.json");
    assert_eq!((&entry["state"], stages(&entry)), (&Value::from("complete"), vec!["complete"; 4]));
    configure(&team, "[run]\nmanual = true");
    let said: Value = serde_json::from_str(&team.run(&[&DAY[..], &["--json"]].concat()).out).unwrap();
    assert_eq!(said["waiting"], true);
}

#[test]
fn what_passes_is_tried_again_and_what_does_not_is_not() {
    let team = team("");
    team.github.plan(Fault::any(Trouble::bad_gateway()).times(100_000));
    let ran = team.run_with(&DAY, &[("SPARKY_RUN_ATTEMPTS", "2"), ("SPARKY_COLLECT_MAX_WAIT", "0s")]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let attempts = team.scene.json(RUN)["stages"][0]["attempts"].clone();
    assert_eq!(attempts.as_array().unwrap().len(), 2, "{attempts}");
    assert!(attempts[1]["error"].as_str().unwrap().contains("did not answer"), "{attempts}");
    assert!(team.run(&["status"]).out.contains("2 attempts"));
    let wrong =
        Trouble::Status { status: 401, headers: Vec::new(), body: "{\"message\": \"Bad credentials\"}".to_owned() };
    let strict = Team::new();
    configure(&strict, "");
    strict.github.plan(Fault::any(wrong).times(100_000));
    let ran = strict.run(&DAY);
    let attempts = strict.scene.json(RUN)["stages"][0]["attempts"].as_array().unwrap().len();
    assert_eq!((ran.code, attempts), (4, 1), "{}", ran.err);
    let ran = strict.run_with(&["run", "daily", "--repo", "./project"], &[("SPARKY_RUN_ATTEMPTS", "0")]);
    assert!(ran.code == 2 && ran.err.contains("SPARKY_RUN_ATTEMPTS"), "{}", ran.err);
}
