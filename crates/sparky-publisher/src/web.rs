//! The way to services over HTTP: verified TLS, no redirects, and what each end of a call means for the question whether
//! the message arrived. It must not know any service.

use std::time::Duration;

use http::StatusCode;
use reqwest::redirect::Policy;
use secrecy::ExposeSecret;
use url::{Host, Url};

use crate::error::Error;
use crate::request::Request;

/// A client.
#[derive(Debug, Clone)]
pub struct Web {
    http: reqwest::Client,
}

/// A good answer.
pub(crate) struct Reply {
    /// None when it was cut off.
    pub(crate) body: Option<String>,
}

impl Web {
    /// A client that waits so long for an answer.
    ///
    /// # Errors
    /// When the machine has no usable TLS.
    pub fn new(timeout: Duration) -> Result<Self, Error> {
        let agent = concat!("sparky/", env!("CARGO_PKG_VERSION"));
        let connect = timeout.min(Duration::from_secs(10));
        // A redirect could carry a credential to somebody else.
        let builder = reqwest::Client::builder().redirect(Policy::none()).user_agent(agent);
        let http = builder.connect_timeout(connect).timeout(timeout).build();
        http.map(|http| Self { http }).map_err(|error| Error::Network(error.without_url().to_string()))
    }

    /// Sends a request once.
    pub(crate) async fn send(&self, request: &Request) -> Result<Reply, Error> {
        let url = address(request)?;
        let method = request.method.parse::<reqwest::Method>().unwrap_or(reqwest::Method::POST);
        let mut call = self.http.request(method, url).body(request.body.clone());
        for header in &request.headers {
            call = call.header(header.name, header.value.expose_secret());
        }
        let response = call.send().await.map_err(|error| silence(request, error))?;
        let (status, wait) = (response.status(), retry_after(&response));
        let body = response.text().await.ok();
        if status.is_success() {
            return Ok(Reply { body });
        }
        Err(refusal(request, status, wait, &body.unwrap_or_default()))
    }
}

/// The address, when a secret may be sent there.
fn address(request: &Request) -> Result<Url, Error> {
    let place = || request.shown.clone();
    let url = Url::parse(request.url.expose_secret()).map_err(|source| Error::BadUrl { place: place(), source })?;
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_local => Ok(url),
        _ => Err(Error::NotEncrypted { place: place() }),
    }
}

/// Without a connection nothing arrived; with one nobody can tell.
fn silence(request: &Request, error: reqwest::Error) -> Error {
    let (place, unsent) = (request.shown.clone(), error.is_connect() || error.is_builder());
    let mut cause: &dyn std::error::Error = &error.without_url();
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let reason = clean(request, &cause.to_string());
    if unsent { Error::Unreachable { place, reason } } else { Error::Unanswered { place, reason } }
}

fn refusal(request: &Request, status: StatusCode, wait: Option<String>, body: &str) -> Error {
    let (place, said) = (request.shown.clone(), clean(request, body));
    match status.as_u16() {
        429 => Error::Limited { place, wait: wait.unwrap_or_else(|| "a minute".to_owned()) },
        300..=399 => Error::Redirected { place },
        401 | 403 => Error::Denied { place, status: status.as_u16(), said },
        404 | 410 => Error::Gone { place, status: status.as_u16(), said },
        408 | 500.. => Error::Unanswered { place, reason: format!("status {status} {said}") },
        status => Error::Rejected { place, status, said },
    }
}

fn retry_after(response: &reqwest::Response) -> Option<String> {
    let seconds: f64 = response.headers().get("retry-after")?.to_str().ok()?.trim().parse().ok()?;
    Some(format!("{seconds} seconds"))
}

/// A few words of a stranger's, without control characters and the secrets that it may repeat.
fn clean(request: &Request, text: &str) -> String {
    let secrets = request.headers.iter().filter(|header| header.shown != header.value.expose_secret());
    let secrets = secrets.map(|header| header.value.expose_secret()).chain([request.url.expose_secret()]);
    let text =
        secrets.filter(|secret| !secret.is_empty()).fold(text.to_owned(), |text, secret| text.replace(secret, "***"));
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(200).collect()
}
