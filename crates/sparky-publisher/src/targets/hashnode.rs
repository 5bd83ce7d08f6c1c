//! Posts of a publication on Hashnode, through its GraphQL API, which only paid publications may write to. They are found
//! by their slug; a hidden comment at the end of the text says which item a post holds and whether a person has changed
//! it since.

use serde_json::{Value, json};
use sparky_store::{Record, RecordState};

use super::marker::{Marker, digest};
use super::{Found, Service, Trace};
use crate::article::Article;
use crate::config::{Blog, Secret, Site};
use crate::deliver::{Checked, Withdrawn};
use crate::error::{Error, Trouble};
use crate::post::Post;
use crate::request::{Header, Request};
use crate::text::{quiet, shorten};
use crate::web::{Web, text};

/// What Hashnode takes.
const TITLE: usize = 250;
const BODY: usize = 400_000;
const TAGS: usize = 5;

const FIND: &str = "query FindPost($host: String!, $slug: String!) { publication(host: $host) { id title \
                    post(slug: $slug) { id url title content { markdown } } \
                    drafts(first: 50) { edges { node { id slug title content { markdown } } } } } }";
const CHECK: &str = "query FindPublication($host: String!) { me { username } publication(host: $host) { id title } }";
const PUBLISH: &str =
    "mutation PublishPost($input: PublishPostInput!) { publishPost(input: $input) { post { id url } } }";
const DRAFT: &str = "mutation CreateDraft($input: CreateDraftInput!) { createDraft(input: $input) { draft { id } } }";
const UPDATE: &str = "mutation UpdatePost($input: UpdatePostInput!) { updatePost(input: $input) { post { id url } } }";

/// As clients of <https://gql.hashnode.com> call it; it takes a post out of the publication, and Hashnode keeps it for a
/// while to restore it.
const REMOVE: &str = "mutation RemovePost($input: RemovePostInput!) { removePost(input: $input) { post { id } } }";

/// The posts of one publication.
pub(crate) struct Hashnode<'a> {
    pub(crate) web: &'a Web,
    pub(crate) target: &'a str,
    pub(crate) url: &'a str,
    /// Its host, such as `blog.example.org`.
    pub(crate) publication: &'a str,
    pub(crate) token: &'a Secret,
    pub(crate) blog: &'a Blog,
    pub(crate) site: &'a Site,
    pub(crate) id: std::sync::OnceLock<String>,
}

impl Hashnode<'_> {
    fn article<'p>(&'p self, post: &'p Post<'p>) -> Article<'p> {
        Article { post, site: self.site, blog: self.blog }
    }

    fn marker(&self, post: &Post<'_>) -> Marker {
        Marker::new(&format!("{}/{}", self.target, post.item.id), &post.item.id, &title(post), &body(post))
    }

    fn request(&self, query: &str, variables: &Value) -> Request {
        Request::to("POST", self.url)
            .header(Header::secret("authorization", "", self.token))
            .json(&json!({ "query": query, "variables": variables }))
    }

    /// The data of an answer without errors.
    async fn ask(&self, request: &Request) -> Result<Value, Error> {
        let answer = self.web.write(request).await.map_err(|error| self.lacking(error))?;
        match answer.pointer("/errors/0") {
            Some(error) => Err(self.lacking(refusal(request, error))),
            None => Ok(answer.get("data").cloned().unwrap_or_default()),
        }
    }

    /// With what the token must be good for, when it is not.
    fn lacking(&self, error: Error) -> Error {
        let needs = "a personal access token of a member who may publish in";
        error.needing(self.token, &format!("{needs} {}, which has to be a paid publication (Pro)", self.publication))
    }

    /// The publication, which must be there.
    async fn publication(&self, query: &str, variables: &Value) -> Result<Value, Error> {
        let request = self.request(query, variables);
        // A question as well, though it goes out as a POST.
        let data = self.ask(&request).await.map_err(Error::of_a_question)?;
        match data.get("publication").filter(|publication| publication.is_object()) {
            Some(publication) => Ok(publication.clone()),
            None => Err(request
                .fault(Trouble::Gone { status: 200, said: format!("no publication is at {}", self.publication) })),
        }
    }
}

impl Service for Hashnode<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let article = self.article(post);
        let mut input = json!({
            "title": title(post),
            "subtitle": shorten(&post.item.description, TITLE),
            "contentMarkdown": format!("{}\n\n{}\n", body(post), self.marker(post).comment()),
            "tags": tags(&article),
        });
        if let Some(url) = article.canonical(&format!("https://{}", self.publication)) {
            input["originalArticleURL"] = json!(url);
        }
        if let Found::Changed(Trace { remote: Some(id), .. }) = found {
            input["id"] = json!(id);
            return Ok(self.request(UPDATE, &json!({ "input": input })));
        }
        input["slug"] = json!(article.slug());
        input["publicationId"] = json!(self.id.get().map_or("${publication}", String::as_str));
        Ok(self.request(if self.blog.draft { DRAFT } else { PUBLISH }, &json!({ "input": input })))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let slug = self.article(post).slug();
        let publication = self.publication(FIND, &json!({ "host": self.publication, "slug": slug })).await?;
        if let Some(id) = text(&publication, "id") {
            self.id.get_or_init(|| id.to_owned());
        }
        let wanted = self.marker(post);
        if let Some(found) = publication.get("post").filter(|post| post.is_object()) {
            return Ok(compare(found, &wanted, &slug));
        }
        let drafts = publication.pointer("/drafts/edges").and_then(Value::as_array).into_iter().flatten();
        let mut drafts = drafts.filter_map(|edge| edge.get("node"));
        if let Some(draft) = drafts.find(|draft| text(draft, "slug") == Some(slug.as_str())) {
            return Ok(match compare(draft, &wanted, &slug) {
                Found::Changed(trace) => Found::Left(trace, "Hashnode lets nobody change a draft from afar".to_owned()),
                other => other,
            });
        }
        let published = record.filter(|record| record.state == RecordState::Published);
        Ok(published.map_or(Found::Nothing, |record| {
            let trace = Trace { remote: record.remote.clone(), url: record.url.clone() };
            Found::Left(trace, "a person has deleted the post; it is not made again".to_owned())
        }))
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let data = self.ask(request).await?;
        let paths = ["/publishPost/post", "/updatePost/post", "/createDraft/draft"];
        let made = paths.iter().find_map(|path| data.pointer(path)).and_then(trace);
        made.ok_or_else(|| request.unanswered("no post came back"))
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let Some(id) = &record.remote else {
            return Ok(Withdrawn::nameless());
        };
        Withdrawn::once_sent(self.ask(&self.request(REMOVE, &json!({ "input": { "id": id } }))).await)
    }

    async fn check(&self) -> Result<Checked, Error> {
        let publication = self.publication(CHECK, &json!({ "host": self.publication })).await?;
        let title = text(&publication, "title").unwrap_or(self.publication);
        Ok(Checked::good([format!("the publication is {title}; whether it is paid shows only when it is written to")]))
    }
}

/// GraphQL refuses with status 200.
fn refusal(request: &Request, error: &Value) -> Error {
    let said = text(error, "message").unwrap_or("no reason given").chars().take(200).collect::<String>();
    let trouble = match error.pointer("/extensions/code").and_then(Value::as_str) {
        Some("FORBIDDEN") => Trouble::Denied { status: 403, said },
        Some("UNAUTHENTICATED") => Trouble::Denied { status: 401, said },
        Some("NOT_FOUND") => Trouble::Gone { status: 404, said },
        Some("INTERNAL_SERVER_ERROR") => Trouble::Unanswered(said),
        _ => Trouble::Rejected { status: 200, said },
    };
    request.fault(trouble)
}

fn trace(post: &Value) -> Option<Trace> {
    Some(Trace { remote: Some(text(post, "id")?.to_owned()), url: text(post, "url").map(str::to_owned) })
}

fn compare(found: &Value, wanted: &Marker, slug: &str) -> Found {
    let trace = trace(found).unwrap_or_default();
    let markdown = found.pointer("/content/markdown").and_then(Value::as_str).unwrap_or_default();
    match Marker::split(markdown).filter(|(_, marker)| marker.key == wanted.key) {
        Some((body, marker)) => {
            let now = digest(text(found, "title").unwrap_or_default(), body);
            marker.compare(&now, wanted, trace, "post")
        }
        None => Found::Left(trace, format!("another post has the slug {slug}; it is left alone")),
    }
}

/// Hashnode names a tag twice.
fn tags(article: &Article<'_>) -> Vec<Value> {
    let slug = |tag: &str| tag.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    article.tags().iter().take(TAGS).map(|tag| json!({ "slug": slug(tag), "name": tag })).collect()
}

fn title(post: &Post<'_>) -> String {
    shorten(&post.item.title, TITLE)
}

fn body(post: &Post<'_>) -> String {
    shorten(quiet(&post.item.body_markdown).trim(), BODY)
}
