//! A language model on the loopback that plays what a test says, in the protocols of OpenAI and Anthropic. It takes only
//! requests that the real services would take. It must not know what it is asked about.

mod anthropic;
mod openai;
mod strict;

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::server::{FakeService, Received, Response};

/// How a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// `POST /v1/chat/completions`.
    OpenAi,
    /// `POST /v1/messages`.
    Anthropic,
}

/// What the model was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// How.
    pub protocol: Protocol,
    /// Which model.
    pub model: String,
    /// The system prompt.
    pub system: String,
    /// The turns: role and text.
    pub turns: Vec<(String, String)>,
    /// The JSON Schema of the answer.
    pub schema: Value,
    /// The most tokens that it may write.
    pub max_output: u64,
    /// The key, if one was sent.
    pub key: Option<String>,
    /// The body as it came.
    pub body: Value,
}

/// What the model does.
#[derive(Debug, Clone)]
pub enum Play {
    /// Says this.
    Say(String),
    /// Says this and is cut off.
    CutOff(String),
    /// Will not.
    Refuse(String),
    /// Answers with this status, and this code in the error.
    Fail(u16, &'static str),
    /// Has a limit that lasts so many seconds.
    Limit(u64),
    /// Answers with a page that is no JSON.
    Garbage,
    /// Never answers.
    Silence,
    /// Breaks off.
    Lost,
}

/// The model. It ends when dropped.
pub struct FakeModel {
    service: FakeService,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl FakeModel {
    /// Starts one that plays so.
    pub fn start(mut play: impl FnMut(&Asked) -> Play + Send + 'static) -> Self {
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let log = Arc::clone(&asked);
        let service = FakeService::start(move |received| match read(received) {
            Ok(question) => {
                log.lock().unwrap_or_else(PoisonError::into_inner).push(question.clone());
                answer(&question, play(&question))
            }
            Err((protocol, message)) => failure(protocol, 400, "invalid_request_error", &message),
        });
        Self { service, asked }
    }

    /// The address that a client is given.
    pub fn base_url(&self) -> String {
        format!("{}/v1", self.service.url())
    }

    /// Every good request so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many requests came, good or not.
    pub fn requests(&self) -> usize {
        self.service.log().len()
    }
}

fn read(received: &Received) -> Result<Asked, (Protocol, String)> {
    let path = received.path.as_str();
    let protocol = if path.ends_with("/messages") { Protocol::Anthropic } else { Protocol::OpenAi };
    let read = || {
        let body: Value = serde_json::from_str(&received.body).map_err(|error| error.to_string())?;
        match (received.method.as_str(), path) {
            ("POST", "/v1/chat/completions") => openai::read(&received.headers, body),
            ("POST", "/v1/messages") => anthropic::read(&received.headers, body),
            (method, path) => Err(format!("there is no {method} {path}")),
        }
    };
    read().map_err(|message: String| (protocol, message))
}

fn answer(asked: &Asked, play: Play) -> Response {
    let say = |text: &str, stop: Stop| {
        // As a rule of thumb four letters are a token.
        let (input, output) = (asked.body.to_string().len() as u64 / 4, text.len() as u64 / 4);
        match asked.protocol {
            Protocol::OpenAi => openai::answer(asked, text, stop, (input, output)),
            Protocol::Anthropic => anthropic::answer(asked, text, stop, (input, output)),
        }
    };
    match play {
        Play::Say(text) => say(&text, Stop::Done),
        Play::CutOff(text) => say(&text, Stop::CutOff),
        Play::Refuse(text) => say(&text, Stop::Refused),
        Play::Fail(status, code) => failure(asked.protocol, status, code, "the model says no"),
        Play::Limit(seconds) => {
            failure(asked.protocol, 429, "rate_limit_error", "slow down").with("retry-after", &seconds.to_string())
        }
        Play::Garbage => Response::text(200, "<html>It works!</html>"),
        Play::Silence => Response::silence(),
        Play::Lost => Response::lost(),
    }
}

/// Why an answer ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Done,
    CutOff,
    Refused,
}

fn failure(protocol: Protocol, status: u16, code: &str, message: &str) -> Response {
    match protocol {
        Protocol::OpenAi => openai::failure(status, code, message),
        Protocol::Anthropic => anthropic::failure(status, code, message),
    }
}
