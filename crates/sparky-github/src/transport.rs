//! One request and its raw answer, over octocrab. It must not retry, wait or interpret.

use octocrab::Octocrab;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::answer::Limits;
use crate::error::Error;

/// The door to one GitHub. Octocrab's own retry is not compiled in: it would repeat without waiting.
#[derive(Debug, Clone)]
pub(crate) struct Transport {
    octocrab: Octocrab,
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) limits: Limits,
    pub(crate) body: String,
}

impl Transport {
    /// `graphql_url` ends in `/graphql`; octocrab is given what stands before, for it builds addresses itself.
    pub(crate) fn new(graphql_url: &str, token: &SecretString, http: reqwest::Client) -> Result<Self, Error> {
        let fault = |message: String| Error::Address { address: graphql_url.to_owned(), message };
        let base = graphql_url
            .strip_suffix("/graphql")
            .ok_or_else(|| fault("it does not end in /graphql; set GITHUB_GRAPHQL_URL".to_owned()))?;
        url::Url::parse(base).map_err(|error| fault(error.to_string()))?;
        let octocrab = Octocrab::builder()
            .base_uri(base)
            .map_err(|error| fault(error.to_string()))?
            .personal_token(token.expose_secret().to_owned())
            .build_with_reqwest(http)
            .map_err(|error| fault(error.to_string()))?;
        Ok(Self { octocrab })
    }

    /// Sends a query. The error is what the network said.
    pub(crate) async fn graphql(&self, body: &Value) -> Result<Raw, String> {
        let request = http::Request::post("/graphql").header(http::header::ACCEPT, "application/json");
        let request = self.octocrab.build_request(request, Some(body)).map_err(|error| describe(&error))?;
        let response = self.octocrab.execute(request).await.map_err(|error| describe(&error))?;
        let status = response.status().as_u16();
        let limits = Limits::read(|name| response.headers().get(name)?.to_str().ok().map(str::to_owned));
        let body = self.octocrab.body_to_string(response).await.map_err(|error| describe(&error))?;
        Ok(Raw { status, limits, body })
    }
}

/// The innermost cause says most: `connection refused`, `operation timed out`.
fn describe(error: &octocrab::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    let mut depth = 0;
    while let Some(inner) = cause.source().filter(|_| depth < 16) {
        cause = inner;
        depth += 1;
    }
    cause.to_string()
}
