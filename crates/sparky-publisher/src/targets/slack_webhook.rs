//! An incoming webhook of Slack: title and text as blocks. Slack names no message there, so none can be looked up or
//! changed.

mod mrkdwn;

use serde_json::{Value, json};
use sparky_store::Record;

use super::{Found, Service, Trace};
use crate::config::Secret;
use crate::error::{Error, Trouble};
use crate::post::Post;
use crate::request::Request;
use crate::text::{pieces, shorten};
use crate::web::Web;

/// What Slack takes: of a header, of a section, and of all blocks together, with room for its own counting.
const HEADER: usize = 150;
const SECTION: usize = 3000;
const MESSAGE: usize = 12_000;

/// The webhook.
pub(crate) struct SlackWebhook<'a> {
    pub(crate) web: &'a Web,
    pub(crate) url: &'a Secret,
}

impl Service for SlackWebhook<'_> {
    fn plan(&self, post: &Post<'_>, _: &Found) -> Result<Request, Error> {
        let title = shorten(&post.item.title, HEADER);
        let text = shorten(&mrkdwn::of(&post.item.body_markdown), MESSAGE);
        let sections = pieces(&text, SECTION).into_iter().map(|piece| section(&piece));
        let header = json!({ "type": "header", "text": { "type": "plain_text", "text": title, "emoji": false } });
        let blocks: Vec<Value> = [header].into_iter().chain(sections).collect();
        let body =
            json!({ "text": mrkdwn::escape(&title), "blocks": blocks, "unfurl_links": false, "unfurl_media": false });
        Ok(Request::to_secret("POST", self.url.value.clone(), self.url.shown()).json(&body))
    }

    async fn find(&self, _: &Post<'_>, _: Option<&Record>) -> Result<Found, Error> {
        Ok(Found::Untold)
    }

    /// Slack says `ok`; anything else is a page of somebody in between.
    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let body = self.web.send(request).await?.body.unwrap_or_default();
        if body.trim() == "ok" {
            return Ok(Trace::default());
        }
        Err(Error::Service {
            place: request.shown.clone(),
            trouble: Trouble::Unanswered("the answer was not Slack's `ok`".to_owned()),
        })
    }
}

fn section(text: &str) -> Value {
    json!({ "type": "section", "text": { "type": "mrkdwn", "text": text, "verbatim": true } })
}
