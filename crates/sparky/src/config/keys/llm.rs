//! The keys of `[llm]`.

use super::{Key, Kind, key};

/// Every key of them.
pub(super) const LLM_KEYS: &[Key] = &[
    key(
        "llm",
        "provider",
        Kind::Text,
        "\"none\"",
        "The protocol of the language model that words the texts: `none`, `openai` (also OpenRouter, Ollama, vLLM and Azure, by `base_url`) or `anthropic`.",
    ),
    key("llm", "model", Kind::Text, "", "The name of the model."),
    key(
        "llm",
        "base_url",
        Kind::Text,
        "",
        "Another server: the address that `/chat/completions` or `/messages` is added to.",
    ),
    key(
        "llm",
        "api_key_env",
        Kind::Text,
        "",
        "The environment variable that holds the key. Unless set: OPENAI_API_KEY or ANTHROPIC_API_KEY, and none with `base_url`.",
    ),
    key(
        "llm",
        "temperature",
        Kind::Decimal,
        "",
        "How freely words are chosen. Newer models refuse to be told, so nothing is sent unless set.",
    ),
    key("llm", "preset", Kind::Text, "", "The entry of `presets` that is used instead of the keys above."),
    key(
        "llm",
        "fallback",
        Kind::List,
        "[]",
        "Presets, or models of the same provider, that are asked in turn when the first one fails.",
    ),
    key(
        "llm",
        "private",
        Kind::Switch,
        "false",
        "Let the provider of the model see facts of private repositories. Unless set, sections that tell of them, or count over them, come from templates.",
    ),
    key("llm", "timeout", Kind::Text, "\"2m\"", "The longest wait for an answer."),
    key("llm", "max_wait", Kind::Text, "\"60s\"", "The longest wait for a limit of the provider to pass."),
    key("llm", "max_tokens", Kind::Number, "200000", "Tokens that a run may use, both ways. With 0 no model is asked."),
    key(
        "llm",
        "max_cost_usd",
        Kind::Decimal,
        "",
        "US dollars that a run may cost. A call that could pass it is not made; needs a price.",
    ),
    key(
        "llm",
        "max_cost_usd_month",
        Kind::Decimal,
        "",
        "The same for a month, by what `spending/` of the data folder says.",
    ),
    key(
        "llm",
        "price_table",
        Kind::Map,
        "{}",
        "US dollars for a million tokens by model, as of a day: `{ \"model\" = { as_of = \"2026-11-01\", input = 1.0, output = 5.0, cached_input = 0.1, cache_write = 1.25 } }`; the last two may be left out.",
    ),
    key(
        "llm",
        "presets",
        Kind::Map,
        "{}",
        "Models by names of your own: `{ draft = { provider = \"openai\", model = \"small\", base_url = \"http://localhost:11434/v1\" } }`, with the keys `provider`, `model`, `base_url`, `api_key_env` and `temperature`.",
    ),
];
