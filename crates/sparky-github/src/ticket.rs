//! What a request shows to be let in: a token that stays, or one of a GitHub App that is renewed. It must not know
//! which credential is chosen.

use http::HeaderValue;

use crate::app::App;
use crate::door::Door;
use crate::error::Error;
use crate::settings::Credential;

/// Where tickets come from.
pub(crate) enum Office {
    /// A token that stays what it is.
    Token(Ticket),
    /// A GitHub App.
    App(Box<App>),
}

/// A token as a header.
#[derive(Debug, Clone)]
pub(crate) struct Ticket {
    pub(crate) bearer: HeaderValue,
    /// Which token of an app this is, counted from 1.
    pub(crate) edition: u64,
}

impl Office {
    pub(crate) fn new(credential: &Credential) -> Result<Self, Error> {
        use secrecy::ExposeSecret;
        match credential {
            Credential::Token(token) => Ok(Self::Token(Ticket { bearer: bearer(token.expose_secret())?, edition: 0 })),
            Credential::App { id, private_key, installation } => {
                Ok(Self::App(Box::new(App::new(id, private_key, *installation)?)))
            }
        }
    }

    /// A ticket that is good now.
    pub(crate) async fn ticket(&self, door: &Door) -> Result<Ticket, Error> {
        match self {
            Self::Token(ticket) => Ok(ticket.clone()),
            Self::App(app) => app.ticket(door).await,
        }
    }

    /// A ticket was refused. Says whether another one may be asked for.
    pub(crate) async fn refused(&self, ticket: &Ticket) -> bool {
        match self {
            Self::Token(_) => false,
            Self::App(app) => app.refused(ticket.edition).await,
        }
    }

    /// A ticket was good.
    pub(crate) async fn accepted(&self, ticket: &Ticket) {
        if let Self::App(app) = self {
            app.accepted(ticket.edition).await;
        }
    }
}

/// A token as a header that is shown in no debug output.
pub(crate) fn bearer(token: &str) -> Result<HeaderValue, Error> {
    let mut bearer = HeaderValue::from_str(&format!("Bearer {token}"))
        .map_err(|_| Error::BadCredentials { message: "it holds characters that no token has".to_owned() })?;
    bearer.set_sensitive(true);
    Ok(bearer)
}
