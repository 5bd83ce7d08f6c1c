//! What a refused configuration still says about who is to be told: broken keys, entries and sections are left out, the rest
//! counts. It must not know why the configuration was refused, and nothing is ever run with it but alerts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::load::{DEFAULT_FILE, overlay};
use super::{Config, Target, TargetKind};

/// The configuration as far as alerts need it.
pub(crate) fn salvage(file: Option<&Path>, variables: &BTreeMap<String, String>) -> Config {
    let bytes = std::fs::read(file.unwrap_or(Path::new(DEFAULT_FILE))).unwrap_or_default();
    parse(&String::from_utf8_lossy(&bytes), variables)
}

/// The same of a text.
pub(super) fn parse(text: &str, variables: &BTreeMap<String, String>) -> Config {
    let mut table = toml::from_str(text).unwrap_or_else(|_| sections(text));
    for (variable, value) in variables {
        // One that is refused is left out like a broken key.
        let _ = overlay(&mut table, variable, value);
    }
    let mut config = Config {
        alerts: sound(table.get("alerts")),
        collect: sound(table.get("collect")),
        publish: sound(table.get("publish")),
        window: sound(table.get("window")),
        targets: targets(table.get("targets"), variables),
        ..Config::default()
    };
    config.collect.resolve(variables);
    let mut seen = BTreeSet::new();
    let chats = config.targets.iter().filter(|target| matches!(target.kind, TargetKind::Chat(_)));
    let known: BTreeSet<&str> = chats.map(|target| target.name.as_str()).collect();
    config.alerts.targets.retain(|name| known.contains(name.as_str()) && seen.insert(name.clone()));
    config
}

/// The sections that are readable on their own, of a text that is not.
fn sections(text: &str) -> Table {
    let mut parts = vec![String::new()];
    for line in text.lines() {
        if line.starts_with('[') {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    let mut table = Table::new();
    for (name, value) in parts.iter().filter_map(|part| toml::from_str::<Table>(part).ok()).flatten() {
        match (table.get_mut(&name), value) {
            (Some(Value::Array(all)), Value::Array(more)) => all.extend(more),
            (_, value) => drop(table.insert(name, value)),
        }
    }
    table
}

/// A section with those of its keys that can be used.
fn sound<T: DeserializeOwned + Default>(section: Option<&Value>) -> T {
    let alone = |key: &str, value: &Value| Value::Table(Table::from_iter([(key.to_owned(), value.clone())]));
    let keys = section.and_then(Value::as_table).into_iter().flatten();
    let usable = keys.filter(|(key, value)| alone(key, value).try_into::<T>().is_ok());
    let table: Table = usable.map(|(key, value)| (key.clone(), value.clone())).collect();
    Value::Table(table).try_into().unwrap_or_default()
}

/// The targets that can be used; of those with one name the first.
fn targets(entries: Option<&Value>, variables: &BTreeMap<String, String>) -> Vec<Target> {
    let entries = entries.and_then(Value::as_array).into_iter().flatten();
    let mut usable: Vec<Target> = Vec::new();
    for mut target in entries.filter_map(|entry| entry.clone().try_into::<Target>().ok()) {
        if target.check().is_ok() && usable.iter().all(|other| other.name != target.name) {
            target.resolve(variables);
            usable.push(target);
        }
    }
    usable
}
