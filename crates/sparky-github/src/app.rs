//! A GitHub App: signs itself in and gets tokens of one installation, renewed before they end and when refused. It
//! must not know what they are used for.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderValue, Method};
use octocrab::jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::door::{Call, Door};
use crate::error::Error;
use crate::ticket::{Ticket, bearer};

/// A token is renewed so long before it ends, so that no request starts with one that ends midway.
const EARLY: Duration = Duration::from_secs(5 * 60);
/// The app's clock may be ahead of GitHub's by this.
const SKEW: Duration = Duration::from_secs(60);
/// GitHub allows ten minutes, by its own clock.
const VALID: Duration = Duration::from_secs(9 * 60);
/// So many new tokens in a row may be refused: the first can be too new for some of GitHub's servers.
const REFUSALS: u32 = 2;

/// A GitHub App.
pub(crate) struct App {
    id: String,
    key: EncodingKey,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    installation: Option<u64>,
    token: Option<(Ticket, DateTime<Utc>)>,
    editions: u64,
    refusals: u32,
}

#[derive(Serialize)]
struct Claims<'a> {
    iat: i64,
    exp: i64,
    iss: &'a str,
}

#[derive(Deserialize)]
struct Issued {
    token: String,
    expires_at: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Installation {
    id: u64,
    account: Option<Account>,
}

#[derive(Deserialize)]
struct Account {
    login: Option<String>,
}

impl App {
    pub(crate) fn new(id: &str, private_key: &SecretString, installation: Option<u64>) -> Result<Self, Error> {
        // Line breaks of a key that went through an environment variable are often written out.
        let pem = private_key.expose_secret().replace("\\n", "\n");
        let key = EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(|_| {
            fault(id, "the private key is no RSA key in PEM; use the .pem file that GitHub made".to_owned())
        })?;
        let state = State { installation, ..State::default() };
        Ok(Self { id: id.to_owned(), key, state: Mutex::new(state) })
    }

    /// A token that is good for a while. Requests that need one at the same time wait for the same.
    pub(crate) async fn ticket(&self, door: &Door) -> Result<Ticket, Error> {
        let mut state = self.state.lock().await;
        if let Some((ticket, ends)) = &state.token
            && *ends - EARLY > door.clock.now()
        {
            return Ok(ticket.clone());
        }
        let installation = match state.installation {
            Some(installation) => installation,
            None => self.find_installation(door).await?,
        };
        state.installation = Some(installation);
        let issued = self.issue(door, installation).await?;
        state.editions += 1;
        let ticket = Ticket { bearer: bearer(&issued.token)?, edition: state.editions };
        state.token = Some((ticket.clone(), issued.expires_at));
        Ok(ticket)
    }

    /// This token was refused. Says whether another one may be asked for.
    pub(crate) async fn refused(&self, edition: u64) -> bool {
        let mut state = self.state.lock().await;
        if state.editions == edition && state.token.take().is_some() {
            state.refusals += 1;
        }
        state.refusals < REFUSALS
    }

    /// This token was good.
    pub(crate) async fn accepted(&self, edition: u64) {
        let mut state = self.state.lock().await;
        if state.editions == edition {
            state.refusals = 0;
        }
    }

    async fn find_installation(&self, door: &Door) -> Result<u64, Error> {
        let call = Call { operation: "AppInstallations", method: Method::GET, path: "/app/installations?per_page=100" };
        let found: Vec<Installation> = self.ask(door, &call).await?;
        match found.as_slice() {
            [] => Err(fault(&self.id, "it is installed nowhere; install it where the repositories are".to_owned())),
            [only] => Ok(only.id),
            several => {
                let names: Vec<String> = several.iter().map(Installation::describe).collect();
                Err(fault(&self.id, format!("it has several installations; name one of {}", names.join(", "))))
            }
        }
    }

    async fn issue(&self, door: &Door, installation: u64) -> Result<Issued, Error> {
        let path = format!("/app/installations/{installation}/access_tokens");
        let call = Call { operation: "AppToken", method: Method::POST, path: &path };
        match self.ask(door, &call).await {
            Err(Error::NotFound { .. }) => Err(fault(&self.id, format!("it has no installation {installation}"))),
            issued => issued,
        }
    }

    async fn ask<T: for<'de> Deserialize<'de>>(&self, door: &Door, call: &Call<'_>) -> Result<T, Error> {
        let answer: Value = match door.call(call, || self.sign(door.clock.now())).await {
            Err(Error::BadCredentials { message } | Error::Forbidden { message }) => {
                return Err(fault(
                    &self.id,
                    format!("{message}; check its id, its private key, and this machine's clock"),
                ));
            }
            answer => answer?,
        };
        // The words of the error could quote the answer, which holds the token.
        serde_json::from_value(answer).map_err(|_| Error::Unavailable {
            operation: call.operation,
            attempts: 1,
            message: "its answer has an unexpected shape".to_owned(),
        })
    }

    /// The app's own token, good for minutes.
    fn sign(&self, now: DateTime<Utc>) -> Result<HeaderValue, Error> {
        let claims = Claims { iat: (now - SKEW).timestamp(), exp: (now + VALID).timestamp(), iss: &self.id };
        let signed = encode(&Header::new(Algorithm::RS256), &claims, &self.key)
            .map_err(|_| fault(&self.id, "its private key cannot sign".to_owned()))?;
        bearer(&signed)
    }
}

impl Installation {
    fn describe(&self) -> String {
        match self.account.as_ref().and_then(|account| account.login.as_ref()) {
            Some(login) => format!("{} ({login})", self.id),
            None => self.id.to_string(),
        }
    }
}

fn fault(id: &str, message: String) -> Error {
    Error::App { id: id.to_owned(), message }
}
