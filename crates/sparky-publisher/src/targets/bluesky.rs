//! Bluesky: an item as a record whose name follows from the item, so that it is the same post however often it is put
//! there.

mod embed;
mod facets;
mod tid;

use std::sync::OnceLock;

use chrono::SecondsFormat;
use secrecy::SecretString;
use serde_json::{Value, json};
use sparky_github::Clock;
use sparky_schema::post_length::graphemes;
use sparky_store::{Record, RecordState};

use super::network::{self, Thread};
use super::{Found, Service, Trace};
use crate::config::BlueskyAccount;
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Unfit};
use crate::picture::Attached;
use crate::post::Post;
use crate::request::{Body, Header, Repeat, Request};
use crate::web::Web;

/// What a post holds: in graphemes, and in bytes.
const GRAPHEMES: usize = 300;
const BYTES: usize = 3_000;
/// Bytes of a picture.
const PICTURE: usize = 1_000_000;
/// What is left out where there is no picture: that of a link, or the picture by itself.
const THUMB: &str = "/record/embed/external/thumb";
const EMBED: &str = "/record/embed";
const COLLECTION: &str = "app.bsky.feed.post";
/// What stands for the time of sending until it is known, so that the same item is the same request.
const LATER: &str = "${time of sending}";
const TIME: &str = "/record/createdAt";

/// An account.
pub(crate) struct Bluesky<'a> {
    web: &'a Web,
    clock: &'a dyn Clock,
    target: &'a str,
    account: &'a BlueskyAccount,
    /// The key of this run's session; a server opens few in an hour.
    session: OnceLock<SecretString>,
}

impl<'a> Bluesky<'a> {
    pub(crate) fn new(web: &'a Web, clock: &'a dyn Clock, target: &'a str, account: &'a BlueskyAccount) -> Self {
        Self { web, clock, target, account, session: OnceLock::new() }
    }

    fn texts(&self, post: &Post<'_>) -> Result<Vec<String>, Error> {
        let thread = if self.account.thread { Thread::Whole } else { Thread::AsNeeded };
        // A text that is too long in bytes counts as too long.
        let count = |text: &str| graphemes(text).max(if text.len() > BYTES { GRAPHEMES + 1 } else { 0 });
        network::texts(post, thread, "a post on Bluesky", GRAPHEMES, count)
    }

    fn request(&self, method: &'static str, call: &str) -> Request {
        Request::to(method, &format!("{}/xrpc/{call}", self.account.base_url.trim_end_matches('/')))
    }

    fn name(&self, post: &Post<'_>, at: usize) -> String {
        tid::tid(post.content.window.until, &format!("{}/{}#{at}", self.target, post.item.id))
    }

    /// The record of one post; `done` are those before it, each as `<uri> <cid>`.
    fn record(&self, post: &Post<'_>, text: &str, done: &[Trace]) -> Value {
        let mut record = json!({ "$type": COLLECTION, "text": text, "createdAt": LATER });
        let marks = facets::facets(text);
        if !marks.is_empty() {
            record["facets"] = json!(marks);
        }
        if let Some(language) = &self.account.language {
            record["langs"] = json!([language]);
        }
        if let Some(link) = facets::first_link(text) {
            record["embed"] = embed::card(post, link);
        }
        if let Some(picture) = embed::picture_of(post, done) {
            record["embed"] = embed::pictured(record.get("embed"), &picture);
        }
        if let (Some(root), Some(parent)) = (done.first(), done.last()) {
            record["reply"] = json!({ "root": reference(root), "parent": reference(parent) });
        }
        record
    }

    async fn session(&self) -> Result<&SecretString, Error> {
        if let Some(session) = self.session.get() {
            return Ok(session);
        }
        let secret = secrecy::ExposeSecret::expose_secret(&self.account.password.value);
        let body = json!({ "identifier": self.account.handle, "password": secret });
        let request = self.request("POST", "com.atproto.server.createSession").json(&body);
        let answer = self.web.read(&request).await.map_err(|error| self.needing(error))?;
        let key = network::text(&answer, "accessJwt").ok_or_else(|| network::strange(&request, "a session"))?;
        Ok(self.session.get_or_init(|| SecretString::from(key)))
    }

    /// With the time, by which readers see it between other posts.
    fn dated(&self, request: &Request) -> Request {
        let mut body = request.value();
        if let Some(time) = body.pointer_mut(TIME) {
            *time = json!(self.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true));
        }
        request.clone().body(body.to_string())
    }

    async fn upload(&self, picture: &Attached) -> Result<Value, Error> {
        let request =
            self.request("POST", "com.atproto.repo.uploadBlob").header(Header::open("content-type", "image/png"));
        let request =
            request.body(Body::Bytes(picture.bytes.clone())).authorized(Header::bearer(self.session().await?));
        let answer = self.web.write(&request).await.map_err(|error| self.needing(error))?;
        let blob = answer.get("blob").filter(|blob| blob.is_object()).cloned();
        blob.ok_or_else(|| request.strange("the answer was no blob of Bluesky's"))
    }

    fn needing(&self, error: Error) -> Error {
        error.needing(&self.account.password, "an app password of the account that `handle` names")
    }

    /// What a record of this name holds.
    async fn held(&self, name: &str) -> Result<Option<Value>, Error> {
        let call =
            format!("com.atproto.repo.getRecord?repo={}&collection={COLLECTION}&rkey={name}", self.account.handle);
        let request = self.request("GET", &call);
        match self.web.read(&request).await {
            Ok(answer) if self.trace(&answer).is_none() => Err(request.strange("no record of Bluesky's")),
            Ok(answer) => Ok(Some(answer)),
            Err(error) if error.says("RecordNotFound") || error.says("Could not locate record") || error.is_gone() => {
                Ok(None)
            }
            Err(error) => Err(self.needing(error)),
        }
    }

    fn trace(&self, answer: &Value) -> Option<Trace> {
        let (uri, cid) = (network::text(answer, "uri")?, network::text(answer, "cid")?);
        let name = uri.rsplit('/').next().unwrap_or_default();
        let url = format!("https://bsky.app/profile/{}/post/{name}", self.account.handle);
        Some(Trace { remote: Some(format!("{uri} {cid}")), url: Some(url) })
    }
}

impl Service for Bluesky<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let first = self.next(post, found, &[])?;
        first.ok_or(Error::Unfit(Unfit::DoesNotFit { what: "a post on Bluesky", length: 0, limit: GRAPHEMES }))
    }

    fn next(&self, post: &Post<'_>, _: &Found, done: &[Trace]) -> Result<Option<Request>, Error> {
        let texts = self.texts(post)?;
        let Some(text) = texts.get(done.len()) else { return Ok(None) };
        let body = json!({
            "repo": self.account.handle,
            "collection": COLLECTION,
            "rkey": self.name(post, done.len()),
            "validate": true,
            "record": self.record(post, text, done),
        });
        let request =
            self.request("POST", "com.atproto.repo.putRecord").json(&body).header(Header::later("${session}"));
        let field = if body.pointer(THUMB).is_some() { THUMB } else { EMBED };
        let request = request.picturing(embed::picture_of(post, done), field);
        Ok(Some(Request { repeat: Repeat::Always, ..request }))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        if let Some(trace) = network::unchanged(self, post, record)? {
            return Ok(Found::Same(trace));
        }
        let (mut parts, mut same) = (Vec::new(), true);
        let texts = self.texts(post)?;
        for (at, text) in texts.iter().enumerate() {
            let Some(answer) = self.held(&self.name(post, at)).await? else { break };
            same &= answer.pointer("/value/text").and_then(Value::as_str) == Some(text);
            parts.extend(self.trace(&answer));
        }
        Ok(match parts.first() {
            None if record.is_some_and(|record| record.state == RecordState::Published) => {
                record.map_or(Found::Nothing, network::deleted)
            }
            None => Found::Nothing,
            Some(_) if same && parts.len() == texts.len() => Found::All(parts),
            Some(_) if same => Found::Part(parts),
            Some(first) => Found::Changed(first.clone()),
        })
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let session = self.session().await?;
        let request = request.pictured(PICTURE, async |picture| self.upload(picture).await).await?;
        let request = self.dated(&request).authorized(Header::bearer(session));
        let answer = self.web.write(&request).await.map_err(|error| self.needing(error))?;
        self.trace(&answer).ok_or_else(|| network::strange(&request, "a record of Bluesky's"))
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        network::take_back(record, &network::names(record), async |name| {
            let uri = name.split(' ').next().unwrap_or_default();
            let rkey = uri.rsplit('/').next().unwrap_or_default();
            let body = json!({ "repo": self.account.handle, "collection": COLLECTION, "rkey": rkey });
            let session = self.session().await?;
            let request = self.request("POST", "com.atproto.repo.deleteRecord").json(&body);
            let sent = self.web.send(&request.authorized(Header::bearer(session))).await;
            sent.map(drop).map_err(|error| self.needing(error))
        })
        .await
    }

    async fn check(&self) -> Result<Checked, Error> {
        self.session().await?;
        Ok(Checked::good([format!("posts as @{}", self.account.handle)]))
    }
}

fn reference(trace: &Trace) -> Value {
    let name = trace.remote.as_deref().unwrap_or_default();
    let (uri, cid) = name.split_once(' ').unwrap_or((name, name));
    json!({ "uri": uri, "cid": cid })
}
