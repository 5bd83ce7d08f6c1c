//! What a person holds back, lets pass and takes back; and what the doctor says of it.

use serde_json::Value;
use sparky_testkit::{FakeService, Response};

use crate::scene::Scene;

const TARGET: &str = "[[targets]]\nname = \"site\"\nkind = \"folder\"\npath = \"site\"\nitems = [\"daily\"]\n";
const DAY: [&str; 4] = ["publish", "daily", "--date", "2026-07-08"];

fn scene(publish: &str) -> Scene {
    let scene = Scene::new(2);
    assert_eq!(scene.run(&["run", "daily", "--repo", "./project", "--date", "2026-07-08"]).code, 0);
    scene.write("sparky.toml", &format!("[publish]\n{publish}\n{TARGET}"));
    scene
}

fn status(scene: &Scene) -> Value {
    let publication = scene.json("data/runs/daily/2026-07-08/publication.json");
    let mut entries = publication["targets"].as_array().unwrap().iter();
    entries.find(|entry| entry["item"] == "daily/2026-07-08").unwrap()["status"].clone()
}

#[test]
fn a_review_waits_for_a_person_and_a_withdrawal_is_for_good() {
    let scene = scene("review = true");
    let ran = scene.run(&DAY);
    assert_eq!((ran.code, status(&scene)), (0, "waiting".into()), "{}", ran.err);
    assert!(ran.err.contains("--approve") && !scene.path("site").exists(), "{}", ran.err);
    assert_eq!(scene.run(&[&DAY[..], &["--approve"]].concat()).code, 0);
    assert_eq!(status(&scene), "published");
    let file = scene.path("site/daily/2026-07-08.md");
    assert!(file.is_file());
    let ran = scene.run(&["publish", "--withdraw", "daily/2026-07-08"]);
    assert_eq!((ran.code, status(&scene)), (0, "withdrawn".into()), "{}", ran.err);
    assert_eq!((scene.run(&DAY).code, status(&scene), file.exists()), (0, "withdrawn".into(), false));
    assert_eq!(scene.run(&["publish", "--withdraw", "daily/2020-01-01"]).code, 1);
    assert_eq!(scene.run(&["publish"]).code, 2);
}

#[test]
fn what_waits_is_sent_when_it_is_due() {
    let scene = scene("not_before = \"2999-01-01\"");
    assert_eq!((scene.run(&DAY).code, status(&scene)), (0, "waiting".into()));
    assert_eq!((scene.run(&["publish", "--due"]).code, status(&scene)), (0, "waiting".into()));
    scene.write("sparky.toml", &format!("[publish]\nnot_before = \"2026-07-09\"\n{TARGET}"));
    let ran = scene.run(&["publish", "--due"]);
    assert_eq!((ran.code, status(&scene)), (0, "published".into()), "{}", ran.err);
    assert!(scene.run(&["publish", "--due"]).err.contains("nothing waits"));
    scene.write("sparky.toml", &format!("[publish]\nquiet_hours = \"at night\"\n{TARGET}"));
    let ran = scene.run(&DAY);
    assert!(ran.code == 2 && ran.err.contains("22:00-07:00"), "{}", ran.err);
}

#[test]
fn a_program_brings_the_intents_into_safety_before_anything_is_sent() {
    let scene = scene("");
    let service = FakeService::start(|_| Response::text(200, "ok"));
    let chat = "[[targets]]\nname = \"chat\"\nkind = \"slack-webhook\"\nurl_env = \"CHAT\"\nitems = [\"daily\"]\n";
    let variables = [("CHAT", service.url())];
    let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let hook = |words: &str| scene.write("sparky.toml", &format!("[hooks]\nbefore_publish = {words}\n{chat}"));
    hook("[\"false\"]");
    let ran = scene.run_with(&DAY, &variables);
    assert!(ran.code == 3 && ran.err.contains("hooks.before_publish") && service.writes() == 0, "{}", ran.err);
    hook("[\"cp\", \"-r\", \"data/ledger\", \"saved\"]");
    assert_eq!((scene.run_with(&DAY, &variables).code, service.writes()), (0, 1));
    assert_eq!(scene.json("saved/chat/daily/2026-07-08.json")["state"], "intended");
    assert_eq!(scene.json("data/ledger/chat/daily/2026-07-08.json")["state"], "published");
}

#[test]
fn the_doctor_names_what_is_missing_and_writes_nothing() {
    let scene = scene("");
    let ran = scene.run(&["doctor", "--json"]);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    let check = |said: &Value, name: &str| {
        said["checks"].as_array().unwrap().iter().find(|check| check["name"] == name).unwrap().clone()
    };
    // Nothing to read is configured, and there is no token.
    assert_eq!((ran.code, check(&said, "target site")["status"].clone()), (3, "ok".into()), "{}", ran.out);
    let chat = "[[targets]]\nname = \"chat\"\nkind = \"slack-webhook\"\nurl_env = \"CHAT\"\n";
    scene.write("sparky.toml", &format!("{TARGET}{chat}"));
    let ran = scene.run(&["doctor"]);
    assert!(ran.code == 4 && ran.out.contains("fail  target chat") && ran.out.contains("CHAT"), "{}", ran.out);
    scene.write("data/STOP", "");
    let ran = scene.run(&["doctor", "--offline"]);
    assert!(ran.code == 3 && ran.out.contains("STOP is there"), "{}", ran.out);
    assert!(!scene.path("site").exists());
}

#[test]
fn the_doctor_says_whether_the_model_could_be_asked_and_does_not_ask() {
    let scene = scene("[llm]\nprovider = \"anthropic\"\nmodel = \"writer\"\n");
    let missing = scene.run(&["doctor", "--offline"]);
    assert!(missing.code == 3 && missing.out.contains("ANTHROPIC_API_KEY is not set"), "{}", missing.out);
    let there = scene.run_with(&["doctor", "--offline"], &[("ANTHROPIC_API_KEY", "hidden")]);
    assert!(there.out.contains("writer can be asked") && !there.out.contains("hidden"), "{}", there.out);
}
