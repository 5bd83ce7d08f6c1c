//! The secrets of a target: which keys name their variables, and what these held. It must not know what they open.

use std::collections::BTreeMap;

use secrecy::SecretString;
use sparky_publisher::Secret;

use super::Target;
use crate::config::ConfigError;

impl Target {
    /// Every key that names a variable.
    pub(super) fn variables(&self) -> [(&'static str, Option<&String>); 10] {
        [
            ("token_env", self.token_env.as_ref()),
            ("url_env", self.url_env.as_ref()),
            ("secret_env", self.secret_env.as_ref()),
            ("key_env", self.key_env.as_ref()),
            ("user_env", self.user_env.as_ref()),
            ("password_env", self.password_env.as_ref()),
            ("consumer_key_env", self.consumer_key_env.as_ref()),
            ("consumer_secret_env", self.consumer_secret_env.as_ref()),
            ("access_token_env", self.access_token_env.as_ref()),
            ("access_secret_env", self.access_secret_env.as_ref()),
        ]
    }

    /// A secret that must be there, for a target that is about to be used.
    pub(crate) fn secret(&self, variable: Option<&String>) -> Result<Secret, ConfigError> {
        let variable = variable.cloned().unwrap_or_default();
        match self.resolved.get(&variable) {
            Some(value) => Ok(Secret { variable, value: value.clone() }),
            None => Err(ConfigError::MissingSecret { target: self.name.clone(), variable }),
        }
    }

    /// The token, where one is named.
    pub(crate) fn token(&self) -> Result<Option<Secret>, ConfigError> {
        self.token_env.as_ref().map(|name| self.secret(Some(name))).transpose()
    }

    /// Takes over what the named variables hold; an empty one counts as missing.
    pub(in crate::config) fn resolve(&mut self, variables: &BTreeMap<String, String>) {
        let held = |name: &String| variables.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let names = self.variables().into_iter().filter_map(|(_, name)| name);
        self.resolved = names.filter_map(|name| Some((name.clone(), SecretString::from(held(name)?)))).collect();
    }
}
