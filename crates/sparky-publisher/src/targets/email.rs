//! Mail: an item as one mail to everybody on the list, named after the item, so that a reader's program knows a second one
//! for the same. A mail that was taken can neither be looked up nor changed.

mod message;
mod relay;

use lettre::Message;
use secrecy::SecretString;
use sparky_store::{Record, RecordState};

use self::relay::Relay;
use super::{Found, Service, Trace};
use crate::config::MailList;
use crate::deliver::{Checked, Withdrawn, fingerprint};
use crate::error::Error;
use crate::post::Post;
use crate::request::{Header, Request};
use crate::web::Web;

/// A list of readers.
pub(crate) struct Email<'a> {
    pub(crate) web: &'a Web,
    pub(crate) target: &'a str,
    pub(crate) list: &'a MailList,
}

impl Email<'_> {
    fn message(&self, post: &Post<'_>) -> Result<Message, Error> {
        let key = format!("{}/{}", self.target, post.item.id);
        message::message(post, self.list, &key, post.content.window.until)
    }

    fn relay(&self) -> Result<Relay<'_>, Error> {
        Relay::new(&self.list.url, self.web.timeout())
    }
}

impl Service for Email<'_> {
    fn plan(&self, post: &Post<'_>, _: &Found) -> Result<Request, Error> {
        let mail = String::from_utf8_lossy(&self.message(post)?.formatted()).into_owned();
        let request = Request::to_secret("SMTP", SecretString::default(), self.list.url.shown()).body(mail);
        let to = self.list.to.iter().map(|to| Header::open("rcpt to", to));
        Ok(to.fold(request.header(Header::open("mail from", &self.list.from)), Request::header))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        match record.filter(|record| record.state == RecordState::Published) {
            Some(record) if fingerprint(self, post)? != record.sha256 => Ok(Found::Left(
                Trace::default(),
                "a mail that was sent cannot be changed; it stays as it was".to_owned(),
            )),
            _ => Ok(Found::Untold),
        }
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let envelope = message::envelope(self.list)?;
        self.relay()?.send(&envelope, request.body.bytes()).await?;
        Ok(Trace::default())
    }

    async fn withdraw(&self, _: &Record) -> Result<Withdrawn, Error> {
        let how = "a mail that was sent cannot be called back; write to its readers where it matters";
        Ok(Withdrawn::ByHand(how.to_owned()))
    }

    async fn check(&self) -> Result<Checked, Error> {
        let envelope = message::envelope(self.list)?;
        self.relay()?.check().await?;
        Ok(Checked::good([format!("the server takes mail for {} recipients", envelope.to().len())]))
    }
}
