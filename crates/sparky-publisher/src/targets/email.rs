//! Mail: an item as one mail to everybody on the list, named after the item, so that a reader's program knows a second one
//! for the same. A mail that was taken can neither be looked up nor changed.

mod message;
mod relay;

use secrecy::SecretString;
use sparky_github::Clock;
use sparky_store::{Record, RecordState};

use self::relay::Relay;
use super::{Found, Service, Trace};
use crate::config::MailList;
use crate::deliver::{Checked, Withdrawn, fingerprint};
use crate::error::Error;
use crate::post::Post;
use crate::request::{Header, Request};
use crate::web::Web;

/// When it is sent: the one line of a mail that follows from the clock and not from the item.
const DATE: &str = "date";

/// A list of readers.
pub(crate) struct Email<'a> {
    pub(crate) web: &'a Web,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) target: &'a str,
    pub(crate) list: &'a MailList,
}

impl Email<'_> {
    fn relay(&self) -> Result<Relay<'_>, Error> {
        Relay::new(&self.list.url, self.web.timeout())
    }
}

impl Service for Email<'_> {
    fn plan(&self, post: &Post<'_>, _: &Found) -> Result<Request, Error> {
        let mail = message::undated(post, self.list, &format!("{}/{}", self.target, post.item.id))?;
        let request = Request::to_secret("SMTP", SecretString::default(), self.list.url.shown()).body(mail);
        let request = request.header(Header::open(DATE, &self.clock.now().to_rfc2822()));
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
        let date = request.headers.iter().find(|header| header.name == DATE);
        let date = date.map(|date| format!("Date: {}\r\n", date.shown)).unwrap_or_default();
        self.relay()?.send(&envelope, &[date.as_bytes(), request.body.bytes()].concat()).await?;
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
