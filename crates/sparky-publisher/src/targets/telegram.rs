//! Telegram's Bot API: an item as one message, or several where one does not hold it; changed in place. A bot cannot look
//! for what it has sent.

mod html;
mod messages;

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use sparky_store::Record;

use super::network;
use super::{Found, Service, Trace};
use crate::config::TelegramChat;
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Trouble, Unfit};
use crate::post::Post;
use crate::request::Request;
use crate::web::Web;

/// So many signs of what Telegram says are told.
const SAID: usize = 200;

/// A chat, group or channel.
pub(crate) struct Telegram<'a> {
    pub(crate) web: &'a Web,
    pub(crate) chat: &'a TelegramChat,
}

impl Telegram<'_> {
    /// The token is part of the address, which is therefore never shown.
    fn request(&self, method: &'static str, call: &str) -> Request {
        let base = self.chat.base_url.trim_end_matches('/');
        let url = SecretString::from(format!("{base}/bot{}/{call}", self.chat.token.value.expose_secret()));
        Request::to_secret(method, url, format!("{base}/bot{}/{call}", self.chat.token.shown()))
    }

    fn needing(&self, error: Error) -> Error {
        // Telegram says 404 to a token that is none.
        error.needing(&self.chat.token, "the token of a bot that is an administrator of the channel, or in the group")
    }
}

impl Service for Telegram<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let first = self.next(post, found, &[])?;
        first.ok_or(Error::Unfit(Unfit::DoesNotFit { what: "a message on Telegram", length: 0, limit: 0 }))
    }

    fn next(&self, post: &Post<'_>, found: &Found, done: &[Trace]) -> Result<Option<Request>, Error> {
        let all = messages::messages(post);
        let Some(text) = all.get(done.len()) else { return Ok(None) };
        let mut body = json!({
            "chat_id": self.chat.chat_id,
            "text": text,
            "parse_mode": "HTML",
            "link_preview_options": { "is_disabled": true },
        });
        let Some(id) = network::id_at(found, done.len()).and_then(|id| id.parse::<i64>().ok()) else {
            return Ok(Some(self.request("POST", "sendMessage").json(&body)));
        };
        body["message_id"] = json!(id);
        Ok(Some(self.request("POST", "editMessageText").json(&body)))
    }

    async fn find(&self, _: &Post<'_>, _: Option<&Record>) -> Result<Found, Error> {
        Ok(Found::Untold)
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let answer = match self.web.write(request).await {
            Err(error) if error.says("message is not modified") => return Ok(edited(request)),
            other => other.map_err(|error| self.needing(error))?,
        };
        if let Some(trouble) = refusal(&answer) {
            return Err(self.needing(request.fault(trouble)));
        }
        let message = answer.pointer("/result/message_id").and_then(Value::as_i64);
        let id = message.ok_or_else(|| network::strange(request, "a message of Telegram's"))?;
        let name = self.chat.chat_id.strip_prefix('@');
        Ok(Trace { remote: Some(id.to_string()), url: name.map(|name| format!("https://t.me/{name}/{id}")) })
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let ids = network::ids(record);
        let taken = network::take_back(record, &ids, async |id| {
            let id = id.parse::<i64>().unwrap_or_default();
            let body = json!({ "chat_id": self.chat.chat_id, "message_id": id });
            match self.web.write(&self.request("POST", "deleteMessage").json(&body)).await {
                Err(error) if !error.says("message to delete not found") => Err(self.needing(error)),
                _ => Ok(()),
            }
        });
        match taken.await {
            Err(error) if error.says("can't be deleted") => Ok(Withdrawn::ByHand(
                "Telegram lets a bot delete a message for 48 hours, or later as an administrator who may delete messages; \
                 delete it in the app"
                    .to_owned(),
            )),
            end => end,
        }
    }

    async fn check(&self) -> Result<Checked, Error> {
        let bot = self.web.read(&self.request("GET", "getMe")).await.map_err(|error| self.needing(error))?;
        let chat = self.request("POST", "getChat").json(&json!({ "chat_id": self.chat.chat_id }));
        self.web.read(&chat).await.map_err(|error| self.needing(error))?;
        let name = bot.pointer("/result/username").and_then(Value::as_str).map(|name| format!("posts as @{name}"));
        Ok(Checked::good(name))
    }
}

/// A proxy in between may make a 200 of Telegram's refusal.
fn refusal(answer: &Value) -> Option<Trouble> {
    if answer.get("ok").and_then(Value::as_bool) != Some(false) {
        return None;
    }
    let number = |place: &str| answer.pointer(place).and_then(Value::as_u64);
    let status = number("/error_code").and_then(|code| u16::try_from(code).ok()).unwrap_or(200);
    let said = network::text(answer, "description").unwrap_or_default().chars().take(SAID).collect();
    Some(match status {
        429 => Trouble::Limited(Duration::from_secs(number("/parameters/retry_after").unwrap_or(60))),
        401 | 403 => Trouble::Denied { status, said },
        500.. => Trouble::Unanswered(said),
        status => Trouble::Rejected { status, said },
    })
}

/// A change that was there already.
fn edited(request: &Request) -> Trace {
    let body: Value = serde_json::from_slice(request.body.bytes()).unwrap_or_default();
    let id = body.get("message_id").and_then(Value::as_i64);
    Trace { remote: id.map(|id| id.to_string()), url: None }
}
