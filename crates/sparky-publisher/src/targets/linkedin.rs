//! LinkedIn's Posts API. Few may read posts back, so that the ledger is what knows of them; a post that is sent twice is
//! refused with the name of the first.

mod escape;

use serde_json::{Value, json};
use sparky_schema::post_length::is_link;
use sparky_store::Record;
use url::Url;

use super::network::{self, Thread};
use super::{Found, Service, Trace};
use crate::config::LinkedInAccount;
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Trouble};
use crate::picture::{Attached, PLACE};
use crate::post::Post;
use crate::request::{Body, Header, Request};
use crate::text::length;
use crate::web::Web;

/// What a post holds once it is escaped.
const POST: usize = 3_000;
/// Bytes of a picture.
const PICTURE: usize = 8 * 1024 * 1024;
/// What is left out of the card of a link where there is no picture.
const THUMBNAIL: &str = "/content/article/thumbnail";

/// An account or a page.
pub(crate) struct LinkedIn<'a> {
    pub(crate) web: &'a Web,
    pub(crate) account: &'a LinkedInAccount,
}

impl LinkedIn<'_> {
    fn request(&self, method: &'static str, path: &str) -> Request {
        let url = format!("{}{path}", self.account.base_url.trim_end_matches('/'));
        Request::to(method, &url)
            .header(self.token())
            .header(Header::open("linkedin-version", &self.account.version))
            .header(Header::open("x-restli-protocol-version", "2.0.0"))
    }

    /// What is posted, in LinkedIn's own writing.
    fn commentary(&self, post: &Post<'_>) -> Result<String, Error> {
        let count = |text: &str| length(&escape::escape(text));
        let texts = network::texts(post, Thread::Never, "a post on LinkedIn", POST, count)?;
        Ok(escape::escape(&texts.concat()))
    }

    fn body(&self, post: &Post<'_>, commentary: &str) -> Value {
        let mut body = json!({
            "author": self.account.author,
            "commentary": commentary,
            "visibility": self.account.visibility,
            "distribution": { "feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": [] },
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": false,
        });
        let text = network::words(post);
        if let Some(link) = text.split_whitespace().find(|word| is_link(word)) {
            let (title, about) = (&post.item.title, &post.item.description);
            body["content"] = json!({ "article": { "source": link, "title": title, "description": about } });
        }
        if let Some(picture) = post.picture {
            match body.pointer_mut("/content/article") {
                Some(article) => article["thumbnail"] = json!(PLACE),
                None => body["content"] = json!({ "media": { "id": PLACE, "altText": picture.alternative } }),
            }
        }
        body
    }

    /// LinkedIn gives a name and a place for the picture, which then is put there.
    async fn upload(&self, picture: &Attached) -> Result<Value, Error> {
        let wanted = json!({ "initializeUploadRequest": { "owner": self.account.author } });
        let request = self.request("POST", "/rest/images?action=initializeUpload").json(&wanted);
        let answer = self.web.write(&request).await.map_err(|error| self.needing(error))?;
        let field = |name: &str| answer.pointer(&format!("/value/{name}")).and_then(Value::as_str);
        let (Some(place), Some(urn)) = (field("uploadUrl"), field("image").filter(|urn| is_urn(urn))) else {
            return Err(request.strange("the answer was no place for a picture"));
        };
        let put = Request::to_secret("PUT", place.into(), "the place for the picture".to_owned());
        let put = put.header(Header::open("content-type", "application/octet-stream"));
        let put = if self.is_ours(place) { put.header(self.token()) } else { put };
        self.web.send(&put.body(Body::Bytes(picture.bytes.clone()))).await?;
        Ok(json!(urn))
    }

    fn token(&self) -> Header {
        Header::secret("authorization", "Bearer ", &self.account.token)
    }

    /// Whether an address is LinkedIn's own, or the configured one; nobody else gets the token.
    fn is_ours(&self, place: &str) -> bool {
        let host = |url: &str| Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
        let (theirs, ours) = (host(place), host(&self.account.base_url));
        theirs.is_some_and(|theirs| theirs.ends_with(".linkedin.com") || Some(theirs) == ours)
    }

    fn needing(&self, error: Error) -> Error {
        let scope =
            if self.account.author.contains(":organization:") { "w_organization_social" } else { "w_member_social" };
        self.of_old_version(error)
            .needing(&self.account.token, &format!("the scope `{scope}` for `author`; a token lasts 60 days"))
    }

    /// LinkedIn serves a version of its API for about a year, then it is gone.
    fn of_old_version(&self, error: Error) -> Error {
        match error {
            Error::Service { place, trouble: Trouble::Rejected { status: 426, said } } => {
                let version = &self.account.version;
                let said = format!(
                    "{said}; LinkedIn serves each version for about a year and no longer serves {version}: set `version` \
                     of this target to a newer month, written like 202611"
                );
                Error::Service { place, trouble: Trouble::Rejected { status: 426, said } }
            }
            other => other,
        }
    }
}

impl Service for LinkedIn<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let commentary = self.commentary(post)?;
        Ok(match network::id_at(found, 0) {
            Some(urn) => {
                let patch = json!({ "patch": { "$set": { "commentary": commentary } } });
                self.request("POST", &place(urn)).header(Header::open("x-restli-method", "PARTIAL_UPDATE")).json(&patch)
            }
            None => {
                let body = self.body(post, &commentary);
                let field = if body.pointer(THUMBNAIL).is_some() { THUMBNAIL } else { "/content" };
                self.request("POST", "/rest/posts").json(&body).picturing(post.picture, field)
            }
        })
    }

    async fn find(&self, _: &Post<'_>, _: Option<&Record>) -> Result<Found, Error> {
        Ok(Found::Untold)
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let request = &request.pictured(PICTURE, async |picture| self.upload(picture).await).await?;
        match self.web.send(request).await {
            Ok(reply) => match reply.header("x-restli-id").filter(|urn| is_urn(urn)) {
                Some(urn) => Ok(trace(urn)),
                // A change has no answer but that it was made.
                None if request.shown.contains("%3A") => Ok(Trace::default()),
                None => Err(network::strange(request, "LinkedIn's name for a post")),
            },
            Err(error) => match error.said().and_then(duplicate) {
                Some(urn) => Ok(trace(&urn)),
                None => Err(self.needing(error)),
            },
        }
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        network::take_back(record, &network::ids(record), async |urn| {
            let request = self.request("DELETE", &place(urn)).header(Header::open("x-restli-method", "DELETE"));
            self.web.send(&request).await.map(drop).map_err(|error| self.needing(error))
        })
        .await
    }

    async fn check(&self) -> Result<Checked, Error> {
        let answer = self.web.read(&self.request("GET", "/v2/userinfo")).await;
        match answer {
            Ok(member) => {
                Ok(Checked::good(network::text(&member, "name").map(|name| format!("the token is {name}'s"))))
            }
            // A token that may post need not have the right to say whose it is.
            Err(error) if error.is_denied() && !error.says("INVALID_ACCESS_TOKEN") => Ok(Checked::untold()),
            Err(error) => Err(self.needing(error)),
        }
    }
}

/// Where a post is; the colons of its name are encoded.
fn place(urn: &str) -> String {
    format!("/rest/posts/{}", urn.replace(':', "%3A"))
}

fn trace(urn: &str) -> Trace {
    Trace { remote: Some(urn.to_owned()), url: Some(format!("https://www.linkedin.com/feed/update/{urn}")) }
}

/// The post that a second one would repeat.
fn duplicate(said: &str) -> Option<String> {
    let at = said.find("duplicate of ")? + "duplicate of ".len();
    let urn: String = said.get(at..)?.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == ':').collect();
    is_urn(&urn).then_some(urn)
}

fn is_urn(urn: &str) -> bool {
    urn.starts_with("urn:li:") && urn.chars().all(|c| c.is_ascii_alphanumeric() || c == ':' || c == '_' || c == '-')
}
