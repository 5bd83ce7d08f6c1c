//! A webhook of Discord: each item as one embed, in which nobody is mentioned. Discord names the message, so that it can
//! be changed later; it cannot be searched for.

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use sparky_store::Record;

use super::{Found, Service, Trace};
use crate::config::Secret;
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Trouble};
use crate::post::Post;
use crate::request::Request;
use crate::text::{quiet, shorten};
use crate::web::Web;

/// What Discord takes: of a title, and of a description.
const TITLE: usize = 256;
const DESCRIPTION: usize = 4096;

/// The webhook.
pub(crate) struct Discord<'a> {
    pub(crate) web: &'a Web,
    pub(crate) url: &'a Secret,
}

impl Discord<'_> {
    fn to(&self, method: &'static str, tail: &str) -> Request {
        let url = SecretString::from(format!("{}{tail}", self.url.value.expose_secret().trim_end_matches('/')));
        Request::to_secret(method, url, format!("{}{tail}", self.url.shown()))
    }
}

impl Service for Discord<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let body = json!({
            "embeds": [{
                "title": shorten(&quiet(&post.item.title), TITLE),
                "description": shorten(&quiet(&post.item.body_markdown), DESCRIPTION),
            }],
            "allowed_mentions": { "parse": [] },
        });
        // Without `wait` errors are swallowed and the message has no name.
        let (method, tail) = match found {
            Found::Changed(Trace { remote: Some(message), .. }) => ("PATCH", format!("/messages/{message}")),
            _ => ("POST", "?wait=true".to_owned()),
        };
        Ok(self.to(method, &tail).json(&body))
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let Some(message) = &record.remote else {
            return Ok(Withdrawn::ByHand("nobody knows which message it is".to_owned()));
        };
        match self.web.send(&self.to("DELETE", &format!("/messages/{message}"))).await {
            Ok(_) | Err(Error::Service { trouble: Trouble::Gone { .. }, .. }) => Ok(Withdrawn::Gone),
            Err(error) => Err(error),
        }
    }

    async fn find(&self, _: &Post<'_>, _: Option<&Record>) -> Result<Found, Error> {
        Ok(Found::Untold)
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let body = self.web.send(request).await?.body.unwrap_or_default();
        let message: Value = serde_json::from_str(&body).unwrap_or_default();
        match message.get("id").and_then(Value::as_str).filter(|id| id.bytes().all(|byte| byte.is_ascii_digit())) {
            Some(id) => Ok(Trace { remote: Some(id.to_owned()), url: None }),
            None => Err(Error::Service {
                place: request.shown.clone(),
                trouble: Trouble::Unanswered("the answer was no message of Discord's".to_owned()),
            }),
        }
    }

    async fn check(&self) -> Result<Checked, Error> {
        let request = Request::to_secret("GET", self.url.value.clone(), self.url.shown());
        let hook = self.web.read(&request).await?;
        let name = hook.get("name").and_then(Value::as_str).map(|name| format!("posts as {name}"));
        Ok(Checked::good(name))
    }
}
