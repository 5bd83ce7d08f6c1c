//! What the client is told at the start: where GitHub is, who asks, and how long it may wait. It must not know where
//! any of it was configured.

use std::time::Duration;

use secrecy::SecretString;

/// How to reach GitHub.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address of the GraphQL API; it ends in `/graphql`.
    pub graphql_url: String,
    /// The address of the REST API, such as `https://api.github.com`; only GitHub Apps need it.
    pub api_url: String,
    /// Who asks. The one with most points left is used; one that GitHub refuses is left out while others remain.
    pub credentials: Vec<Credential>,
    /// The longest single wait for a limit to pass.
    pub max_wait: Duration,
    /// Points of every credential that are left to other jobs.
    pub reserve: u64,
}

impl Settings {
    /// One token, waits of up to 15 minutes, no reserve. The REST API is taken to be beside the GraphQL API.
    pub fn of(graphql_url: impl Into<String>, token: impl Into<SecretString>) -> Self {
        let graphql_url = graphql_url.into();
        let base = graphql_url.trim_end_matches("/graphql");
        Self {
            // Enterprise servers have `/api/graphql` and `/api/v3` side by side.
            api_url: if base.ends_with("/api") { format!("{base}/v3") } else { base.to_owned() },
            graphql_url,
            credentials: vec![Credential::Token(token.into())],
            max_wait: Duration::from_secs(15 * 60),
            reserve: 0,
        }
    }
}

/// Who asks.
#[derive(Debug, Clone)]
pub enum Credential {
    /// A token: personal, of an Action, or of a user.
    Token(SecretString),
    /// A GitHub App, as one of its installations.
    App {
        /// The id of the app, or its client id.
        id: String,
        /// Its private key: RSA, as PEM.
        private_key: SecretString,
        /// The installation; looked up when there is only one.
        installation: Option<u64>,
    },
}

/// What to do when a query is too heavy for GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Try again as with any other fault: the query cannot be made smaller.
    Insist,
    /// Say so after a second attempt with [`Error::TooHeavy`](crate::Error::TooHeavy): the caller sends smaller queries.
    Split,
}
