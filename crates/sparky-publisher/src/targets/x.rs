//! X: an item as a post. X charges for each, more for one with a link, knows no key and changes no post; an answer that was
//! lost is looked for in the account's timeline.

mod oauth;
mod unlink;

use aws_lc_rs::digest::{SHA256, digest};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use sparky_github::Clock;
use sparky_schema::post_length::{is_link, on_x};
use sparky_store::{Record, RecordState};

use self::oauth::Moment;
use super::network::{self, Thread};
use super::{Found, Service, Trace};
use crate::config::{XAccount, XCredentials};
use crate::deliver::{Checked, Withdrawn, fingerprint};
use crate::error::{Error, Unfit};
use crate::picture::{Attached, Form, PLACE};
use crate::post::Post;
use crate::request::{Header, Request};
use crate::web::Web;

/// What a post holds.
const POST: usize = 280;
/// What X charged for a post, and for one with a link, in November 2026.
const PRICE: f64 = 0.015;
const PRICE_WITH_LINK: f64 = 0.20;
/// Bytes of a picture, and signs of its description.
const PICTURE: usize = 5 * 1024 * 1024;
const ALTERNATIVE: usize = 1_000;
/// Posts that are looked through.
const LOOKED: usize = 20;

/// An account.
pub(crate) struct X<'a> {
    pub(crate) web: &'a Web,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) account: &'a XAccount,
}

impl X<'_> {
    fn texts(&self, post: &Post<'_>) -> Result<Vec<String>, Error> {
        let thread = if self.account.thread { Thread::Whole } else { Thread::Never };
        let unlink = |text: &str| if self.account.links { text.to_owned() } else { unlink::without_links(text) };
        let item = sparky_schema::content::Item {
            card: None,
            text: Some(unlink(&network::words(post))),
            thread: post.item.thread.iter().map(|text| unlink(text)).collect(),
            ..post.item.clone()
        };
        network::texts(&Post { item: &item, ..post.clone() }, thread, "a post on X", POST, on_x)
    }

    fn url(&self, path: &str) -> String {
        format!("{}/2{path}", self.account.base_url.trim_end_matches('/'))
    }

    /// The request with what shows that the account agrees; a signature holds for one sending.
    fn signed(&self, request: &Request) -> Request {
        let header = match &self.account.credentials {
            XCredentials::Bearer(token) => Header::secret("authorization", "Bearer ", token),
            XCredentials::Keys(keys) => {
                let url = request.url.expose_secret();
                let (place, query) = url.split_once('?').unwrap_or((url, ""));
                let parameters: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
                let value = oauth::authorization(request.method, place, &parameters, keys, &self.moment(request));
                Header { name: "authorization", value, shown: format!("OAuth {}", keys.consumer_key.shown()) }
            }
        };
        request.clone().authorized(header)
    }

    fn later(&self) -> Header {
        match &self.account.credentials {
            XCredentials::Bearer(token) => Header::later(&format!("Bearer {}", token.shown())),
            XCredentials::Keys(keys) => Header::later(&format!("OAuth {}", keys.token.shown())),
        }
    }

    /// A nonce follows from the time and the request, so that chance is not needed.
    fn moment(&self, request: &Request) -> Moment {
        let now = self.clock.now();
        let seed = format!("{:?} {} {}", now, request.url.expose_secret(), request.body.shown());
        let hash = digest(&SHA256, seed.as_bytes());
        let nonce = hash.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Moment { timestamp: now.timestamp(), nonce }
    }

    async fn read(&self, path: &str) -> Result<Value, Error> {
        let request = Request::to("GET", &self.url(path));
        self.web.read_anew(|| self.signed(&request)).await
    }

    /// The newest posts of the account; none where the plan has no reading.
    async fn timeline(&self) -> Result<Option<Value>, Error> {
        let all = async {
            let me = self.read("/users/me").await?;
            let id = me.pointer("/data/id").and_then(Value::as_str).unwrap_or_default();
            self.read(&format!("/users/{id}/tweets?max_results={LOOKED}&tweet.fields=entities")).await
        };
        match all.await {
            Ok(all) => Ok(Some(all)),
            Err(error) if error.is_denied() || error.is_gone() || error.is_unpaid() => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn upload(&self, picture: &Attached) -> Result<Value, Error> {
        let form = Form::around(&picture.bytes).field("media_category", "tweet_image").field("media_type", "image/png");
        let request = form.send(Request::to("POST", &self.url("/media/upload")), "media", &picture.bytes);
        let answer = self.web.write_anew(|| self.signed(&request)).await.map_err(|error| self.needing(error))?;
        let id = answer.pointer("/data/id").and_then(Value::as_str);
        let id = id.ok_or_else(|| request.strange("the answer was no picture of X's"))?;
        let text: String = picture.alternative.chars().take(ALTERNATIVE).collect();
        let about = json!({ "id": id, "metadata": { "alt_text": { "text": text } } });
        let described = Request::to("POST", &self.url("/media/metadata")).json(&about);
        // The picture is there; that it has no description is no reason to leave it out.
        if let Err(error) = self.web.send_anew(|| self.signed(&described)).await {
            tracing::warn!("the picture has no description: {error}");
        }
        Ok(json!(id))
    }

    /// Whether X says that there is no such post, where the plan has reading.
    async fn is_absent(&self, id: &str) -> bool {
        match self.read(&format!("/tweets/{id}")).await {
            Ok(answer) => answer.get("data").is_none() && answer.get("errors").is_some(),
            Err(error) => error.is_missing(),
        }
    }

    fn needing(&self, error: Error) -> Error {
        match &self.account.credentials {
            XCredentials::Bearer(token) => error.needing(
                token,
                "the scopes `tweet.write`, `tweet.read`, `users.read` and, for pictures, `media.write`; such a token lasts two hours",
            ),
            XCredentials::Keys(keys) => error.needing(&keys.token, "an app with the permission \"Read and write\""),
        }
    }
}

impl Service for X<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let first = self.next(post, found, &[])?;
        first.ok_or(Error::Unfit(Unfit::DoesNotFit { what: "a post on X without its links", length: 0, limit: POST }))
    }

    fn next(&self, post: &Post<'_>, _: &Found, done: &[Trace]) -> Result<Option<Request>, Error> {
        let texts = self.texts(post)?;
        let Some(text) = texts.get(done.len()) else { return Ok(None) };
        let mut body = json!({ "text": text });
        if let Some(before) = done.last().and_then(|before| before.remote.as_ref()) {
            body["reply"] = json!({ "in_reply_to_tweet_id": before });
        }
        let picture = post.picture.filter(|_| done.is_empty());
        if picture.is_some() {
            body["media"] = json!({ "media_ids": [PLACE] });
        }
        let request = Request::to("POST", &self.url("/tweets")).json(&body).header(self.later());
        Ok(Some(request.picturing(picture, "/media")))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let Some(record) = record else { return Ok(Found::Untold) };
        if record.state == RecordState::Published {
            let trace = network::known(record);
            let reason = "a post on X cannot be changed; it stays as it was";
            let same = fingerprint(self, post)? == record.sha256;
            return Ok(if same { Found::Same(trace) } else { Found::Left(trace, reason.to_owned()) });
        }
        let Some(all) = self.timeline().await? else { return Ok(Found::Untold) };
        let posts = all.get("data").and_then(Value::as_array);
        // X leaves the list out when it is empty, and says so.
        if posts.is_none() && all.pointer("/meta/result_count").and_then(Value::as_u64) != Some(0) {
            return Err(Request::to("GET", &self.url("/users")).strange("no list of posts"));
        }
        let seen = posts.into_iter().flatten();
        let seen: Vec<(String, Trace)> = seen.filter_map(|post| Some((written(post)?, trace(post)?))).collect();
        Ok(network::among(&self.texts(post)?, &seen, |text| text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let request = &request.pictured(PICTURE, async |picture| self.upload(picture).await).await?;
        let answer = self.web.write_anew(|| self.signed(request)).await.map_err(|error| {
            match error.says("duplicate content") {
                // It is there: an earlier call of which nobody knew has arrived.
                true => network::strange(request, "a new post, for X has this text already"),
                false => self.needing(error),
            }
        })?;
        let post = answer.get("data").and_then(trace);
        post.ok_or_else(|| network::strange(request, "a post of X's"))
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        network::take_back(record, &network::ids(record), async |id| {
            let request = Request::to("DELETE", &self.url(&format!("/tweets/{id}")));
            let answer = self.web.write_anew(|| self.signed(&request)).await.map_err(|error| self.needing(error))?;
            let is_deleted = answer.pointer("/data/deleted").and_then(Value::as_bool) == Some(true);
            // X did nothing: most likely because an earlier call of which nobody knew did it.
            match is_deleted || self.is_absent(id).await {
                true => Ok(()),
                false => Err(network::strange(&request, "that the post is deleted")),
            }
        })
        .await
    }

    fn cost(&self, post: &Post<'_>) -> Option<f64> {
        let price = |text: &String| if text.split_whitespace().any(is_link) { PRICE_WITH_LINK } else { PRICE };
        Some(self.texts(post).ok()?.iter().map(price).sum())
    }

    async fn check(&self) -> Result<Checked, Error> {
        let me = self.read("/users/me").await.map_err(|error| self.needing(error))?;
        let name = me.pointer("/data/username").and_then(Value::as_str).map(|name| format!("posts as @{name}"));
        Ok(Checked::good(name.into_iter().chain([format!("each post costs about {PRICE} US dollars")])))
    }
}

fn trace(post: &Value) -> Option<Trace> {
    let id = network::text(post, "id").filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(Trace { url: Some(format!("https://x.com/i/status/{id}")), remote: Some(id) })
}

/// The text as it was written: X escapes it and shortens links.
fn written(post: &Value) -> Option<String> {
    let text = network::text(post, "text")?;
    let links = post.pointer("/entities/urls").and_then(Value::as_array).into_iter().flatten();
    let text = links.fold(text, |text, link| match (network::text(link, "url"), network::text(link, "expanded_url")) {
        (Some(short), Some(long)) => text.replace(&short, &long),
        _ => text,
    });
    Some(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}
