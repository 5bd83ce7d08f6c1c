//! `[llm]`: which language model writes, and what it may cost. It must not know how a model is asked.

use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use sparky_llm::{Limits, Model, Price, Provider, Settings};

use super::{ConfigError, read};

/// `[llm]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Llm {
    provider: ProviderName,
    model: Option<String>,
    base_url: Option<String>,
    api_key_env: Option<String>,
    temperature: Option<f64>,
    preset: Option<String>,
    fallback: Vec<String>,
    pub(crate) private: bool,
    #[serde(deserialize_with = "read::duration")]
    timeout: Duration,
    #[serde(deserialize_with = "read::duration")]
    max_wait: Duration,
    max_tokens: u64,
    max_cost_usd: Option<f64>,
    max_cost_usd_month: Option<f64>,
    price_table: BTreeMap<String, Price>,
    presets: BTreeMap<String, Preset>,
    /// What the variables that may be named held when the configuration was loaded.
    #[serde(skip)]
    keys: BTreeMap<String, SecretString>,
}

/// `[llm.presets.NAME]`: a model under a name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Preset {
    provider: ProviderName,
    model: Option<String>,
    base_url: Option<String>,
    api_key_env: Option<String>,
    temperature: Option<f64>,
}

/// A protocol, or none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ProviderName {
    #[default]
    None,
    OpenAi,
    Anthropic,
}

/// What is configured, as far as it can be used.
#[derive(Debug)]
pub(crate) struct Chosen {
    /// The models that can be asked.
    pub(crate) settings: Settings,
    /// The variables of keys that are missing.
    pub(crate) missing: Vec<String>,
}

impl Default for Llm {
    fn default() -> Self {
        Self {
            provider: ProviderName::None,
            model: None,
            base_url: None,
            api_key_env: None,
            temperature: None,
            preset: None,
            fallback: Vec::new(),
            private: false,
            timeout: Duration::from_secs(2 * 60),
            max_wait: Duration::from_secs(60),
            max_tokens: 200_000,
            max_cost_usd: None,
            max_cost_usd_month: None,
            price_table: BTreeMap::new(),
            presets: BTreeMap::new(),
            keys: BTreeMap::new(),
        }
    }
}

impl Llm {
    /// Takes over what the named variables hold; an empty one counts as missing.
    pub(super) fn resolve(&mut self, variables: &BTreeMap<String, String>) {
        let named =
            self.presets.values().filter_map(|preset| preset.api_key_env.clone()).chain(self.api_key_env.clone());
        let usual = [ProviderName::OpenAi, ProviderName::Anthropic].map(|provider| provider.key().to_owned());
        let held = |name: String| {
            let value = variables.get(&name).map(|value| value.trim()).filter(|value| !value.is_empty())?;
            Some((name, SecretString::from(value)))
        };
        self.keys = named.chain(usual).filter_map(held).collect();
    }

    /// US dollars that a month may cost.
    pub(crate) const fn month_limit(&self) -> Option<f64> {
        self.max_cost_usd_month
    }

    /// The models in their order; none when none is configured.
    pub(crate) fn chosen(&self) -> Result<Option<Chosen>, ConfigError> {
        let (mut models, mut missing) = (Vec::new(), Vec::new());
        let Some(first) = self.first()? else { return Ok(None) };
        let mut all = vec![first.clone()];
        for name in &self.fallback {
            // A name that no preset has is another model of the same provider.
            let other = Preset { model: Some(name.clone()), ..first.clone() };
            all.push(self.presets.get(name).cloned().unwrap_or(other));
        }
        for preset in all {
            match self.model(preset)? {
                Ok(model) => models.push(model),
                Err(variable) if missing.contains(&variable) => {}
                Err(variable) => missing.push(variable),
            }
        }
        let limits = Limits {
            tokens: Some(self.max_tokens),
            cost_usd: self.max_cost_usd,
            month_cost_usd: self.max_cost_usd_month,
        };
        let settings = Settings { models, limits, timeout: self.timeout, max_wait: self.max_wait };
        Ok(Some(Chosen { settings, missing }))
    }

    fn first(&self) -> Result<Option<Preset>, ConfigError> {
        let Some(name) = &self.preset else {
            return Ok((self.provider != ProviderName::None).then(|| Preset {
                provider: self.provider,
                model: self.model.clone(),
                base_url: self.base_url.clone(),
                api_key_env: self.api_key_env.clone(),
                temperature: self.temperature,
            }));
        };
        let known = || self.presets.keys().cloned().collect::<Vec<_>>().join(", ");
        let preset = self.presets.get(name).cloned();
        preset.map(Some).ok_or_else(|| ConfigError::NoPreset { name: name.clone(), known: known() })
    }

    /// A model, or the variable that should hold its key.
    fn model(&self, preset: Preset) -> Result<Result<Model, String>, ConfigError> {
        let provider = match preset.provider {
            ProviderName::None => return Err(ConfigError::NoProvider),
            ProviderName::OpenAi => Provider::OpenAi,
            ProviderName::Anthropic => Provider::Anthropic,
        };
        let name = preset.model.filter(|name| !name.is_empty()).ok_or(ConfigError::NoModel)?;
        // A server of one's own is not sent the provider's key unless somebody says so.
        let variable = match (&preset.api_key_env, &preset.base_url) {
            (Some(variable), _) => Some(variable.clone()),
            (None, None) => Some(preset.provider.key().to_owned()),
            (None, Some(_)) => None,
        };
        let key = match variable {
            Some(variable) => match self.keys.get(&variable) {
                Some(key) => Some(key.clone()),
                None => return Ok(Err(variable)),
            },
            None => None,
        };
        let price = self.price_table.get(&name).copied();
        let base_url = preset.base_url.unwrap_or_else(|| provider.base_url().to_owned());
        Ok(Ok(Model { provider, name, base_url, key, temperature: preset.temperature, price }))
    }
}

impl ProviderName {
    /// The usual variable of the key.
    const fn key(self) -> &'static str {
        match self {
            Self::Anthropic => "ANTHROPIC_API_KEY",
            Self::OpenAi | Self::None => "OPENAI_API_KEY",
        }
    }
}
