//! Values that are written as text, and suggestions for those that are misspelt. It must not know any key.

use std::str::FromStr;
use std::time::Duration;

use chrono_tz::Tz;
use serde::de::{Deserialize, Deserializer, Error};
use sparky_schema::RepoName;

use crate::cli::parse_duration;

/// `90s`, `15m`, `1h` or `90d`.
pub(super) fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    parse_duration(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// The same, where nothing is an answer too.
pub(super) fn some_duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    duration(deserializer).map(Some)
}

/// How often something is tried.
pub(super) fn at_least_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        0 => Err(D::Error::custom("0 attempts are none; write 1 to try once")),
        attempts => Ok(attempts),
    }
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

/// The same, where nothing is an answer too.
pub(super) fn some_time_zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Tz>, D::Error> {
    time_zone(deserializer).map(Some)
}

/// `owner/name`; an empty one is none.
pub(super) fn repository<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<RepoName>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some).map_err(D::Error::custom) }
}

/// A share of a hundred.
pub(super) fn percent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let percent = u8::deserialize(deserializer)?;
    if (1..=100).contains(&percent) { Ok(percent) } else { Err(D::Error::custom("a percentage is from 1 to 100")) }
}

/// What can be read from a text; an empty one is none.
pub(super) fn parsed<'de, D: Deserializer<'de>, T: FromStr<Err = String>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some).map_err(D::Error::custom) }
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
