//! Slack's Web API: each item as a message that the app can change and, by the key in its metadata, find again.

pub(in crate::targets) mod blocks;
pub(in crate::targets) mod mrkdwn;

use serde_json::{Value, json};
use sparky_schema::codec::sha256_hex;
use sparky_store::{Record, RecordState};

use super::network;
use super::{Found, Service, Trace};
use crate::config::SlackChannel;
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Trouble};
use crate::post::Post;
use crate::request::{Header, Request};
use crate::web::Web;

/// What the app calls its messages in their metadata.
const EVENT: &str = "sparky_item";
/// Messages on a page, and pages that are looked through.
const PAGE: usize = 100;
const PAGES: usize = 5;

/// A channel.
pub(crate) struct Slack<'a> {
    pub(crate) web: &'a Web,
    pub(crate) target: &'a str,
    pub(crate) channel: &'a SlackChannel,
}

impl Slack<'_> {
    fn request(&self, method: &'static str, call: &str) -> Request {
        let url = format!("{}/api/{call}", self.channel.base_url.trim_end_matches('/'));
        Request::to(method, &url).header(Header::secret("authorization", "Bearer ", &self.channel.token))
    }

    fn key(&self, post: &Post<'_>) -> String {
        format!("{}/{}", self.target, post.item.id)
    }

    fn message(&self, post: &Post<'_>) -> (Value, String) {
        let mut message = blocks::message(post);
        let sha256 = sha256_hex(message.to_string().as_bytes());
        let payload = json!({ "key": self.key(post), "sha256": sha256 });
        message["metadata"] = json!({ "event_type": EVENT, "event_payload": payload });
        (message, sha256)
    }

    /// The message with this key among those since the window began.
    async fn search(&self, post: &Post<'_>) -> Result<Found, Error> {
        let (key, (_, sha256)) = (self.key(post), self.message(post));
        let since = post.content.window.since.timestamp();
        let mut cursor = String::new();
        for _ in 0..PAGES {
            let query = format!(
                "channel={}&limit={PAGE}&oldest={since}&include_all_metadata=true{cursor}",
                self.channel.channel
            );
            let page = match self.call(&self.request("GET", &format!("conversations.history?{query}")), false).await {
                // One may post to a channel that one may not read.
                Err(error) if error.is_denied() || error.is_gone() || error.is_rejected() => return Ok(Found::Untold),
                page => page?,
            };
            let messages = page.get("messages").and_then(Value::as_array);
            let messages =
                messages.ok_or_else(|| self.request("GET", "conversations.history").strange("no messages"))?;
            let ours = messages.iter().filter(|message| payload(message, "key") == Some(&key));
            if let Some((message, ts)) = ours.filter_map(|message| Some((message, ts(message)?))).next() {
                let trace = Trace { remote: Some(format!("{} {ts}", self.channel.channel)), url: None };
                let same = payload(message, "sha256") == Some(&sha256);
                return Ok(if same { Found::Same(trace) } else { Found::Changed(trace) });
            }
            match page.pointer("/response_metadata/next_cursor").and_then(Value::as_str).filter(|next| !next.is_empty())
            {
                Some(next) => cursor = format!("&cursor={}", next.replace('=', "%3D")),
                None => break,
            }
        }
        Ok(Found::Nothing)
    }

    /// Slack says 200 to everything; `ok` tells how it went.
    async fn call(&self, request: &Request, writes: bool) -> Result<Value, Error> {
        let answer = if writes { self.web.write(request).await } else { self.web.read(request).await }?;
        if answer.get("ok").and_then(Value::as_bool) == Some(true) {
            return Ok(answer);
        }
        let said = network::text(&answer, "error").unwrap_or_else(|| "no reason".to_owned());
        let needs = network::text(&answer, "needed").unwrap_or_else(|| "chat:write".to_owned());
        Err(Error::Service { place: request.shown.clone(), trouble: self.trouble(said, &needs) })
    }

    fn trouble(&self, said: String, needs: &str) -> Trouble {
        match said.as_str() {
            "not_authed"
            | "invalid_auth"
            | "account_inactive"
            | "token_revoked"
            | "token_expired"
            | "missing_scope"
            | "no_permission"
            | "not_allowed_token_type" => Trouble::NotAllowed {
                status: 200,
                said,
                variable: self.channel.token.variable.clone(),
                needs: format!("the scope `{needs}`"),
            },
            "ratelimited" | "rate_limited" => Trouble::Limited(std::time::Duration::from_secs(60)),
            "internal_error" | "fatal_error" | "service_unavailable" | "request_timeout" => Trouble::Unanswered(said),
            _ => Trouble::Rejected { status: 200, said },
        }
    }
}

impl Service for Slack<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let (mut message, _) = self.message(post);
        message["channel"] = json!(self.channel.channel);
        let name = match found {
            Found::Changed(Trace { remote: Some(name), .. }) => name.split_once(' '),
            _ => None,
        };
        let Some((channel, ts)) = name else { return Ok(self.request("POST", "chat.postMessage").json(&message)) };
        message["channel"] = json!(channel);
        message["ts"] = json!(ts);
        Ok(self.request("POST", "chat.update").json(&message))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        match record {
            // The ledger knows its name; Slack need not be asked.
            Some(record) if record.state == RecordState::Published && record.remote.is_some() => Ok(Found::Untold),
            _ => self.search(post).await,
        }
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let answer = self.call(request, true).await.map_err(|error| self.needing(error))?;
        match (network::text(&answer, "channel"), ts(&answer)) {
            (Some(channel), Some(ts)) => Ok(Trace { remote: Some(format!("{channel} {ts}")), url: None }),
            _ => Err(network::strange(request, "a message of Slack's")),
        }
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        network::take_back(record, &network::names(record), async |name| {
            let (channel, ts) = name.split_once(' ').unwrap_or((&self.channel.channel, name));
            let request = self.request("POST", "chat.delete").json(&json!({ "channel": channel, "ts": ts }));
            match self.call(&request, true).await {
                Err(error) if !error.says("message_not_found") => Err(self.needing(error)),
                _ => Ok(()),
            }
        })
        .await
    }

    async fn check(&self) -> Result<Checked, Error> {
        let answer = self.call(&self.request("GET", "auth.test"), false).await.map_err(|error| self.needing(error))?;
        let name = |key| network::text(&answer, key).unwrap_or_default();
        Ok(Checked::good([format!("posts as {} in {}", name("user"), name("team"))]))
    }
}

impl Slack<'_> {
    fn needing(&self, error: Error) -> Error {
        error.needing(&self.channel.token, "the scope `chat:write`, and the app in the channel")
    }
}

/// What a message of ours says about itself.
fn payload<'v>(message: &'v Value, name: &str) -> Option<&'v str> {
    let metadata = message.get("metadata").filter(|held| held.get("event_type").and_then(Value::as_str) == Some(EVENT));
    metadata?.pointer(&format!("/event_payload/{name}"))?.as_str()
}

fn ts(message: &Value) -> Option<String> {
    network::text(message, "ts").filter(|ts| ts.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}
