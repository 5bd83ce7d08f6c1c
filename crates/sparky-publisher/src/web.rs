//! The way to services over HTTP: verified TLS, no redirects, and what each end of a call means for the question whether
//! the message arrived. It must not know any service.

mod allowance;
mod patience;

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use reqwest::redirect::Policy;
use secrecy::ExposeSecret;
use serde_json::Value;
use sparky_github::Clock;
use url::{Host, Url};

use self::allowance::Allowance;
use self::patience::Patience;
use crate::error::{Error, Trouble};
use crate::request::Request;

/// No answer that means anything is longer, in bytes.
const LONGEST: usize = 32 * 1024 * 1024;

/// What is waited for when a service does not say for how long.
const A_MINUTE: Duration = Duration::from_secs(60);

/// A client.
#[derive(Debug, Clone)]
pub struct Web {
    http: reqwest::Client,
    patience: Patience,
    allowance: Allowance,
    timeout: Duration,
}

/// A good answer.
pub(crate) struct Reply {
    /// None when it was cut off.
    pub(crate) body: Option<String>,
    /// What else the service says, such as how many messages are left.
    pub(crate) headers: HeaderMap,
}

impl Reply {
    /// A header, when it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
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
        let patience = Patience::default();
        http.map(|http| Self { http, patience, allowance: Allowance::default(), timeout })
            .map_err(|error| Error::Network(error.without_url().to_string()))
    }

    /// The same client, which waits when a service asks for it: at each host at most so long altogether.
    #[must_use]
    pub fn waiting(self, clock: Arc<dyn Clock>, at_most: Duration) -> Self {
        Self { patience: Patience::new(clock, at_most), ..self }
    }

    /// The same client, which has heard nothing of limits and scopes yet.
    pub(crate) fn listening(&self) -> Self {
        Self { allowance: Allowance::default(), ..self.clone() }
    }

    /// What services said of scopes and limits since it began to listen.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.allowance.notes()
    }

    /// Sends a request once; again only when the service says that it did not take it and when it will.
    pub(crate) async fn send(&self, request: &Request) -> Result<Reply, Error> {
        self.send_anew(|| request.clone()).await
    }

    /// The same with a request that is made anew each time: a signature is good once, or for minutes.
    pub(crate) async fn send_anew(&self, make: impl Fn() -> Request) -> Result<Reply, Error> {
        loop {
            let request = make();
            let url = address(&request)?;
            match self.try_once(&request, url.clone()).await {
                Err(Error::Service { trouble: Trouble::Limited(after), .. })
                    if self.patience.wait(&url, after).await => {}
                end => return end,
            }
        }
    }

    /// Asks for something and changes nothing: an answer that is none leaves no doubt about what is there.
    pub(crate) async fn read(&self, request: &Request) -> Result<Value, Error> {
        self.write(request).await.map_err(Error::of_a_question)
    }

    /// The same with a request that is made anew each time.
    pub(crate) async fn read_anew(&self, make: impl Fn() -> Request) -> Result<Value, Error> {
        self.write_anew(make).await.map_err(Error::of_a_question)
    }

    /// Sends a request whose answer is JSON; any other leaves open what became of it.
    pub(crate) async fn write(&self, request: &Request) -> Result<Value, Error> {
        self.write_anew(|| request.clone()).await
    }

    /// The same with a request that is made anew each time.
    pub(crate) async fn write_anew(&self, make: impl Fn() -> Request) -> Result<Value, Error> {
        let body = self.send_anew(&make).await?.body.unwrap_or_default();
        serde_json::from_str(&body).map_err(|_| make().unanswered("the answer was no JSON"))
    }

    /// Asks or sends, as the method says.
    pub(crate) async fn ask(&self, request: &Request) -> Result<Value, Error> {
        if request.method == "GET" { self.read(request).await } else { self.write(request).await }
    }

    /// The longest wait for an answer.
    pub(crate) const fn timeout(&self) -> Duration {
        self.timeout
    }

    async fn try_once(&self, request: &Request, url: Url) -> Result<Reply, Error> {
        let method = request.method.parse::<reqwest::Method>().unwrap_or(reqwest::Method::POST);
        let mut call = self.http.request(method, url).body(request.body.bytes().to_vec());
        for header in &request.headers {
            call = call.header(header.name, header.value.expose_secret());
        }
        let response = call.send().await.map_err(|error| silence(request, error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        self.allowance.hear(&headers);
        let body = whole(response).await;
        if status.is_success() {
            return Ok(Reply { body, headers });
        }
        let body = body.unwrap_or_default();
        let wait = self.patience.asked(&headers).or_else(|| asked(&body));
        Err(refusal(request, status, wait, &body).at(self.patience.skew(&headers)))
    }
}

/// A body; none when it breaks off or has no end.
async fn whole(mut response: reqwest::Response) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.ok()? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LONGEST {
            return None;
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// A text of an answer.
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

/// What a service calls something: a number, or a word.
pub(crate) fn name(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(word) => Some(word.clone()).filter(|word| !word.is_empty()),
        _ => None,
    }
}

/// The address, when a secret may be sent there.
fn address(request: &Request) -> Result<Url, Error> {
    let fault = |trouble| Error::Service { place: request.shown.clone(), trouble };
    let url = Url::parse(request.url.expose_secret()).map_err(|source| fault(Trouble::BadUrl(source)))?;
    if is_safe(&url) { Ok(url) } else { Err(fault(Trouble::NotEncrypted)) }
}

/// Whether a secret may go there: encrypted, or on this machine, where nobody listens in.
pub(crate) fn is_safe(url: &Url) -> bool {
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && is_local)
}

/// Without a connection nothing arrived; with one nobody can tell.
fn silence(request: &Request, error: reqwest::Error) -> Error {
    let (place, unsent) = (request.shown.clone(), error.is_connect() || error.is_builder());
    let mut cause: &dyn std::error::Error = &error.without_url();
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let reason = clean(request, &cause.to_string());
    let trouble = if unsent { Trouble::Unreachable(reason) } else { Trouble::Unanswered(reason) };
    Error::Service { place, trouble }
}

fn refusal(request: &Request, status: StatusCode, wait: Option<Duration>, body: &str) -> Error {
    let (place, said) = (request.shown.clone(), clean(request, body));
    let trouble = match status.as_u16() {
        429 => Trouble::Limited(wait.unwrap_or(A_MINUTE)),
        300..=399 => Trouble::Redirected,
        402 => Trouble::Unpaid(said),
        status @ (401 | 403) => Trouble::Denied { status, said },
        status @ (404 | 410) => Trouble::Gone { status, said },
        408 | 500.. => Trouble::Unanswered(format!("status {status} {said}")),
        status => Trouble::Rejected { status, said },
    };
    Error::Service { place, trouble }
}

/// How long a service asks to wait that says so in its answer.
fn asked(body: &str) -> Option<Duration> {
    let answer: Value = serde_json::from_str(body).ok()?;
    let seconds = answer.get("retry_after").or_else(|| answer.pointer("/parameters/retry_after"))?;
    Duration::try_from_secs_f64(seconds.as_f64()?).ok()
}

/// A few words of a stranger's, without control characters and the secrets that it may repeat.
fn clean(request: &Request, text: &str) -> String {
    let secrets = request.headers.iter().filter(|header| header.shown != header.value.expose_secret());
    let secrets = secrets.flat_map(|header| {
        let value = header.value.expose_secret();
        // What stands after `Bearer` and its like may be repeated by itself.
        [Some(value), value.split_once(' ').map(|(_, secret)| secret)].into_iter().flatten()
    });
    let secrets = secrets.chain([request.url.expose_secret()]);
    let text =
        secrets.filter(|secret| !secret.is_empty()).fold(text.to_owned(), |text, secret| text.replace(secret, "***"));
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(200).collect()
}
