//! Posts of a Ghost, through its Admin API. They are found by their slug; a hidden comment in their code injection says
//! which item a post holds and whether a person has changed it since.

mod token;

use serde_json::{Value, json};
use sparky_github::Clock;
use sparky_store::{Record, RecordState};

use super::marker::Marker;
use super::{Found, Service, Trace};
use crate::article::{Article, essence, framed};
use crate::config::{Blog, Secret, Site};
use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::post::Post;
use crate::request::{Header, Request};
use crate::text::shorten;
use crate::web::{Web, text};

/// What Ghost takes.
const TITLE: usize = 255;
const EXCERPT: usize = 300;
const TAG: usize = 191;
/// What stands between these is kept as it is; elsewhere Ghost makes text of elements that it does not know.
const CARD: &str = "\n<!--kg-card-begin: html-->\n";
const CARD_END: &str = "\n<!--kg-card-end: html-->\n";

/// The posts of one site.
pub(crate) struct Ghost<'a> {
    pub(crate) web: &'a Web,
    pub(crate) target: &'a str,
    pub(crate) url: &'a str,
    pub(crate) key: &'a Secret,
    pub(crate) blog: &'a Blog,
    pub(crate) site: &'a Site,
    pub(crate) clock: &'a dyn Clock,
}

impl Ghost<'_> {
    fn article<'p>(&'p self, post: &'p Post<'p>) -> Article<'p> {
        Article { post, site: self.site, blog: self.blog }
    }

    fn marker(&self, post: &Post<'_>) -> Result<Marker, Error> {
        let sha256 = essence(&title(post), &self.article(post).html()?);
        Ok(Marker::with(&format!("{}/{}", self.target, post.item.id), &post.item.id, sha256))
    }

    fn request(&self, method: &'static str, path: &str) -> Result<Request, Error> {
        let url = format!("{}/ghost/api/admin{path}", self.url.trim_end_matches('/'));
        Ok(Request::to(method, &url).header(self.token()?).header(Header::open("accept-version", "v6.0")))
    }

    fn token(&self) -> Result<Header, Error> {
        let value = token::sign(self.key, self.clock.now())?;
        Ok(Header { name: "authorization", value, shown: format!("Ghost <token of {}>", self.key.shown()) })
    }

    async fn ask(&self, request: &Request) -> Result<Value, Error> {
        let needs = "the Admin API key of a custom integration (Settings, Integrations)";
        // A service may ask to wait for longer than a token is good.
        let anew = || match self.token() {
            Ok(token) => request.clone().authorized(token),
            Err(_) => request.clone(),
        };
        let answer = match request.method {
            "GET" => self.web.read_anew(anew).await,
            _ => self.web.write_anew(anew).await,
        };
        answer.map_err(|error| error.needing(self.key, needs))
    }

    /// By what the ledger knows, or by the slug; none when there is no such post.
    async fn fetch(&self, path: &str) -> Result<Option<Value>, Error> {
        let request = self.request("GET", &format!("/posts/{path}/?formats=html"))?;
        match self.ask(&request).await {
            Ok(answer) => {
                answer.pointer("/posts/0").cloned().map(Some).ok_or_else(|| request.strange("no post came back"))
            }
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Service for Ghost<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let article = self.article(post);
        let tags: Vec<Value> = article.tags().iter().map(|tag| json!({ "name": shorten(tag, TAG) })).collect();
        let mut fields = json!({
            "title": title(post),
            "html": framed(&article.html()?, CARD, CARD_END),
            "custom_excerpt": shorten(&post.item.description, EXCERPT),
            "tags": tags,
            "canonical_url": article.canonical(self.url),
            "codeinjection_foot": self.marker(post)?.comment(),
        });
        let changed = match found {
            Found::Changed(Trace { remote: Some(remote), .. }) => remote.split_once(' '),
            _ => None,
        };
        let (method, path) = match changed {
            Some((id, updated_at)) => {
                fields["updated_at"] = json!(updated_at);
                ("PUT", format!("/posts/{id}/?source=html"))
            }
            None => {
                fields["slug"] = json!(article.slug());
                // Whether it is live is decided once; afterwards that is up to people.
                fields["status"] = json!(if self.blog.draft { "draft" } else { "published" });
                ("POST", "/posts/?source=html".to_owned())
            }
        };
        Ok(self.request(method, &path)?.json(&json!({ "posts": [fields] })))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let known = record.and_then(|record| Some((record, record.remote.as_deref()?)));
        if let Some((record, id)) = known {
            let trace = Trace { remote: Some(id.to_owned()), url: record.url.clone() };
            match self.fetch(id).await? {
                Some(found) => return self.compare(&found, post, Some(record)),
                None if record.state == RecordState::Published => {
                    let reason = "a person has deleted the post; it is not made again";
                    return Ok(Found::Left(trace, reason.to_owned()));
                }
                None => {}
            }
        }
        match self.fetch(&format!("slug/{}", self.article(post).slug())).await? {
            Some(found) => self.compare(&found, post, record),
            None => Ok(Found::Nothing),
        }
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let answer = self.ask(request).await?;
        answer.pointer("/posts/0").and_then(trace).ok_or_else(|| request.unanswered("no post came back"))
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let Some(id) = &record.remote else {
            return Ok(Withdrawn::nameless());
        };
        let Some(post) = self.fetch(id).await? else { return Ok(Withdrawn::Gone) };
        let hidden = json!({ "posts": [{ "status": "draft", "updated_at": post.get("updated_at") }] });
        Withdrawn::once_sent(self.ask(&self.request("PUT", &format!("/posts/{id}/"))?.json(&hidden)).await)
    }

    async fn check(&self) -> Result<Checked, Error> {
        // Only a key of the Admin API may see this.
        let request = self.request("GET", "/posts/?limit=1&fields=id")?;
        self.ask(&request).await?;
        let site = self.ask(&self.request("GET", "/site/")?).await?;
        let title = site.pointer("/site/title").and_then(Value::as_str).unwrap_or("a site without a title");
        Ok(Checked::good([format!("posts to {title}")]))
    }
}

impl Ghost<'_> {
    fn compare(&self, found: &Value, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let wanted = self.marker(post)?;
        let trace = trace(found).unwrap_or_default();
        let field = |key: &str| text(found, key).unwrap_or_default();
        let now = essence(field("title"), field("html"));
        let marker = Marker::split(field("codeinjection_foot")).map(|(_, marker)| marker);
        let is_known = record.is_some_and(|record| record.remote.is_some() && record.remote == trace.remote);
        let outcome = match marker.filter(|marker| marker.key == wanted.key) {
            Some(marker) => marker.compare(&now, &wanted, trace, "post"),
            None if now == wanted.sha256 => Found::Same(trace),
            None if is_known => Found::Changed(trace),
            None => {
                let reason = format!("another post has the slug {}; it is left alone", self.article(post).slug());
                Found::Left(trace, reason)
            }
        };
        // Ghost takes a change only from those who know its last one.
        Ok(match outcome {
            Found::Changed(Trace { remote: Some(id), url }) => {
                Found::Changed(Trace { remote: Some(format!("{id} {}", field("updated_at"))), url })
            }
            other => other,
        })
    }
}

fn trace(post: &Value) -> Option<Trace> {
    Some(Trace { remote: Some(text(post, "id")?.to_owned()), url: text(post, "url").map(str::to_owned) })
}

fn title(post: &Post<'_>) -> String {
    shorten(&post.item.title, TITLE)
}
