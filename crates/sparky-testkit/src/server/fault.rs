//! What can go wrong, and when it does. It must not know how it is delivered.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::world::World;

/// Something that goes wrong at a certain request.
#[derive(Debug, Clone)]
pub struct Fault {
    pub(super) operation: String,
    pub(super) nth: u64,
    pub(super) times: u64,
    pub(super) step: u64,
    pub(super) trouble: Trouble,
}

impl Fault {
    /// At the first request of an operation, once.
    pub fn on(operation: &str, trouble: Trouble) -> Self {
        Self { operation: operation.to_owned(), nth: 1, times: 1, step: 1, trouble }
    }

    /// At the first request of all, whatever it asks for.
    pub fn any(trouble: Trouble) -> Self {
        Self::on("*", trouble)
    }

    /// At the n-th request of the operation, counted from 1 and from the start of the server.
    #[must_use]
    pub fn nth(mut self, nth: u64) -> Self {
        self.nth = nth;
        self
    }

    /// At so many requests in a row.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = times;
        self
    }

    /// Every so many requests, from the n-th on, for ever.
    #[must_use]
    pub fn every(mut self, step: u64) -> Self {
        (self.step, self.times) = (step.max(1), u64::MAX);
        self
    }

    /// `number` counts the requests of the operation, `all` those of any.
    pub(super) fn hits(&self, operation: &str, number: u64, all: u64) -> bool {
        let (mine, number) = if self.operation == "*" { (true, all) } else { (self.operation == operation, number) };
        let since = number.checked_sub(self.nth);
        mine && since.is_some_and(|since| since % self.step == 0 && since / self.step < self.times)
    }
}

/// What goes wrong.
#[derive(Clone)]
pub enum Trouble {
    /// This answer instead.
    Status {
        /// The status.
        status: u16,
        /// The headers.
        headers: Vec<(String, String)>,
        /// The body.
        body: String,
    },
    /// The points are used up, GitHub says in an answer with status 200, and come back after this time.
    RateLimited(Duration),
    /// The connection is reset.
    Reset,
    /// The connection ends in the middle of the right answer.
    Truncated,
    /// Half of the right answer, as if it were whole.
    Malformed,
    /// Nothing comes, for ever.
    Hang,
    /// The right answer, but null at these places (JSON pointers into `data`), and an error for each.
    Partial(Vec<String>),
    /// The right answer with values in its `data` that are others, as this seed says.
    Reshaped(u64),
    /// The world changes before the request is answered: see [`Trouble::shift`].
    Shift(Arc<dyn Fn(&mut World) + Send + Sync>),
}

impl Trouble {
    /// A proxy in front of GitHub that gave up.
    pub fn bad_gateway() -> Self {
        let headers = vec![("content-type".to_owned(), "text/html".to_owned())];
        Self::Status { status: 502, headers, body: "<html><body><h1>502 Bad Gateway</h1></body></html>".to_owned() }
    }

    /// A proxy in front of GitHub that waited too long.
    pub fn gateway_timeout() -> Self {
        let said = "We couldn't respond to your request in time. Sorry about that.";
        Self::Status { status: 504, headers: json_type(), body: serde_json::json!({ "message": said }).to_string() }
    }

    /// A page for people where an answer is expected, with status 200.
    pub fn html_page() -> Self {
        let headers = vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())];
        let body = "<!DOCTYPE html><html><head><title>Unicorn! &middot; GitHub</title></head></html>".to_owned();
        Self::Status { status: 200, headers, body }
    }

    /// A query that ran too long: an error, no data, and this status (GitHub uses 200 and 502).
    pub fn something_went_wrong(status: u16) -> Self {
        let said = "Something went wrong while executing your query. This may be the result of a timeout, or it could be \
                    a GitHub bug. Please include `C0DE:1234` when reporting this issue.";
        let body = serde_json::json!({ "data": null, "errors": [{ "message": said }] }).to_string();
        Self::Status { status, headers: json_type(), body }
    }

    /// The secondary limit, without a word on how long to wait: that is a minute.
    pub fn secondary_limit_unsaid() -> Self {
        let body = serde_json::json!({ "message": "You have exceeded a secondary rate limit." }).to_string();
        Self::Status { status: 403, headers: json_type(), body }
    }

    /// Too many requests.
    pub fn too_many_requests(retry_after: Duration) -> Self {
        Self::limited(429, retry_after, "Too many requests")
    }

    /// The secondary limit.
    pub fn secondary_limit(retry_after: Duration) -> Self {
        Self::limited(403, retry_after, "You have exceeded a secondary rate limit. Please wait a few minutes.")
    }

    /// The world changes before the request is answered, as between two pages.
    pub fn shift(change: impl Fn(&mut World) + Send + Sync + 'static) -> Self {
        Self::Shift(Arc::new(change))
    }

    fn limited(status: u16, retry_after: Duration, message: &str) -> Self {
        let mut headers = json_type();
        headers.push(("retry-after".to_owned(), retry_after.as_secs().to_string()));
        Self::Status { status, headers, body: serde_json::json!({ "message": message }).to_string() }
    }
}

fn json_type() -> Vec<(String, String)> {
    vec![("content-type".to_owned(), "application/json; charset=utf-8".to_owned())]
}

impl fmt::Debug for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Status { status, .. } => return write!(formatter, "Status({status})"),
            Self::RateLimited(_) => "RateLimited",
            Self::Reset => "Reset",
            Self::Truncated => "Truncated",
            Self::Malformed => "Malformed",
            Self::Hang => "Hang",
            Self::Partial(_) => "Partial",
            Self::Reshaped(seed) => return write!(formatter, "Reshaped({seed})"),
            Self::Shift(_) => "Shift",
        };
        formatter.write_str(name)
    }
}
