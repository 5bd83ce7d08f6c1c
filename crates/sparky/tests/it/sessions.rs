//! Sessions: what belongs to one, and what is said of it at its end.

use serde_json::Value;

use crate::scene::Scene;

fn end(scene: &Scene, name: &str) -> Value {
    let ran = scene.run(&["session", "end", name]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn run(scene: &Scene, date: &str) {
    assert_eq!(scene.run(&["run", "daily", "--repo", "./project", "--date", date]).code, 0);
}

#[test]
fn a_session_holds_the_runs_while_it_is_open_and_none_else() {
    let scene = Scene::new(2);
    run(&scene, "2026-07-06");
    assert_eq!(scene.run(&["session", "start", "week-28"]).code, 0);
    run(&scene, "2026-07-07");
    run(&scene, "2026-07-08");
    let metrics = end(&scene, "week-28");
    assert_eq!(
        (&metrics["complete"], &metrics["failed"], &metrics["spent"]["runs"]),
        (&2.into(), &0.into(), &2.into())
    );
    run(&scene, "2026-07-09");
    assert_eq!(end(&scene, "week-28"), metrics, "what came after its end is not its own");
    assert_eq!(scene.run(&["session", "resume", "week-28"]).code, 0);
    run(&scene, "2026-07-10");
    let resumed = end(&scene, "week-28");
    assert_eq!((&resumed["complete"], resumed["spans"].as_array().unwrap().len()), (&3.into(), 2));
}

#[test]
fn names_that_are_taken_unknown_or_none_are_wrong_usage() {
    let scene = Scene::new(1);
    assert_eq!(scene.run(&["session", "start", "a"]).code, 0);
    for (words, said) in [
        (["session", "start", "a"], "sparky session resume a"),
        (["session", "end", "b"], "sparky session start b"),
        (["session", "resume", "b"], "there is no session b"),
        (["session", "start", "../b"], "cannot be the name of a session"),
    ] {
        let ran = scene.run(&words);
        assert_eq!((ran.code, ran.err.contains(said)), (2, true), "{}", ran.err);
    }
    scene.write("data/sessions/a.json", "{");
    let ran = scene.run(&["session", "end", "a"]);
    assert_eq!((ran.code, ran.err.contains("a.json is damaged")), (1, true), "{}", ran.err);
}
