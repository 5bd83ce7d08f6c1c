//! The conversation with a mail server, and what each end of it means for the question whether a mail was taken. It must
//! not know what a mail says.

use std::error::Error as _;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension};
use percent_encoding::percent_decode_str;
use secrecy::ExposeSecret;
use url::{Host, Url};

use crate::config::Secret;
use crate::error::{Error, Trouble};

/// A mail server as `url_env` names it.
pub(super) struct Relay<'a> {
    url: &'a Secret,
    host: String,
    port: u16,
    credentials: Option<Credentials>,
    /// TLS from the first byte.
    implicit: bool,
    /// On this machine, where nobody listens in.
    local: bool,
    patience: Duration,
}

impl<'a> Relay<'a> {
    /// # Errors
    /// When the address is none of a mail server.
    pub(super) fn new(url: &'a Secret, patience: Duration) -> Result<Self, Error> {
        let fault = |trouble| Error::Service { place: url.shown(), trouble };
        let parsed = Url::parse(url.value.expose_secret().trim()).map_err(|source| fault(Trouble::BadUrl(source)))?;
        let implicit = match parsed.scheme() {
            "smtps" => true,
            "smtp" => false,
            _ => return Err(fault(Trouble::NoMailServer)),
        };
        let host = parsed.host_str().filter(|host| !host.is_empty()).ok_or_else(|| fault(Trouble::NoMailServer))?;
        let port = parsed.port().unwrap_or(if implicit { 465 } else { 587 });
        let host = host.trim_matches(['[', ']']).to_owned();
        Ok(Self { url, local: is_local(&host), host, port, credentials: credentials(&parsed), implicit, patience })
    }

    /// Hands a mail over. What fails before the text was sent has not arrived; what a server says after it is certain;
    /// silence after it is not.
    ///
    /// # Errors
    /// When the server refuses or cannot be reached.
    pub(super) async fn send(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), Error> {
        let mut line = self.in_time(self.open(), false).await?;
        let before = self.in_time(self.introduce(&mut line, envelope), false).await;
        let end = match before {
            Ok(()) => {
                self.in_time(async { line.message(mail).await.map_err(|error| self.fault(&error, true)) }, true).await
            }
            Err(error) => Err(error),
        };
        let _ = tokio::time::timeout(self.patience, line.abort()).await;
        end.map(|_| ())
    }

    /// Says hello, logs in and takes leave.
    ///
    /// # Errors
    /// When the server refuses or cannot be reached.
    pub(super) async fn check(&self) -> Result<(), Error> {
        let mut line = self.in_time(self.open(), false).await?;
        let _ = tokio::time::timeout(self.patience, line.abort()).await;
        Ok(())
    }

    /// A line that is encrypted and logged in.
    async fn open(&self) -> Result<AsyncSmtpConnection, Error> {
        let fault = |error| self.fault(&error, false);
        let (tls, name) = (TlsParameters::new(self.host.clone()).map_err(fault)?, ClientId::default());
        let implicit = self.implicit.then(|| tls.clone());
        let address = (self.host.as_str(), self.port);
        let opened = AsyncSmtpConnection::connect_tokio1(address, Some(self.patience), &name, implicit, None).await;
        let mut line = opened.map_err(fault)?;
        if !line.is_encrypted() {
            match line.server_info().supports_feature(Extension::StartTls) {
                true => line.starttls(tls, &name).await.map_err(fault)?,
                false if self.local => {}
                false => return Err(self.trouble(Trouble::NoStartTls)),
            }
        }
        if let Some(credentials) = &self.credentials {
            line.auth(&[Mechanism::Plain, Mechanism::Login], credentials)
                .await
                .map_err(|error| self.refused(&error))?;
        }
        Ok(line)
    }

    /// Who writes to whom.
    async fn introduce(&self, line: &mut AsyncSmtpConnection, envelope: &Envelope) -> Result<(), Error> {
        let fault = |error| self.fault(&error, false);
        line.command(Mail::new(envelope.from().cloned(), Vec::new())).await.map_err(fault)?;
        for to in envelope.to() {
            let answer = line.command(Rcpt::new(to.clone(), Vec::new())).await;
            answer.map_err(|error| self.about(&error, &format!("{to}: ")))?;
        }
        line.command(Data).await.map(|_| ()).map_err(fault)
    }

    async fn in_time<T>(&self, step: impl Future<Output = Result<T, Error>>, sent: bool) -> Result<T, Error> {
        let late = || "no answer in time".to_owned();
        let trouble = || if sent { Trouble::Unanswered(late()) } else { Trouble::Unreachable(late()) };
        tokio::time::timeout(self.patience, step).await.unwrap_or_else(|_| Err(self.trouble(trouble())))
    }

    fn refused(&self, error: &lettre::transport::smtp::Error) -> Error {
        let said = self.said(error);
        match error.status() {
            Some(code) => self.trouble(Trouble::Denied { status: code.into(), said }),
            None if error.is_client() => self.trouble(Trouble::Denied { status: 0, said }),
            None => self.fault(error, false),
        }
    }

    fn about(&self, error: &lettre::transport::smtp::Error, who: &str) -> Error {
        match error.status() {
            Some(code) => {
                let said = format!("{who}{}", self.said(error));
                self.trouble(Trouble::Rejected { status: code.into(), said })
            }
            None => self.fault(error, false),
        }
    }

    /// `sent` says whether the text of the mail had left.
    fn fault(&self, error: &lettre::transport::smtp::Error, sent: bool) -> Error {
        let said = self.said(error);
        self.trouble(match error.status() {
            Some(code) => Trouble::Rejected { status: code.into(), said },
            None if sent => Trouble::Unanswered(said),
            None => Trouble::Unreachable(said),
        })
    }

    /// What the server said, without the secret that it may repeat.
    fn said(&self, error: &lettre::transport::smtp::Error) -> String {
        let said = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        let words: Vec<&str> = said.split_whitespace().collect();
        let said: String = words.join(" ").chars().filter(|c| !c.is_control()).take(200).collect();
        said.replace(self.url.value.expose_secret(), "***")
    }

    fn trouble(&self, trouble: Trouble) -> Error {
        Error::Service { place: self.url.shown(), trouble }
    }
}

fn credentials(url: &Url) -> Option<Credentials> {
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let user = Some(url.username()).filter(|user| !user.is_empty())?;
    Some(Credentials::new(decode(user), decode(url.password().unwrap_or_default())))
}

fn is_local(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        _ => host == "::1",
    }
}
