//! An incoming webhook of Slack: title and text as blocks. Slack names no message there, so none can be looked up or
//! changed.

use sparky_store::Record;

use super::slack::blocks;
use super::{Found, Service, Trace};
use crate::config::Secret;
use crate::deliver::Withdrawn;
use crate::error::{Error, Trouble};
use crate::post::Post;
use crate::request::Request;
use crate::web::Web;

/// The webhook.
pub(crate) struct SlackWebhook<'a> {
    pub(crate) web: &'a Web,
    pub(crate) url: &'a Secret,
}

impl Service for SlackWebhook<'_> {
    fn plan(&self, post: &Post<'_>, _: &Found) -> Result<Request, Error> {
        Ok(Request::to_secret("POST", self.url.value.clone(), self.url.shown()).json(&blocks::message(post)))
    }

    async fn withdraw(&self, _: &Record) -> Result<Withdrawn, Error> {
        let how = "an incoming webhook cannot delete what it has posted; delete the message in Slack, or use the kind \
                   `slack`, which can";
        Ok(Withdrawn::ByHand(how.to_owned()))
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
