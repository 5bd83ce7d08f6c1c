//! Limits: estimated before the call, kept over runs and months.

use std::time::Duration;

use sparky_llm::{Error, Provider};
use sparky_testkit::{FakeModel, Play};

use crate::scene::{Scene, one, price, request};

/// A scene whose calls may cost at most about 40 cents each, and cost about 20.
fn scene() -> Scene {
    Scene::playing(Provider::OpenAi, &[Play::Say("{}".to_owned())])
}

fn other(n: usize) -> sparky_llm::Request {
    sparky_llm::Request { system: format!("Write {n}."), ..request() }
}

#[tokio::test]
async fn a_call_that_could_pass_the_limit_is_not_made() {
    let mut scene = scene();
    scene.settings.limits.cost_usd = Some(0.1);
    let error = scene.client().complete(&request()).await.unwrap_err();
    assert!(matches!(&error, Error::Budget { limit, .. } if limit.contains("$0.1 a run")), "{error}");
    assert_eq!(scene.model.requests(), 0);
}

#[tokio::test]
async fn a_run_never_costs_more_than_its_limit() {
    let mut scene = scene();
    scene.settings.limits.cost_usd = Some(1.0);
    let client = scene.client();
    let mut refused = 0;
    for n in 0..20 {
        refused += usize::from(client.complete(&other(n)).await.is_err());
    }
    assert!(client.stats().cost_usd <= 1.0 && client.stats().cost_usd > 0.5, "{:?}", client.stats());
    assert_eq!(scene.model.requests() + refused, 20);
    let bills: f64 = scene.spent().iter().map(|spent| spent.cost_usd).sum();
    assert!((bills - client.stats().cost_usd).abs() < 1e-9 && scene.spent().iter().all(|spent| spent.settled));
}

#[tokio::test]
async fn tokens_are_limited_too() {
    let mut scene = scene();
    scene.settings.limits.tokens = Some(600);
    let client = scene.client();
    client.complete(&other(1)).await.unwrap();
    assert!(client.stats().tokens < 200, "{:?}", client.stats());
    scene.settings.limits.tokens = Some(150);
    assert!(matches!(scene.client().complete(&other(2)).await, Err(Error::Budget { .. })));
}

#[tokio::test]
async fn nothing_is_nothing() {
    for limit in 0..3 {
        let mut scene = scene();
        (scene.settings.models[0].price, scene.settings.models[0].key) = (None, None);
        match limit {
            0 => scene.settings.limits.tokens = Some(0),
            1 => scene.settings.limits.cost_usd = Some(0.0),
            _ => scene.settings.limits.month_cost_usd = Some(0.0),
        }
        assert!(matches!(scene.client().complete(&request()).await, Err(Error::Budget { .. })));
        assert_eq!(scene.model.requests(), 0);
    }
}

#[tokio::test]
async fn a_month_remembers_what_runs_spent_and_the_next_one_does_not() {
    let mut scene = scene();
    scene.settings.limits.month_cost_usd = Some(0.4);
    let mut made = 0;
    for n in 0..10 {
        made += usize::from(scene.client().complete(&other(n)).await.is_ok());
    }
    assert!((1..5).contains(&made), "{made}");
    scene.clock.advance(Duration::from_secs(11 * 24 * 3600));
    scene.client().complete(&other(99)).await.unwrap();
}

#[tokio::test]
async fn a_limit_in_money_needs_a_price() {
    let mut scene = scene();
    scene.settings.models[0].price = None;
    scene.client().complete(&other(1)).await.unwrap();
    scene.settings.limits.month_cost_usd = Some(5.0);
    assert!(matches!(scene.client().complete(&other(2)).await, Err(Error::NoPrice { .. })));
}

#[tokio::test]
async fn a_cheaper_model_may_still_be_asked() {
    let mut scene = scene();
    let cheap = FakeModel::start(|_| Play::Say("{}".to_owned()));
    let mut second = one(&cheap, Provider::OpenAi, "cheap");
    second.price = Some(sparky_llm::Price { input: 1.0, output: 1.0, ..price() });
    scene.settings.models.push(second);
    scene.settings.limits.cost_usd = Some(0.1);
    assert_eq!(scene.client().complete(&request()).await.unwrap().model, "cheap");
}

#[tokio::test]
async fn what_cannot_be_counted_is_not_spent() {
    let mut scene = scene();
    scene.settings.limits.month_cost_usd = Some(5.0);
    let folder = scene.folder.path().join("data/spending");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("2026-11.ndjson"), "<<<<<<< ours\n").unwrap();
    let error = scene.client().complete(&request()).await.unwrap_err();
    assert!(error.to_string().contains("is damaged"), "{error}");
    assert_eq!(scene.model.requests(), 0);
}
