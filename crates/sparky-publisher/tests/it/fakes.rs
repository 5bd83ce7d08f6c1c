//! Services as strict as the real ones: what they refuse there is refused here. Faults can be planned.

pub(crate) mod bluesky;
pub(crate) mod linkedin;
pub(crate) mod mastodon;
pub(crate) mod slack;
pub(crate) mod smtp;
pub(crate) mod teams;
pub(crate) mod telegram;
pub(crate) mod x;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::Value;
use sparky_testkit::{FakeService, Received, Response};

/// An answer that comes instead.
pub(crate) type Answer = fn() -> Response;

/// What goes wrong with a write.
pub(crate) enum Fault {
    /// It is done, and the answer is lost.
    Dropped,
    /// It is not done, and this comes back.
    Instead(Answer),
    /// It is done; the one after it is judged by the next fault.
    None,
}

/// A fake and what it holds.
pub(crate) struct Fake<S> {
    pub(crate) service: FakeService,
    state: Arc<Mutex<S>>,
    faults: Arc<Mutex<VecDeque<Fault>>>,
    is_write: fn(&Received) -> bool,
}

impl<S: Send + 'static> Fake<S> {
    pub(crate) fn start(state: S, is_write: fn(&Received) -> bool, answer: fn(&mut S, &Received) -> Response) -> Self {
        let (state, faults) = (Arc::new(Mutex::new(state)), Arc::new(Mutex::new(VecDeque::new())));
        let (held, planned) = (Arc::clone(&state), Arc::clone(&faults));
        let service = FakeService::start(move |received| {
            let fault = if is_write(received) { planned.lock().unwrap().pop_front() } else { None };
            match fault {
                Some(Fault::Instead(response)) => response(),
                Some(Fault::Dropped) => {
                    answer(&mut held.lock().unwrap(), received);
                    Response::lost()
                }
                _ => answer(&mut held.lock().unwrap(), received),
            }
        });
        Self { service, state, faults, is_write }
    }

    pub(crate) fn url(&self) -> String {
        self.service.url()
    }

    pub(crate) fn plan(&self, fault: Fault) {
        self.faults.lock().unwrap().push_back(fault);
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, S> {
        self.state.lock().unwrap()
    }

    /// How many requests would have changed something.
    pub(crate) fn writes(&self) -> usize {
        self.service.log().iter().filter(|received| (self.is_write)(received)).count()
    }
}

/// Every request that does not merely read.
pub(crate) fn not_get(received: &Received) -> bool {
    received.method != "GET"
}

pub(crate) fn json_of(received: &Received) -> Option<Value> {
    let is_json = received.headers.get("content-type").is_some_and(|kind| kind.starts_with("application/json"));
    is_json.then(|| serde_json::from_str(&received.body).ok()).flatten()
}

pub(crate) fn bearer(received: &Received) -> Option<&str> {
    received.headers.get("authorization")?.strip_prefix("Bearer ")
}

/// The text of a field of a form, and of the header of its part.
pub(crate) fn form_field(received: &Received, name: &str) -> Option<(String, String)> {
    let kind = received.headers.get("content-type")?;
    let boundary = kind.strip_prefix("multipart/form-data; boundary=")?;
    assert!(received.body.ends_with(&format!("--{boundary}--\r\n")), "a form ends with its boundary");
    let wanted = format!("form-data; name=\"{name}\"");
    let between = format!("--{boundary}\r\n");
    let mut parts = received.body.split(&between).filter_map(|part| part.split_once("\r\n\r\n"));
    let (head, text) = parts.find(|(head, _)| head.contains(&wanted))?;
    Some((head.to_owned(), text.split("\r\n--").next()?.trim_end_matches("\r\n").to_owned()))
}

/// The path without its query.
pub(crate) fn path_of(received: &Received) -> &str {
    received.path.split('?').next().unwrap()
}

/// A value of the query, decoded.
pub(crate) fn query_of(received: &Received, name: &str) -> Option<String> {
    let url = url::Url::parse(&format!("http://x{}", received.path)).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
