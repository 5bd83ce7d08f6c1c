//! A webhook of one's own: each item as JSON, signed, once. The receiver gets the item's key with every delivery.

use aws_lc_rs::hmac;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use sparky_store::Record;

use super::{Found, Service, Trace};
use crate::config::Secret;
use crate::deliver::Withdrawn;
use crate::error::Error;
use crate::post::Post;
use crate::request::{Header, Request};
use crate::web::Web;

/// The webhook.
pub(crate) struct Webhook<'a> {
    pub(crate) web: &'a Web,
    pub(crate) target: &'a str,
    pub(crate) url: &'a Secret,
    pub(crate) key: &'a Secret,
}

impl Webhook<'_> {
    fn event(&self, event: &str, key: &str, body: &Value) -> Request {
        let signature = self.sign(&body.to_string());
        Request::to_secret("POST", self.url.value.clone(), self.url.shown())
            .json(body)
            .header(Header::open("idempotency-key", key))
            .header(Header::open("x-sparky-event", event))
            .header(Header::open("x-sparky-signature-256", &signature))
    }

    /// `sha256=` and the HMAC of the body in hexadecimal digits.
    fn sign(&self, body: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.key.value.expose_secret().as_bytes());
        let tag = hmac::sign(&key, body.as_bytes());
        let digits: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("sha256={digits}")
    }
}

impl Service for Webhook<'_> {
    fn plan(&self, post: &Post<'_>, _: &Found) -> Result<Request, Error> {
        let key = format!("{}/{}", self.target, post.item.id);
        if post.is_notice {
            let item = post.item;
            let alert = json!({ "id": item.id, "title": item.title, "body_markdown": item.body_markdown });
            return Ok(self.event("alert", &key, &json!({ "event": "alert", "key": key, "alert": alert })));
        }
        let body = json!({
            "event": "published",
            "key": key,
            "window": post.content.window,
            "incomplete": post.content.incomplete,
            "item": post.item,
        });
        Ok(self.event("published", &key, &body))
    }

    /// The receiver is told; what it does is its own.
    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let key = format!("{}/{}", self.target, record.item);
        let request =
            self.event("withdrawn", &key, &json!({ "event": "withdrawn", "key": key, "item": { "id": record.item } }));
        self.web.send(&request).await.map(|_| Withdrawn::Gone)
    }

    async fn find(&self, _: &Post<'_>, _: Option<&Record>) -> Result<Found, Error> {
        Ok(Found::Untold)
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        self.web.send(request).await.map(|_| Trace::default())
    }
}
