//! Who asks GitHub: the credentials that `[collect]` names, else the token of the environment. It must not know how
//! they are used.

use std::collections::BTreeMap;

use secrecy::SecretString;
use sparky_github::Credential;

use super::{Collect, ConfigError, Environment};

impl Collect {
    /// Takes over what the named variables hold; an empty one counts as missing.
    pub(super) fn resolve(&mut self, variables: &BTreeMap<String, String>) {
        let held = |name: &String| variables.get(name).filter(|value| !value.trim().is_empty());
        let names = self.tokens_env.iter().chain(&self.private_key_env);
        let found = names.filter_map(|name| Some((name.clone(), SecretString::from(held(name)?.trim()))));
        self.resolved = found.collect();
    }

    /// The credentials, for a run that is about to use them. Those that are named replace `GITHUB_TOKEN`: what they
    /// may read can differ.
    pub(crate) fn credentials(&self, environment: &Environment) -> Result<Vec<Credential>, ConfigError> {
        let mut credentials = Vec::new();
        for variable in &self.tokens_env {
            credentials.push(Credential::Token(self.secret("collect.tokens_env", variable)?));
        }
        credentials.extend(self.app()?);
        if credentials.is_empty() {
            credentials.extend(environment.token.clone().map(Credential::Token));
        }
        Ok(credentials)
    }

    fn app(&self) -> Result<Option<Credential>, ConfigError> {
        match (&self.app_id, &self.private_key_env) {
            (None, None) => Ok(None),
            (Some(id), Some(variable)) => {
                let private_key = self.secret("collect.private_key_env", variable)?;
                Ok(Some(Credential::App { id: id.clone(), private_key, installation: self.installation_id }))
            }
            _ => Err(ConfigError::HalfApp),
        }
    }

    fn secret(&self, key: &'static str, variable: &str) -> Result<SecretString, ConfigError> {
        let missing = || ConfigError::NoSecret { key, variable: variable.to_owned() };
        self.resolved.get(variable).cloned().ok_or_else(missing)
    }
}
