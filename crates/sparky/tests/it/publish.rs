//! Publishing to services: once, shown before, stopped, and settled by a person.

use serde_json::Value;
use sparky_testkit::{FakeService, Response};

use crate::scene::{Ran, Scene};

const TARGETS: &str = "[[targets]]\nname = \"hook\"\nkind = \"webhook\"\nurl_env = \"HOOK_URL\"\nsecret_env = \"HOOK_KEY\"\nitems = [\"daily\"]\n\
     [[targets]]\nname = \"feed\"\nkind = \"feed\"\npath = \"feed\"\nitems = [\"daily\"]\n";
const WORDS: [&str; 4] = ["publish", "daily", "--date", "2026-07-08"];

/// A day that was generated, and the targets.
fn scene() -> Scene {
    let scene = Scene::new(2);
    assert_eq!(scene.run(&["run", "daily", "--repo", "./project", "--date", "2026-07-08"]).code, 0);
    scene.write("sparky.toml", TARGETS);
    scene
}

fn publish(scene: &Scene, service: &FakeService, more: &[&str]) -> Ran {
    let url = format!("{}/hunter2", service.url());
    scene.run_with(&[&WORDS[..], more].concat(), &[("HOOK_URL", &url), ("HOOK_KEY", "hush")])
}

/// What became of the digest at the first or the second target.
fn status(scene: &Scene, target: usize) -> Value {
    let publication = scene.json("data/runs/daily/2026-07-08/publication.json");
    let name = ["hook", "feed"][target];
    let mut entries = publication["targets"].as_array().unwrap().iter();
    let entry = entries.find(|entry| entry["target"] == name && entry["item"] == "daily/2026-07-08");
    entry.unwrap()["status"].clone()
}

#[test]
fn a_dry_run_prints_the_requests_without_secrets_and_the_second_run_sends_nothing() {
    let (scene, service) = (scene(), FakeService::start(|_| Response::text(204, "")));
    let ran = publish(&scene, &service, &["--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("POST ${HOOK_URL}\n") && ran.out.contains("x-sparky-signature-256: sha256="),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("WRITE feed/feed.json") && !ran.out.contains("hunter2") && !ran.out.contains("hush"));
    assert!(service.log().is_empty() && !scene.path("feed").exists() && !scene.path("data/ledger").exists());
    assert!(!scene.path("data/runs/daily/2026-07-08/publication.json").exists());
    let said = publish(&scene, &service, &["--dry-run", "--json"]).out;
    assert_eq!(serde_json::from_str::<Value>(&said).unwrap()["requests"][0]["target"], "hook");
    assert_eq!(publish(&scene, &service, &[]).code, 0);
    assert_eq!((status(&scene, 0), status(&scene, 1)), ("published".into(), "published".into()));
    assert_eq!(publish(&scene, &service, &[]).code, 0);
    assert_eq!((status(&scene, 0), service.writes()), ("unchanged".into(), 1));
    assert!(scene.path("data/ledger/hook/daily/2026-07-08.json").is_file());
}

#[test]
fn what_is_uncertain_is_settled_with_one_command() {
    let (scene, service) = (scene(), FakeService::start(|_| Response::lost()));
    let ran = publish(&scene, &service, &[]);
    assert_eq!((ran.code, status(&scene, 0), status(&scene, 1)), (3, "uncertain".into(), "published".into()));
    assert!(ran.err.contains("sparky publish daily --settle hook daily/2026-07-08"), "{}", ran.err);
    let settle = ["publish", "daily", "--settle", "hook", "daily/2026-07-08"];
    assert_eq!(scene.run(&settle).code, 0);
    assert_eq!(publish(&scene, &service, &[]).code, 0);
    assert_eq!((status(&scene, 0), service.writes()), ("unchanged".into(), 1));
    let ran = scene.run(&settle);
    assert!(ran.code == 2 && ran.err.contains("nothing is uncertain"), "{}", ran.err);
    assert_eq!(scene.run(&["publish", "daily", "--settle", "hok", "daily/2026-07-08"]).code, 2);
}

#[test]
fn the_emergency_stop_is_a_file_a_variable_or_a_key() {
    let (scene, service) = (scene(), FakeService::start(|_| Response::text(204, "")));
    let halted = |ran: &Ran, word: &str| {
        assert!(ran.code == 5 && ran.err.contains(word), "{} {}", ran.code, ran.err);
    };
    scene.write("data/STOP", "");
    halted(&publish(&scene, &service, &[]), "data/STOP");
    std::fs::remove_file(scene.path("data/STOP")).unwrap();
    halted(&scene.run_with(&WORDS, &[("SPARKY_PUBLISH_STOP", "true")]), "SPARKY_PUBLISH_STOP");
    scene.write("sparky.toml", &format!("[publish]\nstop_file = \"halt\"\n{TARGETS}"));
    scene.write("halt", "");
    halted(&publish(&scene, &service, &[]), "halt is there");
    scene.write("sparky.toml", &format!("[publish]\nstop = true\n{TARGETS}"));
    halted(&publish(&scene, &service, &[]), "publish.stop");
    assert!(service.log().is_empty() && !scene.path("feed").exists());
    assert_eq!(status(&scene, 0), "waiting");
    scene.write("sparky.toml", TARGETS);
    assert_eq!((publish(&scene, &service, &[]).code, service.writes()), (0, 1));
}

#[test]
fn a_missing_secret_is_named_and_holds_back_no_other_target() {
    let (scene, service) = (scene(), FakeService::start(|_| Response::text(204, "")));
    let more = "[[targets]]\nname = \"issues\"\nkind = \"github-issue\"\nrepo = \"octo/docs\"\n";
    scene.write("sparky.toml", &format!("{TARGETS}{more}"));
    let ran = scene.run_with(&WORDS, &[("HOOK_URL", &service.url())]);
    assert_eq!((ran.code, status(&scene, 1)), (3, "published".into()));
    assert!(ran.err.contains("HOOK_KEY") && ran.err.contains("GITHUB_TOKEN"), "{}", ran.err);
    assert_eq!(publish(&scene, &service, &["--target", "hook"]).code, 0);
    assert_eq!(service.writes(), 1);
}

#[test]
fn issues_are_written_where_the_environment_says() {
    let scene = scene();
    let hub = FakeService::start(|request| match request.method.as_str() {
        "GET" => Response::json(200, &serde_json::json!([])),
        _ => Response::json(201, &serde_json::json!({ "number": 7, "html_url": "https://example.org/7" })),
    });
    scene.write("sparky.toml", "[[targets]]\nname = \"issues\"\nkind = \"github-issue\"\nrepo = \"octo/docs\"\n");
    let ran = scene.run_with(&WORDS, &[("GITHUB_API_URL", &hub.url()), ("GITHUB_TOKEN", "t")]);
    assert_eq!((ran.code, hub.writes()), (0, 1), "{}", ran.err);
    assert!(ran.err.contains("published https://example.org/7"), "{}", ran.err);
}

#[test]
fn a_docs_repository_of_any_site_generator_takes_every_item() {
    let scene = Scene::new(40);
    scene.git(".", &["init", "--quiet", "--bare", "docs.git"], 0);
    let all = "items = [\"daily\", \"weekly\", \"monthly\", \"blog\", \"social\"]";
    let profiles = ["quartz", "mintlify", "docusaurus", "hugo", "jekyll", "mdbook", "plain"];
    let target = |profile: &&str| {
        format!(
            "[[targets]]\nname = \"{profile}\"\nkind = \"docs-git\"\nurl = \"./docs.git\"\npath = \"{profile}\"\nfront_matter = \"{profile}\"\n{all}\n"
        )
    };
    let targets: String = profiles.iter().map(target).collect();
    scene.write("sparky.toml", &format!("[source]\nrepos = [\"./project\"]\n{targets}"));
    let ran = scene.run(&["run", "weekly", "--date", "latest", "--publish"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let again = scene.run(&["publish", "weekly", "--date", "latest"]);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    let published = scene.json("data/runs/weekly/2026-W28/publication.json");
    let targets = published["targets"].as_array().unwrap();
    assert!(targets.iter().all(|target| target["status"] == "unchanged") && targets.len() == 42, "{targets:?}");
    let post = "data/runs/weekly/2026-W28/content/social/2026-W28/x.mintlify.md";
    assert!(!scene.read(post).contains("<http"), "no element of MDX: {}", scene.read(post));
}
