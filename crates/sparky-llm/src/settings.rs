//! What the client is told at the start: which models, how much they may cost, how long it may wait. It must not know
//! where any of it was configured.

use std::time::Duration;

use secrecy::SecretString;

use crate::price::Price;

/// Everything that the client is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The models, the first choice first; each further one is asked when those before it fail.
    pub models: Vec<Model>,
    /// What a run and a month may cost.
    pub limits: Limits,
    /// The longest wait for an answer.
    pub timeout: Duration,
    /// The longest wait for a limit of a provider to pass.
    pub max_wait: Duration,
}

/// One model.
#[derive(Debug, Clone)]
pub struct Model {
    /// The protocol that it speaks.
    pub provider: Provider,
    /// Its name there.
    pub name: String,
    /// The address that `/chat/completions` or `/messages` is added to.
    pub base_url: String,
    /// Who asks; none where nobody wants to know.
    pub key: Option<SecretString>,
    /// How freely it chooses words; newer models refuse to be told, so nothing is sent unless set.
    pub temperature: Option<f64>,
    /// What it costs; none when unknown.
    pub price: Option<Price>,
}

/// The protocols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// OpenAI's chat completions, which many servers speak.
    OpenAi,
    /// Anthropic's Messages.
    Anthropic,
}

impl Provider {
    /// The address of the provider itself.
    pub const fn base_url(self) -> &'static str {
        match self {
            Self::OpenAi => "https://api.openai.com/v1",
            Self::Anthropic => "https://api.anthropic.com/v1",
        }
    }

    /// Its name in messages and in the cache.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
        }
    }
}

/// Hard limits; none is no limit, zero allows no call.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Limits {
    /// Tokens of a run, both ways.
    pub tokens: Option<u64>,
    /// US dollars of a run.
    pub cost_usd: Option<f64>,
    /// US dollars of a month in UTC.
    pub month_cost_usd: Option<f64>,
}
