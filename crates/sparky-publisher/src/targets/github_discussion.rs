//! Discussions of a repository: one for each item, or one of each kind that always shows the newest. It must not know
//! how they are found again.

use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};
use sparky_github::{Answer, Error as GitHubError, GitHub};
use sparky_store::{Record, RecordState};

use super::marker::{self, Marker};
use super::shelf::{PAGE, PAGES, Shelf, WITHDRAWN, withdrawal};
use super::{Found, Service, Trace};
use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::post::Post;
use crate::request::Request;
use crate::text::{quiet_on_github, shorten};
use crate::web::text;

/// What GitHub takes, with room for the marker.
const TITLE: usize = 256;
const BODY: usize = 65_000;

const HOME: &str = "query FindCategory($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { \
                    id hasDiscussionsEnabled discussionCategories(first: 100) { nodes { id name slug } } } }";
/// In the words of the REST API, so that a discussion is read as an issue is.
const LIST: &str = "query ListDiscussions($owner: String!, $name: String!, $category: ID!, $first: Int!, $after: \
                    String) { repository(owner: $owner, name: $name) { discussions(first: $first, after: $after, \
                    categoryId: $category, orderBy: { field: CREATED_AT, direction: DESC }) { pageInfo { hasNextPage \
                    endCursor } nodes { id title body html_url: url created_at: createdAt author_association: \
                    authorAssociation user: author { type: __typename login } } } } }";
const GET: &str = "query GetDiscussion($id: ID!) { node(id: $id) { ... on Discussion { id body } } }";
const CREATE: &str = "mutation CreateDiscussion($input: CreateDiscussionInput!) { createDiscussion(input: $input) { \
                      discussion { id url } } }";
const UPDATE: &str = "mutation UpdateDiscussion($input: UpdateDiscussionInput!) { updateDiscussion(input: $input) { \
                      discussion { id url } } }";

/// The discussions of one category.
pub(crate) struct GithubDiscussion<'a> {
    pub(crate) github: &'a Arc<GitHub>,
    pub(crate) target: &'a str,
    pub(crate) repo: &'a str,
    pub(crate) category: &'a str,
    pub(crate) rolling: bool,
    pub(crate) home: OnceLock<Home>,
}

/// What GitHub calls the repository and the category.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    repository: String,
    category: String,
}

impl GithubDiscussion<'_> {
    const fn shelf(&self) -> Shelf<'_> {
        let permission = "discussions: write";
        Shelf { github: self.github, repo: self.repo, noun: "discussion", name: "id", permission }
    }

    fn marker(&self, post: &Post<'_>) -> Marker {
        Marker::new(&marker::key(self.target, post, self.rolling), &post.item.id, &title(post), &body(post))
    }

    async fn ask(&self, operation: &'static str, query: &str, variables: Value) -> Result<Value, Error> {
        let answer = self.github.graphql(operation, query, variables).await;
        whole(operation, answer).map_err(|error| self.shelf().fault(error))
    }

    async fn home(&self) -> Result<&Home, Error> {
        if let Some(home) = self.home.get() {
            return Ok(home);
        }
        let data = self.ask("FindCategory", HOME, self.names()).await?;
        let repository = data.get("repository").cloned().unwrap_or_default();
        let category = |node: &&Value| {
            ["name", "slug"].iter().filter_map(|key| text(node, key)).any(|is| is.eq_ignore_ascii_case(self.category))
        };
        let nodes = repository.pointer("/discussionCategories/nodes").and_then(Value::as_array);
        let nodes = nodes.cloned().unwrap_or_default();
        let found = nodes.iter().find(category).and_then(|node| text(node, "id"));
        match (text(&repository, "id"), found) {
            (Some(repository), Some(category)) => {
                let home = Home { repository: repository.to_owned(), category: category.to_owned() };
                Ok(self.home.get_or_init(|| home))
            }
            _ => Err(Error::NoCategory {
                repo: self.repo.to_owned(),
                category: self.category.to_owned(),
                known: nodes.iter().filter_map(|node| text(node, "name")).collect::<Vec<_>>().join(", "),
            }),
        }
    }

    fn names(&self) -> Value {
        let (owner, name) = self.repo.split_once('/').unwrap_or_default();
        json!({ "owner": owner, "name": name })
    }

    /// Newest first. A rolling discussion may be as old as the repository; any other was made after its window began.
    async fn search(&self, post: &Post<'_>) -> Result<Found, Error> {
        let (wanted, oldest, shelf) = (self.marker(post), super::github_comment::since(post), self.shelf());
        let mut variables = self.names();
        (variables["category"], variables["first"]) = (json!(self.home().await?.category), json!(PAGE));
        for _ in 1..=PAGES {
            let data = self.ask("ListDiscussions", LIST, variables.clone()).await?;
            let page = data.pointer("/repository/discussions").cloned().unwrap_or_default();
            let nodes = page.get("nodes").and_then(Value::as_array).cloned();
            let nodes = nodes.ok_or_else(|| shelf.strange("no list of discussions came back"))?;
            let mut seen = nodes.iter().filter_map(|node| shelf.read(node)).filter(|seen| seen.is_ours);
            if let Some(found) = seen.find(|seen| seen.marker.key == wanted.key) {
                return Ok(found.compare(&wanted, shelf.noun));
            }
            let last = nodes.last().and_then(|node| text(node, "created_at")).unwrap_or_default();
            let is_past = !self.rolling && last < oldest.as_str();
            let next = page.pointer("/pageInfo/hasNextPage").and_then(Value::as_bool).unwrap_or(false);
            if is_past || !next {
                return Ok(Found::Nothing);
            }
            variables["after"] = page.pointer("/pageInfo/endCursor").cloned().unwrap_or_default();
        }
        Err(Error::TooMany { noun: shelf.noun, repo: self.repo.to_owned(), looked: PAGES * PAGE })
    }
}

impl Service for GithubDiscussion<'_> {
    fn plan(&self, post: &Post<'_>, found: &Found) -> Result<Request, Error> {
        let text = format!("{}\n\n{}\n", body(post), self.marker(post).comment());
        let home = |name: fn(&Home) -> &str| self.home.get().map_or("", name).to_owned();
        let (operation, query, input) = match found {
            Found::Changed(Trace { remote: Some(id), .. }) => {
                ("UpdateDiscussion", UPDATE, json!({ "discussionId": id, "title": title(post), "body": text }))
            }
            _ => {
                let (repository, category) = (home(|home| &home.repository), home(|home| &home.category));
                let place = json!({ "repositoryId": repository, "categoryId": category });
                let mut input = json!({ "title": title(post), "body": text });
                (input["repositoryId"], input["categoryId"]) =
                    (place["repositoryId"].clone(), place["categoryId"].clone());
                ("CreateDiscussion", CREATE, input)
            }
        };
        let variables = json!({ "input": input });
        let body = json!({ "operationName": operation, "query": query, "variables": variables });
        Ok(Request::to("POST", "/graphql").json(&body))
    }

    async fn find(&self, post: &Post<'_>, record: Option<&Record>) -> Result<Found, Error> {
        let found = self.search(post).await?;
        let published = record.filter(|record| record.state == RecordState::Published && !self.rolling);
        Ok(match (found, published) {
            (Found::Nothing, Some(record)) => {
                let trace = Trace { remote: record.remote.clone(), url: record.url.clone() };
                Found::Left(trace, "a person has deleted the discussion; it is not made again".to_owned())
            }
            (found, _) => found,
        })
    }

    async fn send(&self, request: &Request) -> Result<Trace, Error> {
        let sent = request.value();
        let is_update = text(&sent, "operationName") == Some("UpdateDiscussion");
        let (operation, query) = if is_update { ("UpdateDiscussion", UPDATE) } else { ("CreateDiscussion", CREATE) };
        let data = self.ask(operation, query, sent["variables"].clone()).await?;
        let made =
            data.pointer("/createDiscussion/discussion").or_else(|| data.pointer("/updateDiscussion/discussion"));
        let made =
            made.filter(|made| made.is_object()).ok_or_else(|| self.shelf().strange("no discussion came back"))?;
        Ok(Trace { remote: text(made, "id").map(str::to_owned), url: text(made, "url").map(str::to_owned) })
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let Some(id) = &record.remote else {
            return Ok(Withdrawn::nameless());
        };
        let data = self.ask("GetDiscussion", GET, json!({ "id": id })).await?;
        let Some(found) = data.get("node").filter(|node| node.is_object()) else { return Ok(Withdrawn::Gone) };
        if let Some(end) = withdrawal(text(found, "body").unwrap_or_default(), record, "discussion") {
            return Ok(end);
        }
        let input = json!({ "discussionId": id, "title": "Withdrawn", "body": WITHDRAWN });
        self.ask("UpdateDiscussion", UPDATE, json!({ "input": input })).await?;
        Ok(Withdrawn::Gone)
    }

    async fn check(&self) -> Result<Checked, Error> {
        self.home().await?;
        Ok(Checked::good([format!("{} has the category {}", self.repo, self.category)]))
    }
}

/// The data of an answer, when all of it came.
pub(super) fn whole(operation: &'static str, answer: Result<Answer, GitHubError>) -> Result<Value, GitHubError> {
    let answer = answer?;
    match answer.errors.first() {
        Some(error) => {
            let message = error.message.clone();
            Err(error.denial().unwrap_or(GitHubError::Refused { operation, message }))
        }
        None => Ok(answer.data),
    }
}

fn title(post: &Post<'_>) -> String {
    shorten(&quiet_on_github(&post.item.title), TITLE)
}

fn body(post: &Post<'_>) -> String {
    shorten(quiet_on_github(&post.item.body_markdown).trim(), BODY)
}
