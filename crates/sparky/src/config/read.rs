//! Values that are written as text, and suggestions for those that are misspelt. It must not know any key.

use std::time::Duration;

use chrono_tz::Tz;
use serde::de::{Deserialize, Deserializer, Error};

use crate::cli::parse_duration;

/// `90s`, `15m`, `1h` or `90d`.
pub(super) fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    parse_duration(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// The same, where nothing is an answer too.
pub(super) fn some_duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    duration(deserializer).map(Some)
}

/// An id, which may look like a number.
pub(super) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match toml::Value::deserialize(deserializer)? {
        toml::Value::String(id) => Ok(Some(id).filter(|id| !id.is_empty())),
        toml::Value::Integer(id) => Ok(Some(id.to_string())),
        _ => Err(D::Error::custom("an id is a number or a text")),
    }
}

/// A name of the time zone database.
pub(super) fn time_zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
    let name = String::deserialize(deserializer)?;
    name.parse().map_err(|_| {
        let hint = suggestion(&name, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()));
        D::Error::custom(format!("`{name}` is not a time zone{hint}; write one such as Europe/Berlin"))
    })
}

/// `; did you mean ...?` with the nearest candidate, or nothing when none is near.
pub(super) fn suggestion<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    let near = |candidate: &&str| strsim::jaro_winkler(&word.to_lowercase(), &candidate.to_lowercase());
    candidates
        .map(|candidate| (near(&candidate), candidate))
        .filter(|(score, _)| *score > 0.7)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| format!("; did you mean `{candidate}`?"))
        .unwrap_or_default()
}
