//! Reads the file and lays the environment over it. It must not know what a key means.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use toml::{Table, Value};

use super::explain;
use super::keys::{Key, Kind, keys};
use super::read::suggestion;
use super::run::secret_variables;
use super::{Config, ConfigError, Target};

/// The file that is read when none is named and it is there.
pub(super) const DEFAULT_FILE: &str = "sparky.toml";

/// Loads the configuration: the file that is named, or `sparky.toml` of the current folder when there is one.
pub(crate) fn load(file: Option<&Path>, variables: &BTreeMap<String, String>) -> Result<Config, ConfigError> {
    let path = file.unwrap_or(Path::new(DEFAULT_FILE));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if file.is_none() && error.kind() == ErrorKind::NotFound => String::new(),
        Err(source) => return Err(ConfigError::Read { path: path.to_owned(), source }),
    };
    parse(path, &text, variables)
}

/// The configuration of a text.
pub(super) fn parse(path: &Path, text: &str, variables: &BTreeMap<String, String>) -> Result<Config, ConfigError> {
    checked(path, text, variables).map_err(|error| explain::placed(path, text, error))
}

fn checked(path: &Path, text: &str, variables: &BTreeMap<String, String>) -> Result<Config, ConfigError> {
    let invalid = |error: toml::de::Error| explain::invalid(path, text, "", &error);
    // Read as it stands first: only the text has lines and columns.
    let reader = toml::Deserializer::parse(text).map_err(invalid)?;
    serde_path_to_error::deserialize::<_, Config>(reader)
        .map_err(|error| explain::invalid(path, text, &error.path().to_string(), error.inner()))?;
    let mut table: Table = toml::from_str(text).map_err(invalid)?;
    for (variable, value) in variables {
        overlay(&mut table, variable, value)?;
    }
    let secrets = secret_variables(&Value::Table(table.clone()));
    let mut config: Config = Value::Table(table).try_into().map_err(invalid)?;
    config.secrets = secrets;
    config.collect.resolve(variables);
    config.llm.resolve(variables);
    config.llm.chosen()?;
    let mut names = BTreeSet::new();
    for target in &mut config.targets {
        target.check()?;
        if !names.insert(target.name.clone()) {
            return Err(ConfigError::SameName(target.name.clone()));
        }
        target.resolve(variables);
    }
    let after = |target: &Target| target.after.clone().filter(|name| !names.contains(name));
    if let Some((target, name)) = config.targets.iter().find_map(|target| Some((target, after(target)?))) {
        let problem = format!("it comes after `{name}`, and no target is called that");
        return Err(ConfigError::Target { target: target.name.clone(), problem });
    }
    config.alerts.check(&config.targets)?;
    let digests = config.digest.iter().enumerate();
    for (at, digest) in digests {
        digest.check(&config.targets, config.digest.get(..at).unwrap_or_default())?;
    }
    Ok(config)
}

/// Sets the key of a `SPARKY_<SECTION>_<KEY>` variable; other variables are none of its business.
pub(super) fn overlay(table: &mut Table, variable: &str, text: &str) -> Result<(), ConfigError> {
    let of_section =
        |key: &&Key| !matches!(key.section, "targets" | "digest") && variable.starts_with(&variable_of(key, ""));
    let known: Vec<&Key> = keys().filter(of_section).collect();
    if known.is_empty() {
        return Ok(());
    }
    let Some(key) = known.iter().find(|key| variable_of(key, key.name) == variable) else {
        let names: Vec<String> = known.iter().map(|key| variable_of(key, key.name)).collect();
        let hint = suggestion(variable, names.iter().map(String::as_str));
        return Err(ConfigError::UnknownVariable { variable: variable.to_owned(), hint });
    };
    let wrong = |message: String| ConfigError::Variable { variable: variable.to_owned(), message };
    let value = value_of(key.kind, text).map_err(wrong)?;
    // Tried alone, so that the message names the variable.
    let alone = Table::from_iter([(
        key.section.to_owned(),
        Value::Table(Table::from_iter([(key.name.to_owned(), value.clone())])),
    )]);
    Value::Table(alone).try_into::<Config>().map_err(|error| wrong(error.message().to_owned()))?;
    let section = table.entry(key.section).or_insert_with(|| Value::Table(Table::new()));
    if let Some(section) = section.as_table_mut() {
        section.insert(key.name.to_owned(), value);
    }
    Ok(())
}

/// The variable of a key.
pub(crate) fn variable_of(key: &Key, name: &str) -> String {
    format!("SPARKY_{}_{}", key.section, name).to_uppercase()
}

/// The value of a variable: lists by comma, tables by comma and `=`.
fn value_of(kind: Kind, text: &str) -> Result<Value, String> {
    let parts = || text.split(',').map(str::trim).filter(|part| !part.is_empty());
    match kind {
        Kind::Text => Ok(Value::from(text)),
        Kind::List => Ok(Value::Array(parts().map(Value::from).collect())),
        Kind::Number => {
            text.trim().parse::<i64>().map(Value::Integer).map_err(|_| format!("`{text}` is no whole number"))
        }
        Kind::Decimal => text.trim().parse::<f64>().map(Value::Float).map_err(|_| format!("`{text}` is no number")),
        Kind::Switch => text.parse().map(Value::Boolean).map_err(|_| format!("`{text}` is neither true nor false")),
        Kind::Map => parts()
            .map(|part| part.split_once('=').ok_or_else(|| format!("`{part}` is not alias=login")))
            .map(|pair| pair.map(|(alias, login)| (alias.trim().to_owned(), Value::from(login.trim()))))
            .collect::<Result<Table, String>>()
            .map(Value::Table),
    }
}
