//! What the headers of an answer say about limits. It must not know what to do about them.

use chrono::{DateTime, Utc};

/// What the headers say about limits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    /// No request before this, because GitHub said so for this answer.
    pub(crate) retry_after: Option<RetryAfter>,
    /// The points of the token.
    pub(crate) points: Option<Points>,
}

/// The points of one token for one window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Points {
    /// How many there are.
    pub(crate) limit: u64,
    /// How many are left.
    pub(crate) remaining: u64,
    /// When they are renewed.
    pub(crate) reset: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum RetryAfter {
    Seconds(u64),
    At(DateTime<Utc>),
}

impl Limits {
    /// Reads the headers. GitHub counts the points of each resource apart; those of another one tell nothing.
    pub(crate) fn read(resource: &str, header: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name: &str| header(name).and_then(|text| text.trim().parse::<u64>().ok());
        let ours = header("x-ratelimit-resource").is_none_or(|named| named.trim() == resource);
        Self {
            retry_after: header("retry-after").and_then(|text| retry_after(text.trim())),
            points: Points::read(number).filter(|_| ours),
        }
    }

    /// Nothing is left.
    pub(crate) fn used_up(&self) -> bool {
        self.points.is_some_and(|points| points.remaining == 0)
    }
}

impl Points {
    fn read(number: impl Fn(&str) -> Option<u64>) -> Option<Self> {
        let remaining = number("x-ratelimit-remaining")?;
        let reset = i64::try_from(number("x-ratelimit-reset")?).ok()?;
        let used = number("x-ratelimit-used").unwrap_or(0);
        let limit = number("x-ratelimit-limit").unwrap_or_else(|| remaining.saturating_add(used));
        Some(Self { limit, remaining, reset: DateTime::from_timestamp(reset, 0)? })
    }
}

/// `Retry-After` is a number of seconds or an HTTP date.
fn retry_after(text: &str) -> Option<RetryAfter> {
    if let Ok(seconds) = text.parse() {
        return Some(RetryAfter::Seconds(seconds));
    }
    DateTime::parse_from_rfc2822(text).ok().map(|at| RetryAfter::At(at.with_timezone(&Utc)))
}
