//! A request as it will be sent, and as it may be shown. It must not know how it is sent.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;

use crate::config::Secret;
use crate::error::{Error, Trouble};
use crate::picture::Attached;

/// What would be sent, without secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// The name of the target.
    pub target: String,
    /// The id of the item.
    pub item: String,
    /// The method of HTTP, or `WRITE` for a file.
    pub method: &'static str,
    /// Where it goes; secret parts are the names of their variables.
    pub url: String,
    /// Headers that mean something; secret ones are the names of their variables.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// A request that is ready to go.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) url: SecretString,
    /// The address as it may be shown.
    pub(crate) shown: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Body,
    /// Whether it may be sent again while nobody knows what became of it.
    pub(crate) repeat: Repeat,
    /// What goes to the service before it.
    pub(crate) picture: Option<Attached>,
}

/// Whether a request may be sent again while nobody knows what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It may not: readers would see it twice.
    Never,
    /// For so long after its first sending: its key tells the service that it is the same.
    Within(Duration),
    /// At any time: nobody sees it twice, such as the upload of a picture.
    Always,
}

/// What a request carries.
#[derive(Clone)]
pub(crate) enum Body {
    Text(String),
    /// Something that is not shown, such as a picture.
    Bytes(Vec<u8>),
}

/// A header.
#[derive(Clone)]
pub(crate) struct Header {
    pub(crate) name: &'static str,
    pub(crate) value: SecretString,
    /// The value as it may be shown.
    pub(crate) shown: String,
}

impl Header {
    /// A header that is no secret.
    pub(crate) fn open(name: &'static str, value: &str) -> Self {
        Self { name, value: SecretString::from(value), shown: value.to_owned() }
    }

    /// Where a token will stand that is not known yet.
    pub(crate) fn later(shown: &str) -> Self {
        Self { name: "authorization", value: SecretString::default(), shown: shown.to_owned() }
    }

    /// A token of which only the service knows.
    pub(crate) fn bearer(token: &SecretString) -> Self {
        let value = SecretString::from(format!("Bearer {}", token.expose_secret()));
        Self { name: "authorization", value, shown: "Bearer ***".to_owned() }
    }

    /// A header that holds a secret after some words, such as `Bearer `.
    pub(crate) fn secret(name: &'static str, words: &str, secret: &Secret) -> Self {
        let value = SecretString::from(format!("{words}{}", secret.value.expose_secret()));
        Self { name, value, shown: format!("{words}{}", secret.shown()) }
    }
}

impl Body {
    /// The body as it may be shown; what is no text is told by its size.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Bytes(bytes) => format!("({} bytes)", bytes.len()),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Request {
    /// A request to an address that is no secret.
    pub(crate) fn to(method: &'static str, url: &str) -> Self {
        Self::to_secret(method, SecretString::from(url), url.to_owned())
    }

    /// A request to an address that is a secret, and how it may be shown.
    pub(crate) fn to_secret(method: &'static str, url: SecretString, shown: String) -> Self {
        let body = Body::Text(String::new());
        Self { method, url, shown, headers: Vec::new(), body, repeat: Repeat::Never, picture: None }
    }

    /// With a body of JSON.
    pub(crate) fn json(self, body: &serde_json::Value) -> Self {
        self.header(Header::open("content-type", "application/json")).body(body.to_string())
    }

    /// The body, when it is JSON.
    pub(crate) fn value(&self) -> serde_json::Value {
        serde_json::from_slice(self.body.bytes()).unwrap_or_default()
    }

    pub(crate) fn body(self, body: impl Into<Body>) -> Self {
        Self { body: body.into(), ..self }
    }

    pub(crate) fn header(mut self, header: Header) -> Self {
        self.headers.push(header);
        self
    }

    /// The service was asked, and what it said is of no use; nothing was sent.
    pub(crate) fn strange(&self, said: &str) -> Error {
        self.fault(Trouble::Mute(said.to_owned()))
    }

    /// Something was sent, and what came back does not say whether it arrived.
    pub(crate) fn unanswered(&self, said: &str) -> Error {
        self.fault(Trouble::Unanswered(said.to_owned()))
    }

    pub(crate) fn fault(&self, trouble: Trouble) -> Error {
        Error::Service { place: self.shown.clone(), trouble }
    }

    /// With the header that says on whose behalf it is sent, in the place of one that stood for it.
    pub(crate) fn authorized(mut self, header: Header) -> Self {
        self.headers.retain(|held| held.name != header.name);
        self.header(header)
    }

    /// A file.
    pub(crate) fn write(path: impl Into<String>, bytes: &[u8]) -> Self {
        Self::to("WRITE", &path.into()).body(String::from_utf8_lossy(bytes).into_owned())
    }

    pub(crate) fn planned(&self, target: &str, item: &str) -> Planned {
        Planned {
            target: target.to_owned(),
            item: item.to_owned(),
            method: self.method,
            url: self.shown.clone(),
            headers: self.headers.iter().map(|header| (header.name.to_owned(), header.shown.clone())).collect(),
            body: self.body.shown(),
        }
    }
}
