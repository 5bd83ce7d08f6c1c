//! The REST API of a WordPress: where it is, who asks, and what a refusal means. It must not know posts.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use crate::config::{Secret, WordPressSite};
use crate::error::{Error, Trouble};
use crate::request::{Header, Request};
use crate::web::Web;

/// A site with pretty addresses answers at the first, every site at the second.
const PRETTY: &str = "/wp-json/wp/v2";
const PLAIN: &str = "/?rest_route=/wp/v2";

/// The API of one site.
pub(super) struct Door<'a> {
    pub(super) web: &'a Web,
    pub(super) place: &'a WordPressSite,
    /// Where it is, once that is known.
    pub(super) root: OnceLock<&'static str>,
}

impl Door<'_> {
    pub(super) fn request(&self, method: &'static str, path: &str, query: &str) -> Request {
        let root = self.root.get().copied().unwrap_or(PRETTY);
        let sign = if root == PLAIN { "&" } else { "?" };
        let query = if query.is_empty() { String::new() } else { format!("{sign}{query}") };
        let url = format!("{}{root}{path}{query}", self.place.url.trim_end_matches('/'));
        Request::to(method, &url).header(self.login())
    }

    fn login(&self) -> Header {
        let login = [&self.place.user, &self.place.password];
        let value = STANDARD.encode(login.map(|secret| secret.value.expose_secret()).join(":"));
        let shown = format!("Basic {}", login.map(Secret::shown).join(":"));
        Header { name: "authorization", value: SecretString::from(format!("Basic {value}")), shown }
    }

    pub(super) async fn ask(&self, request: &Request) -> Result<Value, Error> {
        self.web.ask(request).await.map_err(|error| self.lacking(error))
    }

    /// With what the credentials must be good for, when they are not.
    pub(super) fn lacking(&self, error: Error) -> Error {
        let user = &self.place.user.variable;
        let needs = "an application password (Users, Profile)";
        error.needing(&self.place.password, &format!("{needs} of the user that {user} names, an author or more"))
    }

    /// Reads, and learns on the way where the API is.
    pub(super) async fn get(&self, path: &str, query: &str) -> Result<Value, Error> {
        let answer = self.ask(&self.request("GET", path, query)).await;
        let is_elsewhere = self.root.get().is_none() && answer.as_ref().is_err_and(is_no_api);
        if !is_elsewhere {
            return answer;
        }
        let plain = Self { web: self.web, place: self.place, root: OnceLock::from(PLAIN) };
        let other = plain.ask(&plain.request("GET", path, query)).await;
        match other {
            Ok(found) => {
                self.root.get_or_init(|| PLAIN);
                Ok(found)
            }
            // Where neither is there, the usual one is what people know.
            Err(error) if is_no_api(&error) => answer,
            // What the API says itself, or that it cannot be asked: that it is not at the first place says nothing then.
            Err(error) => {
                if error.is_missing() {
                    self.root.get_or_init(|| PLAIN);
                }
                Err(error)
            }
        }
    }
}

/// Whether this is what a site says that has its API at the other address: nothing, or a way to its front page.
fn is_no_api(error: &Error) -> bool {
    let leads_away = matches!(error, Error::Service { trouble: Trouble::Redirected, .. });
    // The codes of the API's own errors begin so.
    leads_away || (error.is_missing() && !error.says("\"rest_"))
}
