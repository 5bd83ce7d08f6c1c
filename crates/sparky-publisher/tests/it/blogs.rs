//! Blogs: strict emulations of the real ones, and what all of them must keep to.

mod articles;
mod forem;
mod ghost;
mod hashnode;
mod wordpress;

use std::sync::{Arc, Mutex};

use serde_json::Value;
use sparky_publisher::{Blog, BlogKind, Secret};
use sparky_testkit::{FakeService, Received, Response};

pub(crate) type Answer = fn() -> Response;

/// What a blog holds, and what goes wrong.
#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) posts: Vec<Value>,
    pub(crate) tags: Vec<String>,
    /// The next write arrives, and this is the answer.
    pub(crate) after: Option<Answer>,
    /// Every request is answered so, and nothing arrives.
    pub(crate) refusal: Option<Answer>,
    /// How often something was written.
    pub(crate) writes: usize,
}

impl Shelf {
    /// The answer to a write that arrived.
    fn wrote(&mut self, good: Response) -> Response {
        self.writes += 1;
        self.after.take().map_or(good, |trouble| trouble())
    }
}

/// How the emulation of a blog answers.
type Emulate = fn(&mut Shelf, &Received) -> Response;
/// A blog of that kind at an address.
type Configure = fn(String, Blog) -> BlogKind;

/// An emulation.
pub(crate) struct Fake {
    pub(crate) service: FakeService,
    pub(crate) shelf: Arc<Mutex<Shelf>>,
    configure: Configure,
    /// Where the text of a post is.
    text: &'static str,
    /// What tells whether a post is public.
    pub(crate) state: &'static str,
    /// What an error names: the variable and what the secret must be.
    pub(crate) needs: [&'static str; 2],
}

impl Fake {
    fn start(
        emulate: Emulate,
        configure: Configure,
        (text, state): (&'static str, &'static str),
        needs: [&'static str; 2],
    ) -> Self {
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        let shared = Arc::clone(&shelf);
        let service = FakeService::start(move |request| {
            let mut shelf = shared.lock().unwrap();
            match shelf.refusal {
                Some(refusal) => refusal(),
                None => emulate(&mut shelf, request),
            }
        });
        Self { service, shelf, configure, text, state, needs }
    }

    pub(crate) fn all() -> [Self; 4] {
        [forem::start(), ghost::start(), wordpress::start(), hashnode::start()]
    }

    pub(crate) fn kind(&self) -> BlogKind {
        self.with(Blog::default())
    }

    pub(crate) fn with(&self, blog: Blog) -> BlogKind {
        (self.configure)(self.service.url(), blog)
    }

    pub(crate) fn post(&self, index: usize) -> Value {
        self.shelf.lock().unwrap().posts[index].clone()
    }

    pub(crate) fn text(&self, index: usize) -> String {
        self.post(index).pointer(self.text).unwrap().as_str().unwrap().to_owned()
    }

    /// A person writes something of their own.
    pub(crate) fn edit(&self, edit: impl Fn(&str) -> String) {
        let mut shelf = self.shelf.lock().unwrap();
        let text = shelf.posts[0].pointer_mut(self.text).unwrap();
        *text = edit(text.as_str().unwrap()).into();
    }

    pub(crate) fn counts(&self) -> (usize, usize) {
        let shelf = self.shelf.lock().unwrap();
        (shelf.posts.len(), shelf.writes)
    }
}

pub(crate) fn secret(variable: &str, value: &str) -> Secret {
    Secret { variable: variable.to_owned(), value: value.into() }
}

fn body(request: &Received) -> Value {
    assert_eq!(request.headers["content-type"], "application/json");
    serde_json::from_str(&request.body).unwrap()
}

/// The fields of an object, all of which a service must know.
fn only<'v>(object: &'v Value, known: &[&str]) -> &'v Value {
    for key in object.as_object().unwrap().keys() {
        assert!(known.contains(&key.as_str()), "nobody knows {key}");
    }
    object
}

fn query(request: &Received) -> Vec<(String, String)> {
    let query = request.path.split_once('?').map_or("", |(_, query)| query);
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

fn asked(request: &Received, key: &str) -> Option<String> {
    query(request).into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
}
