//! Articles on dev.to, or on another Forem. A hidden comment at the end of the text says which item an article holds,
//! so that it is found among one's own and a person's changes are seen.

use serde_json::{Value, json};
use sparky_store::{Record, RecordState};

use super::marker::{Marker, digest};
use super::{Found, Service, Trace};
use crate::article::Article;
use crate::config::{Blog, Secret, Site};
use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::post::Post;
use crate::request::{Header, Request};
use crate::text::{quiet, shorten};
use crate::web::{Web, name, text};

/// What Forem takes.
const TITLE: usize = 128;
const DESCRIPTION: usize = 256;
const BODY: usize = 400_000;
const TAGS: usize = 4;
const TAG: usize = 30;
/// Articles on a page, the fewest that a full page may have, and pages that are looked through.
const PAGE: usize = 100;
const SMALLEST_PAGE: usize = 30;
const PAGES: usize = 30;

/// The articles of one account.
pub(crate) struct Devto<'a> {
    pub(crate) web: &'a Web,
    pub(crate) target: &'a str,
    pub(crate) url: &'a str,
    pub(crate) key: &'a Secret,
    pub(crate) blog: &'a Blog,
    pub(crate) site: &'a Site,
}

impl Devto<'_> {
    fn article<'p>(&'p self, post: &'p Post<'p>) -> Article<'p> {
        Article { post, site: self.site, blog: self.blog }
    }

    fn marker(&self, post: &Post<'_>) -> Marker {
        Marker::new(&format!("{}/{}", self.target, post.item.id), &post.item.id, &title(post), &body(post))
    }

    fn request(&self, method: &'static str, path: &str) -> Request {
        Request::to(method, &format!("{}{path}", self.url.trim_end_matches('/')))
            .header(Header::secret("api-key", "", self.key))
            .header(Header::open("accept", "application/vnd.forem.api-v1+json"))
    }

    async fn ask(&self, request: &Request) -> Result<Value, Error> {
        let needs = "an API key of the account (Settings, Extensions)";
        self.web.ask(request).await.map_err(|error| error.needing(self.key, needs))
    }

    /// Drafts too.
    async fn search(&self, post: &Post<'_>) -> Result<Option<Found>, Error> {
        let (wanted, canonical) = (self.marker(post), self.article(post).canonical(self.url));
        for page in 1..=PAGES {
            let path = format!("/api/articles/me/all?page={page}&per_page={PAGE}");
            let request = self.request("GET", &path);
            let answer = self.ask(&request).await?;
            let articles = answer.as_array().ok_or_else(|| request.strange("no list of articles"))?;
            if let Some(found) = articles.iter().find_map(|article| compare(article, &wanted, canonical.as_deref())) {
                return Ok(Some(found));
            }
            if articles.len() < SMALLEST_PAGE {
                break;
            }
        }
        Ok(None)
    }
}

impl Service for Devto<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let article = self.article(post);
        let mut fields = json!({
            "title": title(post),
            "body_markdown": format!("{}\n\n{}\n", body(post), self.marker(post).comment()),
            "description": shorten(&post.item.description, DESCRIPTION),
            "tags": tags(&article),
        });
        if let Some(url) = article.canonical(self.url) {
            fields["canonical_url"] = json!(url);
        }
        if let Found::Changed(Trace { remote: Some(id), .. }) = found {
            return Ok(self.request("PUT", &format!("/api/articles/{id}")).json(&json!({ "article": fields })));
        }
        // Whether it is live is decided once; afterwards that is up to people.
        fields["published"] = json!(!self.blog.draft);
        Ok(self.request("POST", "/api/articles").json(&json!({ "article": fields })))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        if let Some(found) = self.search(post).await? {
            return Ok(found);
        }
        let published = record.filter(|record| record.state == RecordState::Published);
        Ok(published.map_or(Found::Nothing, |record| {
            let trace = Trace { remote: record.remote.clone(), url: record.url.clone() };
            Found::Left(trace, "a person has deleted the article; it is not made again".to_owned())
        }))
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let answer = self.ask(request).await?;
        trace(&answer).ok_or_else(|| request.unanswered("no article came back"))
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let Some(id) = &record.remote else {
            return Ok(Withdrawn::nameless());
        };
        let hidden = json!({ "article": { "published": false } });
        Withdrawn::once_sent(self.ask(&self.request("PUT", &format!("/api/articles/{id}")).json(&hidden)).await)
    }

    async fn check(&self) -> Result<Checked, Error> {
        let me = self.ask(&self.request("GET", "/api/users/me")).await?;
        Ok(Checked::good([format!("posts as {}", text(&me, "username").unwrap_or("a user without a name"))]))
    }
}

fn trace(article: &Value) -> Option<Trace> {
    Some(Trace { remote: Some(name(article, "id")?), url: text(article, "url").map(str::to_owned) })
}

/// Nothing for an article that has nothing to do with the item.
fn compare(article: &Value, wanted: &Marker, canonical: Option<&str>) -> Option<Found> {
    let (body, trace) = (text(article, "body_markdown").unwrap_or_default(), trace(article)?);
    match Marker::split(body) {
        Some((body, marker)) if marker.key == wanted.key => {
            let now = digest(text(article, "title").unwrap_or_default(), body);
            Some(marker.compare(&now, wanted, trace, "article"))
        }
        Some(_) => None,
        // Forem takes no second article with the same address.
        None if canonical.is_some() && text(article, "canonical_url") == canonical => {
            let reason = "an article with its canonical address is there that is not sparky's; it is left alone";
            Some(Found::Left(trace, reason.to_owned()))
        }
        None => None,
    }
}

/// Forem's tags are short words of letters and digits.
fn tags(article: &Article<'_>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in article.tags() {
        let tag: String = tag.to_lowercase().chars().filter(char::is_ascii_alphanumeric).take(TAG).collect();
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.truncate(TAGS);
    tags
}

fn title(post: &Post<'_>) -> String {
    shorten(&harmless(&post.item.title), TITLE)
}

fn body(post: &Post<'_>) -> String {
    shorten(harmless(&post.item.body_markdown).trim(), BODY)
}

/// Nobody is notified, and nothing is a tag of Liquid, the template language in which Forem's texts are written.
fn harmless(text: &str) -> String {
    quiet(text).replace("{%", "{\u{200b}%").replace("{{", "{\u{200b}{")
}
