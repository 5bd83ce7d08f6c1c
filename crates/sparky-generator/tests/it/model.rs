//! Prose by a model, good ones and bad ones: always in the band, always true, and honest about who wrote it.

mod bad;
mod good;
mod headings;
mod liars;
mod secrets;
mod sweep;
mod writer;

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sparky_generator::{Config, Generated, generate, generate_with_model, verify};
use sparky_llm::{Client, Clock, Limits, Model, Provider, Purse, Settings};
use sparky_schema::analysis::Analysis;
use sparky_schema::content::{Item, ItemKind, Narrative};
use sparky_testkit::{FakeModel, TestClock};

use crate::cases::{input, read};

const DAY: &str = include_str!("../../../../docs/examples/recorded/day.json");
const WEEK: &str = include_str!("../../../../docs/examples/recorded/week.json");
const MONTH: &str = include_str!("../../../../docs/examples/recorded/month.json");

struct Frozen(TestClock);

impl Clock for Frozen {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.sleep(duration))
    }
}

/// A client that has this model alone.
fn client(model: &FakeModel, data: &Path, limits: Limits) -> Client {
    client_with(model, data, limits, Duration::from_secs(10))
}

/// The same with so long a wait for answers.
fn client_with(model: &FakeModel, data: &Path, limits: Limits, timeout: Duration) -> Client {
    let one = Model {
        provider: Provider::OpenAi,
        name: "writer".to_owned(),
        base_url: model.base_url(),
        key: None,
        temperature: None,
        price: None,
    };
    let max_wait = Duration::from_secs(60);
    let settings = Settings { models: vec![one], limits, timeout, max_wait };
    let clock = Arc::new(Frozen(TestClock::at("2026-11-20T06:00:00Z")));
    Client::new(settings, clock, Purse::open(&data.join("data")).unwrap()).unwrap()
}

async fn written(analysis: &Analysis, client: &Client) -> Generated {
    generate_with_model(analysis, input(), &Config::default(), client).await.unwrap()
}

/// The same, where all of it may be the model's: then half of it is, or nothing.
fn check(analysis: &Analysis, made: &Generated) {
    check_texts(analysis, made);
    for item in &made.content.items {
        let by_model = item.sections.iter().filter(|section| section.narrative == Narrative::Model).count();
        assert!(by_model == 0 || by_model * 2 >= item.sections.len(), "{}", item.id);
    }
}

/// What every text must be, whoever wrote it.
fn check_texts(analysis: &Analysis, made: &Generated) {
    for item in made.content.items.iter().filter(|item| item.kind != ItemKind::Social) {
        let band = match item.kind {
            ItemKind::Daily => 200..=300,
            ItemKind::Weekly => 800..=1200,
            ItemKind::Monthly => 2000..=3000,
            _ => 1500..=2500,
        };
        assert!(item.quiet || band.contains(&item.word_count), "{}: {} words", item.id, item.word_count);
        let faults = verify(&item.body_markdown, analysis, None);
        assert!(faults.is_empty(), "{faults:?}\n{}", item.body_markdown);
        let by_model = item.sections.iter().filter(|section| section.narrative == Narrative::Model).count();
        assert_eq!(item.narrative == Narrative::Model, by_model > 0);
    }
}

/// Our own texts of the same window.
fn ours(analysis: &Analysis) -> Vec<Item> {
    generate(analysis, input(), &Config::default()).unwrap().content.items
}
