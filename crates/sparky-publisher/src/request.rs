//! A request as it will be sent, and as it may be shown. It must not know how it is sent.

use secrecy::SecretString;
use serde::Serialize;

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
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) url: SecretString,
    /// The address as it may be shown.
    pub(crate) shown: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: String,
}

/// A header.
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
}

impl Request {
    /// A file.
    pub(crate) fn write(path: impl Into<String>, bytes: &[u8]) -> Self {
        let shown = path.into();
        let body = String::from_utf8_lossy(bytes).into_owned();
        Self { method: "WRITE", url: SecretString::from(shown.as_str()), shown, headers: Vec::new(), body }
    }

    pub(crate) fn planned(&self, target: &str, item: &str) -> Planned {
        Planned {
            target: target.to_owned(),
            item: item.to_owned(),
            method: self.method,
            url: self.shown.clone(),
            headers: self.headers.iter().map(|header| (header.name.to_owned(), header.shown.clone())).collect(),
            body: self.body.clone(),
        }
    }
}
