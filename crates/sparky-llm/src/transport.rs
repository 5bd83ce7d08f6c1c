//! One HTTP request and what came back, whole. It must not know what bodies mean.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::HeaderMap;

/// What came back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) body: String,
    /// How long the provider asks to wait.
    pub(crate) retry_after: Option<Duration>,
    /// What the provider says about trying again.
    pub(crate) should_retry: Option<bool>,
}

/// Why nothing came back.
#[derive(Debug, Clone)]
pub(crate) struct Silence {
    pub(crate) message: String,
    /// Whether the model may have worked for it all the same.
    pub(crate) billed: bool,
}

/// Sends a request and reads the answer to its end.
pub(crate) async fn send(
    http: &reqwest::Client,
    request: reqwest::Request,
    now: DateTime<Utc>,
) -> Result<Raw, Silence> {
    let response = http.execute(request).await.map_err(|error| silence(&error))?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.text().await.map_err(|error| silence(&error))?;
    let should_retry = text(&headers, "x-should-retry").and_then(|value| value.parse().ok());
    Ok(Raw { status, body, retry_after: retry_after(&headers, now), should_retry })
}

fn silence(error: &reqwest::Error) -> Silence {
    let message = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the answer broke off"
    };
    Silence { message: message.to_owned(), billed: !error.is_connect() }
}

/// Seconds, milliseconds, or a date.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    if let Some(wait) = text(headers, "retry-after-ms").and_then(|value| value.parse().ok()) {
        return Some(Duration::from_millis(wait));
    }
    let value = text(headers, "retry-after")?;
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds.max(0.0)).ok();
    }
    let until = DateTime::parse_from_rfc2822(value).ok()?.to_utc();
    Some((until - now).to_std().unwrap_or_default())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}
