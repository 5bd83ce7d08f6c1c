//! One request and its raw answer, over octocrab. It must not retry, wait or interpret.

use std::sync::Arc;

use http::HeaderValue;
use http::header::USER_AGENT;
use octocrab::service::middleware::auth_header::AuthHeaderLayer;
use octocrab::service::middleware::base_uri::BaseUriLayer;
use octocrab::service::middleware::extra_headers::ExtraHeadersLayer;
use octocrab::service::middleware::reqwest_connector::ReqwestConnector;
use octocrab::{AuthState, Octocrab, OctocrabBuilder};
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
        let base: http::Uri = base.parse().map_err(|error: http::uri::InvalidUri| fault(error.to_string()))?;
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()))
            .map_err(|_| Error::BadCredentials { message: "it holds characters that no token has".to_owned() })?;
        bearer.set_sensitive(true);
        let agent = HeaderValue::from_static(concat!("sparky/", env!("CARGO_PKG_VERSION")));
        // Octocrab's own builder would send its own name as user agent, so the layers are put together here.
        let octocrab = OctocrabBuilder::new_empty()
            .with_service(ReqwestConnector::new(http))
            .with_layer(&ExtraHeadersLayer::new(Arc::new(vec![(USER_AGENT, agent)])))
            .with_layer(&BaseUriLayer::new(base.clone()))
            .with_layer(&AuthHeaderLayer::new(Some(bearer), base.clone(), base))
            .with_auth(AuthState::None)
            .build();
        match octocrab {
            Ok(octocrab) => Ok(Self { octocrab }),
            Err(never) => match never {},
        }
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
