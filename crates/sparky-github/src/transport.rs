//! One request and its raw answer, over octocrab. It must not retry, wait or interpret.

use std::error::Error as StdError;
use std::sync::Arc;

use http::header::{ACCEPT, AUTHORIZATION, USER_AGENT};
use http::{HeaderValue, Method};
use octocrab::service::middleware::base_uri::BaseUriLayer;
use octocrab::service::middleware::extra_headers::ExtraHeadersLayer;
use octocrab::service::middleware::reqwest_connector::ReqwestConnector;
use octocrab::{AuthState, Octocrab, OctocrabBuilder};
use serde_json::Value;

use crate::error::Error;
use crate::limits::Limits;
use crate::standing::Standing;

/// The door to one API of a GitHub. Octocrab's own retry is not compiled in: it would repeat without waiting.
#[derive(Debug, Clone)]
pub(crate) struct Transport {
    octocrab: Octocrab,
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) limits: Limits,
    pub(crate) standing: Standing,
    pub(crate) body: String,
}

/// Why none came.
#[derive(Debug)]
pub(crate) struct Silence {
    /// GitHub took the request and too long over it.
    pub(crate) timed_out: bool,
    /// What the network said.
    pub(crate) message: String,
}

impl Transport {
    /// To the address that stands before `/graphql`; octocrab builds addresses itself.
    pub(crate) fn graphql(graphql_url: &str, http: reqwest::Client) -> Result<Self, Error> {
        let base = graphql_url.strip_suffix("/graphql").ok_or_else(|| Error::Address {
            address: graphql_url.to_owned(),
            message: "it does not end in /graphql; set GITHUB_GRAPHQL_URL".to_owned(),
        })?;
        Self::rest(base, http)
    }

    /// To the REST API at this address.
    pub(crate) fn rest(base: &str, http: reqwest::Client) -> Result<Self, Error> {
        let fault = |message: String| Error::Address { address: base.to_owned(), message };
        url::Url::parse(base).map_err(|error| fault(error.to_string()))?;
        let base: http::Uri = base.parse().map_err(|error: http::uri::InvalidUri| fault(error.to_string()))?;
        let agent = HeaderValue::from_static(concat!("sparky/", env!("CARGO_PKG_VERSION")));
        // Octocrab's own builder would send its own name as user agent, so the layers are put together here.
        let octocrab = OctocrabBuilder::new_empty()
            .with_service(ReqwestConnector::new(http))
            .with_layer(&ExtraHeadersLayer::new(Arc::new(vec![(USER_AGENT, agent)])))
            .with_layer(&BaseUriLayer::new(base))
            .with_auth(AuthState::None)
            .build();
        match octocrab {
            Ok(octocrab) => Ok(Self { octocrab }),
            Err(never) => match never {},
        }
    }

    /// Sends a query.
    pub(crate) async fn query(&self, bearer: &HeaderValue, body: &Value) -> Result<Raw, Silence> {
        let request = http::Request::post("/graphql").header(ACCEPT, "application/json");
        self.send("graphql", request.header(AUTHORIZATION, bearer), Some(body)).await
    }

    /// Sends a REST request. Octocrab names the version of the API.
    pub(crate) async fn call(
        &self,
        method: &Method,
        path: &str,
        bearer: &HeaderValue,
        body: Option<&Value>,
    ) -> Result<Raw, Silence> {
        let request = http::Request::builder().method(method).uri(path);
        let request = request.header(ACCEPT, "application/vnd.github+json");
        self.send("core", request.header(AUTHORIZATION, bearer), body).await
    }

    async fn send(
        &self,
        resource: &str,
        request: http::request::Builder,
        body: Option<&Value>,
    ) -> Result<Raw, Silence> {
        let request = self.octocrab.build_request(request, body).map_err(|error| Silence::of(&error))?;
        let response = self.octocrab.execute(request).await.map_err(|error| Silence::of(&error))?;
        let status = response.status().as_u16();
        let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::to_owned);
        let (limits, standing) = (Limits::read(resource, header), Standing::read(header));
        let body = self.octocrab.body_to_string(response).await.map_err(|error| Silence::of(&error))?;
        Ok(Raw { status, limits, standing, body })
    }
}

impl Silence {
    fn of(error: &octocrab::Error) -> Self {
        let (mut timed_out, mut cause): (bool, &dyn StdError) = (false, error);
        let mut depth = 0;
        loop {
            let of_network = cause.downcast_ref::<reqwest::Error>();
            timed_out |= of_network.is_some_and(|error| error.is_timeout() && !error.is_connect());
            match cause.source().filter(|_| depth < 16) {
                Some(inner) => cause = inner,
                // The innermost cause says most: `connection refused`, `operation timed out`.
                None => return Self { timed_out, message: cause.to_string() },
            }
            depth += 1;
        }
    }
}
