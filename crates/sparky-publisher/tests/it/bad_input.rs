//! Every kind of service when it refuses: one clear sentence that says what to set or to correct, the other target done,
//! and the next run finishes the job. And every kind when its answers make no sense.

use serde_json::json;
use sparky_publisher::{Config, FilesKind, settle};
use sparky_schema::publication::{Status, TargetResult};
use sparky_testkit::{Meddling, Received, Response};

use crate::places::{Place, docs, is_write, places, scene, threads};
use crate::scene::{DAILY, Scene, one, target};

/// Rounds of damage for each kind of service.
const ROUNDS: u64 = 3;
/// Rounds of damage to one answer.
const SEEDS: u64 = 8;
/// Answers that any target asks for before its item is there.
const STEPS: u64 = 6;

fn all() -> Vec<Place> {
    [places(), threads(), docs()].into_iter().flatten().collect()
}

fn all_on_github() -> Vec<Place> {
    all().into_iter().filter(|place| place.name.contains("github")).collect()
}

fn refuse(place: &Place, status: u16) {
    place.meddle(move |_| {
        let said = json!({ "error": "no", "message": "no", "title": "no", "detail": "no", "status": status });
        Some(Meddling::Before(Response::json(status, &said).with("www-authenticate", "Basic realm=\"x\"")))
    });
}

/// The words that a person needs, of which one must be there.
fn words(status: u16) -> Vec<&'static str> {
    match status {
        401 | 403 => {
            let blog = ["DEVTO_KEY", "GHOST_KEY", "WP_PASSWORD", "HASHNODE_TOKEN"];
            let variables = ["HOOK_URL", "GITHUB_TOKEN", "DOCS_TOKEN", "set T to", "${T}"];
            variables.into_iter().chain(blog).collect()
        }
        402 => vec!["paid", "402"],
        // Where everything is missing, so is what is named in the configuration.
        404 => vec!["does not exist", "`repo`", "no such repository", "`tag`", "correct", "check"],
        _ => vec!["no longer", "410", "switched on", "no release"],
    }
}

async fn beside_a_good_one(scene: &Scene, place: &Place) -> (TargetResult, Status) {
    let mut config = one((place.kind)());
    config.targets.push(target("site", FilesKind::Folder { path: scene.path("site") }));
    let mut results = scene.publish(&Config { ..config }).await.targets;
    let good = results.pop().unwrap().status;
    (results.remove(0), good)
}

#[tokio::test]
async fn a_refusal_names_what_to_set_or_correct_and_the_next_run_finishes() {
    let mut wrong = Vec::new();
    for status in [401, 402, 403, 404, 410] {
        for place in all() {
            let (scene, context) = (scene(), format!("{} {status}", place.name));
            refuse(&place, status);
            let (result, good) = beside_a_good_one(&scene, &place).await;
            assert_eq!((result.status, good), (Status::Failed, Status::Published), "{context}: {result:?}");
            let error = result.error.unwrap();
            if !words(status).iter().any(|word| error.contains(word)) {
                wrong.push(format!("{context}: {error}"));
            }
            place.calm();
            let (result, good) = beside_a_good_one(&scene, &place).await;
            assert_eq!((result.status, good), (Status::Published, Status::Unchanged), "{context}: {result:?}");
            assert_eq!((place.copies)(), 1, "{context}");
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_title_of_any_length_is_shortened_or_refused_with_a_reason() {
    for place in all() {
        let (mut scene, context) = (scene(), &place.name);
        scene.content.items[0].title = "A quiet day without an end ".repeat(500);
        let result = scene.publish(&one((place.kind)())).await.targets.remove(0);
        let there = (place.copies)();
        match result.status {
            Status::Published => assert_eq!(there, 1, "{context}"),
            Status::Failed => {
                let error = result.error.unwrap();
                assert!(there == 0 && (error.contains("fit") || error.contains("long")), "{context}: {error}");
                scene.content.items[0].title = "A short one".to_owned();
                let result = scene.publish(&one((place.kind)())).await.targets.remove(0);
                assert_eq!(result.status, Status::Published, "{context}: {result:?}");
            }
            _ => unreachable!("{context}: {result:?}"),
        }
    }
}

/// An answer that makes no sense.
fn nonsense(kind: u64, seed: u64) -> Meddling {
    match kind {
        0 => Meddling::Damaged(seed),
        1 => Meddling::Reshaped(seed),
        2 => Meddling::After(Response::text(200, "")),
        3 => Meddling::After(Response::text(200, &"<html>".repeat(100_000))),
        4 => Meddling::After(Response::text(200, &"[".repeat(200_000))),
        _ => Meddling::After(Response::json(200, &json!({ "data": null, "id": [], "ok": "yes" }))),
    }
}

#[tokio::test]
async fn answers_that_make_no_sense_are_never_taken_for_a_success() {
    for round in 0..ROUNDS {
        for (index, place) in all().into_iter().enumerate() {
            let (scene, context) = (scene(), format!("{} round {round}", place.name));
            let mut count = round * 1_000 + index as u64 * 17;
            place.meddle(move |_| {
                count += 1;
                Some(nonsense((round * 2 + index as u64) % 6, count))
            });
            endure(&scene, &place, &context).await;
        }
    }
}

/// What comes of nonsense is told as it is, and calm runs finish the job.
async fn endure(scene: &Scene, place: &Place, context: &str) {
    let result = scene.publish(&one((place.kind)())).await.targets.remove(0);
    let there = (place.copies)();
    assert!(there <= 1, "{context}: {result:?}");
    let is_good = matches!(result.status, Status::Published | Status::Updated | Status::Unchanged);
    assert!(!is_good || there == 1, "{context}: {result:?}\n{}", place.told());
    assert!(is_good || result.error.is_some(), "{context}: {result:?}");
    place.calm();
    for _ in 0..3 {
        let result = scene.publish(&one((place.kind)())).await.targets.remove(0);
        assert!((place.copies)() <= 1, "{context}: {result:?}");
        if result.status == Status::Uncertain {
            settle(&scene.ledger(), "docs", DAILY, (place.copies)() == 0).unwrap();
        }
    }
    assert_eq!((place.copies)(), 1, "{context}");
}

/// Whether it asks what is there, and not who asks or where that is.
fn is_list(received: &Received) -> bool {
    let others = ["FindCategory", "verify_credentials", "/users/me", "/instance", "createSession"];
    !is_write(received) && !others.iter().any(|other| received.path.contains(other) || received.body.contains(other))
}

/// What is there after a lost answer, and is looked for in vain because the answers make no sense, is not sent again.
#[tokio::test]
async fn an_answer_to_a_look_that_makes_no_sense_does_not_say_that_nothing_is_there() {
    for kind in 2..=6 {
        for place in places() {
            let (scene, context) = (scene(), format!("{} {kind}", place.name));
            let mut has_written = false;
            place.meddle(move |received| match is_write(received) {
                true if !has_written => {
                    has_written = true;
                    Some(Meddling::After(Response::lost()))
                }
                _ => (has_written && is_list(received)).then(|| match kind {
                    6 => Meddling::After(Response::json(200, &json!({ "data": {}, "ok": true }))),
                    kind => nonsense(kind, 0),
                }),
            });
            for _ in 0..2 {
                let result = scene.publish(&one((place.kind)())).await.targets.remove(0);
                assert_eq!((result.status, (place.copies)()), (Status::Uncertain, 1), "{context}: {result:?}");
            }
            place.calm();
            scene.publish(&one((place.kind)())).await;
            assert_eq!((place.copies)(), 1, "{context}");
        }
    }
}

/// The answers before it are good, so that every step of a target meets such a one, also its last.
#[tokio::test]
async fn one_answer_that_makes_no_sense_among_good_ones_is_never_taken_for_a_success() {
    for seed in 0..SEEDS {
        let places = [all_on_github(), if seed == 0 { all() } else { Vec::new() }];
        for (index, place) in places.into_iter().flatten().enumerate() {
            let (scene, context) = (scene(), format!("{} seed {seed}", place.name));
            let seed = seed * 1_000 + index as u64 * 17;
            let mut left = seed % STEPS;
            place.meddle(move |_| {
                let turn = left.checked_sub(1);
                left = turn.unwrap_or(u64::MAX);
                turn.is_none().then(|| nonsense(seed / STEPS % 6, seed))
            });
            endure(&scene, &place, &context).await;
        }
    }
}
