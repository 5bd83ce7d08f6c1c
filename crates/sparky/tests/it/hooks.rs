//! Programs around stages: what they are told, what they are not, and what becomes of the run when one fails.

use crate::scene::{Ran, Scene};

const DAY: [&str; 6] = ["run", "daily", "--repo", "./project", "--date", "2026-07-08"];

fn scene(hooks: &str) -> Scene {
    let scene = Scene::new(2);
    scene.write(
        "sparky.toml",
        &format!("[collect]\ntokens_env = [\"READER\"]\n[hooks]\n{hooks}\n[[targets]]\nname = \"chat\"\nkind = \"slack-webhook\"\nurl_env = \"CHAT\"\n"),
    );
    scene
}

fn run(scene: &Scene) -> Ran {
    scene.run_with(&DAY, &[("READER", "hush"), ("CHAT", "hush"), ("GITHUB_TOKEN", "hush"), ("OPEN", "told")])
}

#[test]
fn a_program_is_told_where_the_run_is_and_no_secret() {
    let scene = scene("after_generate = [\"sh\", \"-c\", \"env | sort > told.txt\"]");
    let ran = run(&scene);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told = scene.read("told.txt");
    for line in [
        "OPEN=told",
        "SPARKY_HOOK=after_generate",
        "SPARKY_STAGE=generate",
        "SPARKY_WINDOW=2026-07-08",
        "SPARKY_PERIOD=daily",
        "SPARKY_SINCE=2026-07-08T00:00:00Z",
        "SPARKY_UNTIL=2026-07-09T00:00:00Z",
        "SPARKY_STATE=complete",
    ] {
        assert!(told.lines().any(|told| told == line), "{line}\n{told}");
    }
    assert!(!told.contains("hush"), "{told}");
}

#[test]
fn arguments_are_no_words_for_a_shell() {
    let scene = scene("before_analyze = [\"touch\", \"a b; touch c $HOME\"]");
    assert_eq!(run(&scene).code, 0);
    assert!(scene.path("a b; touch c $HOME").is_file());
    assert!(!scene.path("c").exists());
}

#[test]
fn before_a_stage_a_failure_ends_the_run_and_after_it_is_a_warning() {
    let ahead = scene("before_analyze = [\"false\"]");
    let ran = run(&ahead);
    assert!(ran.code == 1 && ran.err.contains("stage analyze was not begun: hooks.before_analyze: false ended with"));
    assert!(!ahead.path("data/runs/daily/2026-07-08/analysis.json").exists());
    let behind = scene("after_analyze = [\"false\"]\nafter_generate = [\"no-such-program\"]");
    let ran = run(&behind);
    assert!(ran.code == 0 && ran.err.contains("warning: hooks.after_analyze: false ended with"), "{}", ran.err);
    assert!(ran.err.contains("hooks.after_generate: no-such-program cannot be run"), "{}", ran.err);
    let warnings = behind.json("data/runs/daily/2026-07-08/run.json")["warnings"].to_string();
    assert!(warnings.contains("after_analyze"), "{warnings}");
}

#[test]
fn a_program_that_takes_too_long_is_ended() {
    let scene = scene("before_collect = [\"sleep\", \"600\"]\ntimeout = \"0s\"");
    let ran = run(&scene);
    assert!(ran.code == 1 && ran.err.contains("took longer than hooks.timeout"), "{} {}", ran.code, ran.err);
    assert!(!scene.path("data/facts").exists());
}

#[test]
fn a_preview_runs_no_programs_and_a_key_that_is_none_is_refused() {
    let scene = scene("before_collect = [\"touch\", \"ran\"]");
    let ran = scene.run_with(&["preview", "--no-open", "--repo", "./project", "--date", "2026-07-08"], &[]);
    assert!(ran.code == 0 && !scene.path("ran").exists(), "{}", ran.err);
    scene.write("sparky.toml", "[hooks]\nbefore_colect = [\"true\"]\n");
    let ran = run(&scene);
    assert!(ran.code == 2 && ran.err.contains("did you mean `before_collect`?"), "{}", ran.err);
}
