//! What a person holds back, lets pass and takes back; and what the doctor says of it.

use serde_json::Value;
use sparky_testkit::{FakeService, Response};

use crate::scene::{Scene, bytes_below};

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

/// Two digests of one collection, each with a folder of its own.
const DIGESTS: &str = "[[targets]]\nname = \"inside\"\nkind = \"folder\"\npath = \"inside\"\nitems = [\"daily\"]\n\
     [[targets]]\nname = \"outside\"\nkind = \"folder\"\npath = \"outside\"\nitems = [\"daily\"]\n\
     [[digest]]\nname = \"team\"\ntargets = [\"inside\"]\n[[digest]]\nname = \"world\"\ntargets = [\"outside\"]\n";

/// What is left when the machine is gone and only the branch is there.
fn forget_the_machine(scene: &Scene) {
    for name in ["runs", "cache"] {
        let _ = std::fs::remove_dir_all(scene.path("data").join(name));
    }
}

#[test]
fn what_waits_is_sent_from_a_machine_that_has_only_the_ledger_for_every_digest() {
    let scene = Scene::new(2);
    let config = |publish: &str| scene.write("sparky.toml", &format!("[publish]\n{publish}\n{DIGESTS}"));
    config("not_before = \"2999-01-01\"");
    let ran = scene.run(&["run", "daily", "--repo", "./project", "--date", "2026-07-08", "--publish"]);
    assert_eq!((ran.code, scene.path("inside").exists()), (0, false), "{}", ran.err);
    forget_the_machine(&scene);
    assert_eq!((scene.run(&["publish", "--due"]).code, scene.path("inside").exists()), (0, false));
    forget_the_machine(&scene);
    config("not_before = \"2026-07-09\"");
    let ran = scene.run(&["publish", "--due"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (team, world) = ("inside/team/daily/2026-07-08.md", "outside/world/daily/2026-07-08.md");
    assert!(scene.path(team).is_file() && scene.path(world).is_file(), "{}", ran.err);
    assert!(!scene.path("outside/team").exists() && !scene.path("inside/world").exists());
    assert!(bytes_below(&scene.path("data/ledger/waiting")).is_empty(), "nothing waits any more");
    forget_the_machine(&scene);
    assert!(scene.run(&["publish", "--due"]).err.contains("nothing waits"));
    let ran = scene.run(&["publish", "--withdraw", "team/daily/2026-07-08"]);
    assert_eq!((ran.code, scene.path(team).exists(), scene.path(world).exists()), (0, false, true), "{}", ran.err);
}

#[test]
fn an_approval_is_for_the_text_that_was_read_also_on_another_machine_and_in_several_digests() {
    let scene = Scene::new(2);
    scene.write("sparky.toml", &format!("[publish]\nreview = true\n{DIGESTS}"));
    let ran = scene.run(&["run", "daily", "--repo", "./project", "--date", "2026-07-08", "--publish"]);
    assert!(ran.code == 0 && ran.err.contains("--approve"), "{}", ran.err);
    forget_the_machine(&scene);
    let ran = scene.run(&[&DAY[..], &["--approve", "--target", "outside"]].concat());
    assert_eq!((ran.code, scene.path("inside").exists()), (0, false), "{}", ran.err);
    assert!(scene.path("outside/world/daily/2026-07-08.md").is_file(), "{}", ran.err);
    forget_the_machine(&scene);
    let ran = scene.run(&[&DAY[..], &["--approve"]].concat());
    assert!(ran.code == 0 && scene.path("inside/team/daily/2026-07-08.md").is_file(), "{}", ran.err);
}

#[test]
fn what_comes_after_another_target_is_due_when_that_one_has_it() {
    let scene = scene("");
    let refuses = FakeService::start(|_| Response::text(400, "no"));
    let well = FakeService::start(|_| Response::text(200, "ok"));
    let chat = "[[targets]]\nname = \"chat\"\nkind = \"slack-webhook\"\nurl_env = \"CHAT\"\nitems = [\"daily\"]\n";
    let site = format!("{TARGET}after = \"chat\"\n");
    scene.write("sparky.toml", &format!("{chat}{site}"));
    let ran = scene.run_with(&DAY, &[("CHAT", refuses.url().as_str())]);
    assert_eq!((ran.code, scene.path("site").exists()), (3, false), "{}", ran.err);
    let ran = scene.run_with(&["publish", "--due"], &[("CHAT", well.url().as_str())]);
    assert!(ran.code == 0 && scene.path("site/daily/2026-07-08.md").is_file(), "{}", ran.err);
    assert_eq!(well.writes(), 1);
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
