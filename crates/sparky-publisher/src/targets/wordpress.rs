//! Posts of a WordPress, through its REST API. They are found by their slug; a hidden comment at the end of the text says
//! which item a post holds and whether a person has changed it since.

mod door;
mod tags;
mod twin;

use std::sync::OnceLock;

use serde_json::{Value, json};
use sparky_store::{Record, RecordState};

use self::door::Door;
use self::tags::Tags;
use super::marker::Marker;
use super::{Found, Service, Trace};
use crate::article::{Article, attribute, essence, without_drawings};
use crate::config::{Blog, Site, WordPressSite};
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Trouble};
use crate::post::Post;
use crate::request::{Repeat, Request};
use crate::text::shorten;
use crate::web::{Web, name, text};

/// What fits into a line of a theme; WordPress itself takes any title.
const TITLE: usize = 255;

/// The posts of one site.
pub(crate) struct WordPress<'a> {
    target: &'a str,
    door: Door<'a>,
    blog: &'a Blog,
    site: &'a Site,
    tags: Tags,
}

impl<'a> WordPress<'a> {
    pub(crate) fn new(web: &'a Web, target: &'a str, place: &'a WordPressSite, blog: &'a Blog, site: &'a Site) -> Self {
        let door = Door { web, place, root: OnceLock::new() };
        Self { target, door, blog, site, tags: Tags::default() }
    }

    fn article<'p>(&'p self, post: &'p Post<'p>) -> Article<'p> {
        Article { post, site: self.site, blog: self.blog }
    }

    fn marker(&self, post: &Post<'_>) -> Result<Marker, Error> {
        let sha256 = essence(&title(post), &self.html(post)?);
        Ok(Marker::with(&format!("{}/{}", self.target, post.item.id), &post.item.id, sha256))
    }

    /// WordPress has no field for the address of the first publication, so readers are told.
    fn html(&self, post: &Post<'_>) -> Result<String, Error> {
        let article = self.article(post);
        // Of an author who may not write every HTML, WordPress makes text of a drawing.
        let (html, canonical) = (without_drawings(&article.html()?), article.canonical(&self.door.place.url));
        Ok(canonical.map(|url| attribute(&url)).map_or_else(
            || html.clone(),
            |url| format!("{html}\n<p>First published at <a href=\"{url}\">{url}</a>.</p>"),
        ))
    }

    /// The post, with the numbers of its tags: those that are known and those that were just made.
    fn request(&self, post: &Post<'_>, found: &Found, made: &[Trace]) -> Result<Request, Error> {
        let article = self.article(post);
        let made = made.iter().filter_map(|trace| trace.remote.clone());
        let made = made.map(|id| id.parse::<u64>().map_or(json!(id), |number| json!(number)));
        let tags: Vec<Value> = self.tags.numbers(&article.tags()).into_iter().map(Value::from).chain(made).collect();
        let mut fields = json!({
            "title": title(post),
            "content": format!("{}\n\n{}\n", self.html(post)?, self.marker(post)?.comment()),
            "excerpt": post.item.description,
            "tags": tags,
        });
        if let Found::Changed(Trace { remote: Some(id), .. }) = found {
            return Ok(self.door.request("POST", &format!("/posts/{id}"), "").json(&fields));
        }
        fields["slug"] = json!(article.slug());
        // Whether it is live is decided once; afterwards that is up to people.
        fields["status"] = json!(if self.blog.draft { "draft" } else { "publish" });
        Ok(self.door.request("POST", "/posts", "").json(&fields))
    }

    async fn look(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        if let Some((record, id)) = record.and_then(|record| Some((record, record.remote.as_deref()?))) {
            let trace = Trace { remote: Some(id.to_owned()), url: record.url.clone() };
            match self.door.get(&format!("/posts/{id}"), "context=edit").await {
                Ok(found) if text(&found, "status") != Some("trash") => return self.compare(&found, post),
                Err(error) if !error.is_missing() => return Err(error),
                _ if record.state == RecordState::Published => {
                    let reason = "a person has deleted the post; it is not made again";
                    return Ok(Found::Left(trace, reason.to_owned()));
                }
                _ => {}
            }
        }
        let query = format!("slug={}&status=any&context=edit", self.article(post).slug());
        let answer = self.door.get("/posts", &query).await?;
        let posts = answer.as_array().ok_or_else(|| self.door.request("GET", "/posts", "").strange("no list of posts"));
        posts?.first().map_or(Ok(Found::Nothing), |found| self.compare(found, post))
    }

    fn compare(&self, found: &Value, post: &Post<'_>) -> Result<Found, Error> {
        let (wanted, trace) = (self.marker(post)?, trace(found).unwrap_or_default());
        let raw = |key: &str| found.pointer(&format!("/{key}/raw")).and_then(Value::as_str).unwrap_or_default();
        Ok(match Marker::split(raw("content")).filter(|(_, marker)| marker.key == wanted.key) {
            Some((html, marker)) => marker.compare(&essence(raw("title"), html), &wanted, trace, "post"),
            None => {
                let slug = self.article(post).slug();
                let reason = format!("the post with the slug {slug} has no marker of sparky's; it is left alone");
                Found::Left(trace, reason)
            }
        })
    }

    /// Tags that are called so, or nearly so.
    async fn learn(&self, tags: &Tags, name: &str) -> Result<(), Error> {
        let search: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        tags.learn(&self.door.get("/tags", &format!("search={search}&per_page=100")).await?);
        Ok(())
    }

    /// A tag that is there already, or whose answer was lost, is as good as a new one.
    async fn old_tag(&self, request: &Request, error: Error) -> Result<Trace, Error> {
        let body: Value = serde_json::from_slice(request.body.bytes()).unwrap_or_default();
        let (name, tags) = (text(&body, "name").unwrap_or_default().to_owned(), Tags::default());
        self.learn(&tags, &name).await?;
        let known = tags.numbers(&[name]).first().map(u64::to_string);
        known.map(|id| Trace { remote: Some(id), url: None }).ok_or(error)
    }
}

impl Service for WordPress<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        self.request(post, found, &[])
    }

    /// The tags that are missing, then the post.
    fn next(&self, post: &Post<'_>, found: &Found, done: &[Trace]) -> Result<Option<Request>, Error> {
        let tags = self.article(post).tags();
        let missing = self.tags.missing(&tags);
        match missing.get(done.len()) {
            // Nobody sees a tag that no post has, and WordPress takes none twice.
            Some(tag) => {
                let request = self.door.request("POST", "/tags", "").json(&json!({ "name": tag }));
                Ok(Some(Request { repeat: Repeat::Always, ..request }))
            }
            None if done.len() == missing.len() => self.request(post, found, done).map(Some),
            None => Ok(None),
        }
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let found = self.look(post, record).await?;
        if matches!(found, Found::Nothing | Found::Changed(_)) {
            let tags = self.article(post).tags();
            for tag in self.tags.missing(&tags) {
                self.learn(&self.tags, tag).await?;
            }
        }
        Ok(found)
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let is_tag = request.repeat == Repeat::Always;
        match self.door.ask(request).await {
            Ok(answer) if is_tag => trace(&answer).map(|trace| Trace { url: None, ..trace }),
            Ok(answer) => self.twin(request, &answer).await.or_else(|| trace(&answer)),
            Err(error) if is_tag => return self.old_tag(request, error).await,
            Err(error) => return Err(error),
        }
        .ok_or_else(|| request.unanswered("neither a post nor a tag came back"))
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let Some(id) = &record.remote else {
            return Ok(Withdrawn::nameless());
        };
        // The first request also finds out where the API is.
        match self.door.get(&format!("/posts/{id}"), "context=edit").await {
            Ok(_) => {}
            Err(error) if error.is_missing() => return Ok(Withdrawn::Gone),
            Err(error) => return Err(error),
        }
        let hidden = self.door.request("POST", &format!("/posts/{id}"), "").json(&json!({ "status": "draft" }));
        Withdrawn::once_sent(self.door.ask(&hidden).await)
    }

    async fn check(&self) -> Result<Checked, Error> {
        let me = self.door.get("/users/me", "context=edit").await?;
        let needed = if self.blog.draft { "edit_posts" } else { "publish_posts" };
        if me.pointer(&format!("/capabilities/{needed}")).and_then(Value::as_bool) == Some(false) {
            let request = self.door.request("GET", "/users/me", "");
            let said = format!("this user may not {needed}");
            return Err(self.door.lacking(request.fault(Trouble::Denied { status: 200, said })));
        }
        Ok(Checked::good([format!("posts as {}", text(&me, "name").unwrap_or("a user without a name"))]))
    }
}

fn trace(post: &Value) -> Option<Trace> {
    Some(Trace { remote: Some(name(post, "id")?), url: text(post, "link").map(str::to_owned) })
}

fn title(post: &Post<'_>) -> String {
    shorten(&post.item.title, TITLE)
}
