//! A client on a scripted model, a frozen clock and an empty data folder.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::json;
use sparky_llm::{Client, Clock, Limits, Message, Model, Price, Provider, Purse, Request, Role, Settings};
use sparky_store::DataFolder;
use sparky_testkit::{Asked, FakeModel, Play, TestClock};
use tempfile::TempDir;

pub(crate) struct Scene {
    pub(crate) model: FakeModel,
    pub(crate) clock: TestClock,
    pub(crate) data: DataFolder,
    pub(crate) settings: Settings,
    pub(crate) folder: TempDir,
}

sparky_testkit::frozen_clock!(Clock);

impl Scene {
    pub(crate) fn new(provider: Provider, play: impl FnMut(&Asked) -> Play + Send + 'static) -> Self {
        let (model, folder) = (FakeModel::start(play), tempfile::tempdir().unwrap());
        let settings = Settings {
            models: vec![one(&model, provider, "first")],
            limits: Limits::default(),
            timeout: Duration::from_secs(10),
            max_wait: Duration::from_secs(60),
        };
        let data = DataFolder::open(&folder.path().join("data")).unwrap();
        Self { clock: TestClock::at("2026-11-20T06:00:00Z"), model, data, settings, folder }
    }

    /// Plays these in order, the last one for ever.
    pub(crate) fn playing(provider: Provider, plays: &[Play]) -> Self {
        let (plays, mut at) = (plays.to_vec(), 0);
        Self::new(provider, move |_| {
            at += 1;
            plays.get(at - 1).or(plays.last()).cloned().unwrap()
        })
    }

    pub(crate) fn client(&self) -> Client {
        let purse = Purse { spending: self.data.spending(), cache: self.data.cache("model") };
        Client::new(self.settings.clone(), Arc::new(Frozen(self.clock.clone())), purse).unwrap()
    }

    pub(crate) fn spent(&self) -> Vec<sparky_store::Spent> {
        self.data.spending().month(self.clock.now()).unwrap()
    }
}

pub(crate) fn one(model: &FakeModel, provider: Provider, name: &str) -> Model {
    Model {
        provider,
        name: name.to_owned(),
        base_url: model.base_url(),
        key: Some(SecretString::from("sk-very-secret")),
        temperature: None,
        price: Some(price()),
    }
}

/// A dollar for a thousand tokens that are read, two for those that are written.
pub(crate) fn price() -> Price {
    Price {
        as_of: "2026-11-01".parse().unwrap(),
        input: 1_000.0,
        output: 2_000.0,
        cached_input: Some(100.0),
        cache_write: None,
    }
}

pub(crate) fn request() -> Request {
    Request {
        system: "Write.".to_owned(),
        messages: vec![Message { role: Role::User, text: "Facts.".to_owned() }],
        form: "digest".to_owned(),
        schema: json!({
            "type": "object",
            "properties": { "text": { "type": "string" } },
            "required": ["text"],
            "additionalProperties": false,
        }),
        max_output: 100,
    }
}
