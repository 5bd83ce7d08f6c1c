//! Mastodon: an item as a post, or several that reply to each other where one does not hold it. The server knows a post by
//! its key for an hour; after that it is looked for among the account's posts.

mod html;
mod limits;
mod picture;

use std::sync::OnceLock;
use std::time::Duration;

use serde_json::{Value, json};
use sparky_github::Clock;
use sparky_schema::codec::sha256_hex;
use sparky_schema::post_length::on_mastodon;
use sparky_store::{Record, RecordState};

use self::limits::Limits;
use super::network::{self, Thread};
use super::{Found, Service, Trace};
use crate::config::MastodonAccount;
use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::picture::PLACE;
use crate::post::Post;
use crate::request::{Header, Repeat, Request};
use crate::web::Web;

/// What is left out of a post where there is no picture.
const PICTURE: &str = "/media_ids";
/// For so long a key is known, with room for clocks that differ.
const KEY: Duration = Duration::from_secs(50 * 60);
/// Posts that are looked through; a server gives no more at once.
const LOOKED: usize = 40;

/// An account.
pub(crate) struct Mastodon<'a> {
    web: &'a Web,
    target: &'a str,
    account: &'a MastodonAccount,
    clock: &'a dyn Clock,
    /// What the server takes, once it was asked.
    limits: OnceLock<Limits>,
}

impl<'a> Mastodon<'a> {
    pub(crate) fn new(web: &'a Web, clock: &'a dyn Clock, target: &'a str, account: &'a MastodonAccount) -> Self {
        Self { web, target, account, clock, limits: OnceLock::new() }
    }

    fn texts(&self, post: &Post<'_>) -> Result<Vec<String>, Error> {
        let thread = if self.account.thread { Thread::Whole } else { Thread::AsNeeded };
        let Limits { post: limit, link, .. } = self.limits.get().copied().unwrap_or_default();
        network::texts(post, thread, "a post on Mastodon", limit, |text| on_mastodon(text, link))
    }

    /// What the server says of itself; the older of its two ways is the only one that some have.
    async fn instance(&self) -> Result<Value, Error> {
        match self.web.read(&self.request("GET", "/v2/instance")).await {
            Err(error) if error.is_gone() => self.web.read(&self.request("GET", "/v1/instance")).await,
            other => other,
        }
    }

    fn request(&self, method: &'static str, path: &str) -> Request {
        let url = format!("{}/api{path}", self.account.base_url.trim_end_matches('/'));
        Request::to(method, &url).header(Header::secret("authorization", "Bearer ", &self.account.token))
    }

    /// A new post, after the one that it replies to.
    fn create(&self, post: &Post<'_>, text: &str, done: &[Trace]) -> Request {
        let key = sha256_hex(format!("{}/{}#{}", self.target, post.item.id, done.len()).as_bytes());
        let request = self.request("POST", "/v1/statuses").header(Header::open("idempotency-key", &key));
        let picture = post.picture.filter(|_| done.is_empty());
        let request = request.json(&self.body(text, done.last(), picture.is_some())).picturing(picture, PICTURE);
        Request { repeat: Repeat::Within(KEY), ..request }
    }

    fn body(&self, text: &str, before: Option<&Trace>, is_pictured: bool) -> Value {
        let mut body = json!({ "status": text });
        if is_pictured {
            body["media_ids"] = json!([PLACE]);
        }
        let options = [
            ("visibility", self.account.visibility.as_ref()),
            ("language", self.account.language.as_ref()),
            ("in_reply_to_id", before.and_then(|before| before.remote.as_ref())),
        ];
        for (name, value) in options.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            body[name] = json!(value);
        }
        body
    }

    /// What was sent when these were the texts, as the ledger knows it.
    fn digest(&self, texts: &[String], is_pictured: bool) -> String {
        let before = |at: usize| (at > 0).then(|| Trace { remote: Some(format!("${{answer {at}}}")), url: None });
        let body =
            |(at, text): (usize, &String)| self.body(text, before(at).as_ref(), is_pictured && at == 0).to_string();
        let bodies: Vec<String> = texts.iter().enumerate().map(body).collect();
        sha256_hex(bodies.join("\n").as_bytes())
    }

    /// The text of a post as it was written; a server that does not tell it shows it.
    async fn held(&self, id: &str) -> Result<String, Error> {
        match self.web.read(&self.request("GET", &format!("/v1/statuses/{id}/source"))).await {
            Ok(source) => Ok(network::text(&source, "text").unwrap_or_default()),
            Err(error) if error.is_gone() => {
                let status = self.web.read(&self.request("GET", &format!("/v1/statuses/{id}"))).await?;
                Ok(html::text(&network::text(&status, "content").unwrap_or_default()))
            }
            Err(error) => Err(error),
        }
    }

    /// The posts that the ledger names.
    async fn compare(&self, post: &Post<'_>, record: &Record, ids: &[&str]) -> Result<Found, Error> {
        let texts = self.texts(post)?;
        let mut held = Vec::new();
        for id in ids {
            match self.held(id).await {
                Ok(text) => held.push(text),
                Err(error) if error.is_gone() => return Ok(network::deleted(record)),
                Err(error) if error.is_denied() => return Ok(Found::Untold),
                Err(error) => return Err(error),
            }
        }
        let trace = Trace { remote: Some(ids.join(" ")), url: record.url.clone() };
        if held == texts {
            return Ok(Found::Same(network::known(record)));
        }
        if record.state == RecordState::Published && self.digest(&held, post.picture.is_some()) != record.sha256 {
            return Ok(Found::Left(
                network::known(record),
                "a person has changed the post; it is left alone".to_owned(),
            ));
        }
        Ok(Found::Changed(trace))
    }

    /// The newest posts of the account, among which a post may be of which nobody knows.
    async fn search(&self, texts: &[String]) -> Result<Found, Error> {
        let all = async {
            let account = self.web.read(&self.request("GET", "/v1/accounts/verify_credentials")).await?;
            let id = network::text(&account, "id").unwrap_or_default();
            let path = format!("/v1/accounts/{id}/statuses?limit={LOOKED}&exclude_reblogs=true");
            let request = self.request("GET", &path);
            let list = self.web.read(&request).await?;
            list.as_array().cloned().ok_or_else(|| request.strange("no list of statuses"))
        };
        let all = match all.await {
            Err(error) if error.is_denied() || error.is_gone() => return Ok(Found::Untold),
            other => other?,
        };
        let seen =
            all.iter().filter_map(|status| Some((html::text(&network::text(status, "content")?), trace(status)?)));
        Ok(network::among(texts, &seen.collect::<Vec<_>>(), html::squeeze))
    }
}

impl Service for Mastodon<'_> {
    fn plan(&self, post: &Post<'_>, _: &Found) -> Result<Request, Error> {
        let texts = self.texts(post)?;
        Ok(self.create(post, texts.first().map_or("", String::as_str), &[]))
    }

    fn next(&self, post: &Post<'_>, found: &Found, done: &[Trace]) -> Result<Option<Request>, Error> {
        let texts = self.texts(post)?;
        let Some(text) = texts.get(done.len()) else { return Ok(None) };
        Ok(Some(match network::id_at(found, done.len()) {
            Some(id) => {
                let picture = post.picture.filter(|_| done.is_empty());
                let mut body = self.body(text, None, picture.is_some());
                body.as_object_mut().and_then(|body| body.remove("visibility"));
                self.request("PUT", &format!("/v1/statuses/{id}")).json(&body).picturing(picture, PICTURE)
            }
            None => self.create(post, text, done),
        }))
    }

    async fn prepare(&self) -> Result<(), Error> {
        if self.limits.get().is_some() {
            return Ok(());
        }
        let limits = match self.instance().await {
            Ok(instance) => Limits::of(&instance),
            // A server that keeps this to itself takes what they all take; posting will tell.
            Err(error) if error.is_gone() || error.is_denied() => Limits::default(),
            Err(error) => return Err(error),
        };
        self.limits.get_or_init(|| limits);
        Ok(())
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let texts = self.texts(post)?;
        if let Some(trace) = network::unchanged(self, post, record)? {
            return Ok(Found::Same(trace));
        }
        match record.map(|record| (record, network::ids(record))) {
            Some((record, ids)) if !ids.is_empty() && record.remote.is_some() => self.compare(post, record, &ids).await,
            _ => self.search(&texts).await,
        }
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let most = self.limits.get().map_or(0, |limits| limits.picture);
        let request = &request.pictured(most, async |picture| self.upload(picture).await).await?;
        let status = self.web.write(request).await.map_err(|error| self.needing(error))?;
        trace(&status).ok_or_else(|| network::strange(request, "a status of Mastodon's"))
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        network::take_back(record, &network::ids(record), async |id| {
            let request = self.request("DELETE", &format!("/v1/statuses/{id}"));
            self.web.send(&request).await.map(drop).map_err(|error| self.needing(error))
        })
        .await
    }

    async fn check(&self) -> Result<Checked, Error> {
        self.prepare().await?;
        let account = self.web.read(&self.request("GET", "/v1/accounts/verify_credentials")).await;
        let account = account.map_err(|error| self.needing(error))?;
        let name = network::text(&account, "acct").map(|name| format!("posts as @{name}"));
        let limit = self.limits.get().map(|limits| format!("takes {} characters a post", limits.post));
        Ok(Checked::good(name.into_iter().chain(limit)))
    }
}

impl Mastodon<'_> {
    fn needing(&self, error: Error) -> Error {
        error.needing(&self.account.token, "the scope `write:statuses` (and `read` to find posts again)")
    }
}

fn trace(status: &Value) -> Option<Trace> {
    let id = network::text(status, "id").filter(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric()))?;
    Some(Trace { remote: Some(id), url: network::text(status, "url") })
}
