//! What a raw answer means: an answer, a reason to try again, or the end. GraphQL hides most of its failures behind
//! status 200.

use serde_json::Value;

use crate::answer::{Answer, GraphqlError};
use crate::backoff::Again;
use crate::error::Error;
use crate::transport::Raw;

/// What a raw answer means.
pub(crate) enum Verdict {
    Answer(Answer),
    Again(Again),
    Final(Error),
}

/// Judges an answer.
pub(crate) fn judge(operation: &'static str, raw: Raw) -> Verdict {
    let message = message(&raw.body);
    let is_limit = || is_limit_text(&message) || raw.limits.retry_after.is_some() || raw.limits.remaining == Some(0);
    match raw.status {
        200 => judge_body(operation, raw),
        401 => Verdict::Final(Error::BadCredentials { message }),
        429 => Verdict::Again(Again::Limit(raw.limits)),
        403 if is_limit() => Verdict::Again(Again::Limit(raw.limits)),
        403 => Verdict::Final(Error::Forbidden { message }),
        451 => Verdict::Final(Error::Blocked { message }),
        404 => Verdict::Final(Error::NotFound { what: "GraphQL API at this address".to_owned() }),
        400 | 422 => Verdict::Final(Error::Refused { operation, message }),
        status => Verdict::Again(Again::Fault(format!("status {status} {message}").trim_end().to_owned())),
    }
}

fn judge_body(operation: &'static str, raw: Raw) -> Verdict {
    let answer: Answer = match serde_json::from_str(&raw.body) {
        Ok(answer) => answer,
        Err(_) => return Verdict::Again(Again::Fault("the answer was no JSON or was cut off".to_owned())),
    };
    if answer.errors.iter().any(|error| error.kind == "RATE_LIMITED" || is_limit_text(&error.message)) {
        return Verdict::Again(Again::Limit(raw.limits));
    }
    // Nulls without errors are an answer: there is no such thing.
    if has_content(&answer.data) || (answer.errors.is_empty() && answer.data.is_object()) {
        return Verdict::Answer(answer);
    }
    match answer.errors.first() {
        None => Verdict::Again(Again::Fault("the answer held nothing".to_owned())),
        Some(first) => judge_error(operation, first, answer.clone()),
    }
}

fn judge_error(operation: &'static str, first: &GraphqlError, answer: Answer) -> Verdict {
    let message = first.message.clone();
    match first.kind.as_str() {
        "NOT_FOUND" => Verdict::Final(Error::NotFound { what: not_found(&message) }),
        "FORBIDDEN" | "INSUFFICIENT_SCOPES" => Verdict::Final(Error::Forbidden { message }),
        "DMCA_TAKEDOWN" => Verdict::Final(Error::Blocked { message }),
        "" if is_stumble(&message) => Verdict::Again(Again::Fault(message)),
        "INTERNAL" | "SERVICE_UNAVAILABLE" | "TIMEOUT" => Verdict::Again(Again::Fault(message)),
        // An empty answer with an unknown error may still be of use to the caller.
        _ if !answer.data.is_null() => Verdict::Answer(answer),
        _ => Verdict::Final(Error::Refused { operation, message }),
    }
}

/// Whether anything but nulls and the rate limit came.
fn has_content(data: &Value) -> bool {
    data.as_object().is_some_and(|fields| fields.iter().any(|(name, value)| name != "rateLimit" && !value.is_null()))
}

fn is_stumble(message: &str) -> bool {
    let message = message.to_lowercase();
    ["something went wrong", "timeout", "timed out", "try again"].iter().any(|sign| message.contains(sign))
}

fn is_limit_text(message: &str) -> bool {
    let message = message.to_lowercase();
    ["secondary rate limit", "abuse detection", "api rate limit"].iter().any(|sign| message.contains(sign))
}

/// `Could not resolve to a Repository with the name 'a/b'.` names what is missing at its end.
fn not_found(message: &str) -> String {
    let what = message.strip_prefix("Could not resolve to ").unwrap_or(message);
    let what = what.strip_prefix("a ").or_else(|| what.strip_prefix("an ")).unwrap_or(what);
    what.trim_end_matches('.').to_owned()
}

fn message(body: &str) -> String {
    let json = serde_json::from_str::<Value>(body).ok();
    let text = json.as_ref().and_then(|json| json.get("message")?.as_str()).unwrap_or_default();
    text.chars().take(300).collect()
}
