//! A workflow of Microsoft Teams that posts what it gets: each item as an adaptive card. Teams names no message there and
//! says only that it took it, so that none can be looked up or changed.

mod card;

use std::time::Duration;

use sparky_store::Record;

use super::network;
use super::{Found, Service, Trace};
use crate::config::Secret;
use crate::deliver::Withdrawn;
use crate::error::{Error, Trouble, Unfit};
use crate::post::Post;
use crate::request::Request;
use crate::web::Web;

/// What is waited for when Teams takes no more, and so many signs of what it says are told.
const A_MINUTE: Duration = Duration::from_secs(60);
const SAID: usize = 200;

/// The workflow.
pub(crate) struct Teams<'a> {
    pub(crate) web: &'a Web,
    pub(crate) url: &'a Secret,
}

impl Service for Teams<'_> {
    fn plan(&self, post: &Post<'_>, _: &Found) -> Result<Request, Error> {
        let message = card::message(post);
        if message.to_string().len() > card::MESSAGE {
            return Err(Error::Unfit(Unfit::TooLong { what: "a message of Teams", limit: card::MESSAGE }));
        }
        Ok(Request::to_secret("POST", self.url.value.clone(), self.url.shown()).json(&message))
    }

    async fn find(&self, _: &Post<'_>, _: Option<&Record>) -> Result<Found, Error> {
        Ok(Found::Untold)
    }

    async fn withdraw(&self, _: &Record) -> Result<Withdrawn, Error> {
        Ok(Withdrawn::ByHand("a workflow cannot delete what it has posted; delete the message in Teams".to_owned()))
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let needs = "the address of the workflow as Teams shows it, with its `sig`";
        let reply = self.web.send(request).await.map_err(|error| error.needing(self.url, needs))?;
        match reply.body.as_deref().map(str::trim_start) {
            // A page of somebody in between.
            Some(body) if body.starts_with('<') => Err(network::strange(request, "that of a workflow")),
            // Older addresses say 200, and in the body that Teams did not take it.
            Some(body) if body.contains("delivery failed with error") => {
                let is_limit = body.contains("429");
                let said = body.chars().filter(|c| !c.is_control()).take(SAID).collect();
                let refused = Trouble::Rejected { status: 200, said };
                Err(request.fault(if is_limit { Trouble::Limited(A_MINUTE) } else { refused }))
            }
            _ => Ok(Trace::default()),
        }
    }
}
