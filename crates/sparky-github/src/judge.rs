//! What a raw answer means: an answer, a reason to try again, or the end. GraphQL hides most of its failures behind
//! status 200.

use serde_json::Value;

use crate::answer::{Answer, GraphqlError};
use crate::backoff::{Again, Limit};
use crate::error::Error;
use crate::question::Question;
use crate::transport::Raw;

mod words;

use words::{is_limit, is_primary_limit, is_stumble, is_too_much, not_found};

/// What to do about an answer that leads elsewhere.
const ADDRESSES: &str = "check GITHUB_API_URL and GITHUB_GRAPHQL_URL";

/// What a raw answer means.
pub(crate) enum Verdict {
    Answer(Answer),
    Again(Again),
    /// The token was refused, in GitHub's words.
    Unauthorized(String),
    Final(Error),
}

/// Judges an answer to a question.
pub(crate) fn judge(question: &Question, raw: Raw) -> Verdict {
    if question.ask.is_graphql() && raw.status == 200 {
        return judge_body(question.operation, raw);
    }
    judge_status(question.operation, question.ask.subject(), raw)
}

/// Judges an answer whose status says how it went; `what` is what was asked for.
pub(crate) fn judge_status(operation: &'static str, what: &str, raw: Raw) -> Verdict {
    let message = message(&raw.body);
    let limited = || is_limit(&message) || raw.limits.retry_after.is_some() || raw.limits.used_up();
    match raw.status {
        200 | 201 => json(&raw.body),
        401 => Verdict::Unauthorized(message),
        429 => limit(raw, &message),
        403 if limited() => limit(raw, &message),
        400 | 403 | 413 | 422 if is_too_much(&message) => Verdict::Final(Error::TooHeavy { operation, message }),
        403 => Verdict::Final(Error::Forbidden { message }),
        451 => Verdict::Final(Error::Blocked { message }),
        404 | 410 => Verdict::Final(Error::NotFound { what: what.to_owned() }),
        400 | 405 | 409 | 422 => Verdict::Final(Error::Refused { operation, message }),
        // Those that stay on the server were followed.
        status @ 300..=399 => {
            let message =
                format!("status {status}: it leads to another server, and no token is sent there; {ADDRESSES}");
            Verdict::Final(Error::Refused { operation, message })
        }
        // Whatever it is, the request was not taken, and would not be the next time.
        status @ (402..=428 | 431) if status != 408 => {
            let message = format!("status {status} {message}").trim_end().to_owned();
            Verdict::Final(Error::Refused { operation, message })
        }
        status => {
            let message = format!("status {status} {message}").trim_end().to_owned();
            Verdict::Again(if matches!(status, 502 | 504) { Again::Heavy(message) } else { Again::Fault(message) })
        }
    }
}

fn json(body: &str) -> Verdict {
    match serde_json::from_str(body) {
        Ok(data) => Verdict::Answer(Answer { data, errors: Vec::new() }),
        Err(_) => Verdict::Again(Again::Fault("the answer was no JSON or was cut off".to_owned())),
    }
}

fn limit(raw: Raw, message: &str) -> Verdict {
    let primary = raw.limits.used_up() || is_primary_limit(message);
    Verdict::Again(Again::Limit(Limit { primary, limits: raw.limits }))
}

fn judge_body(operation: &'static str, raw: Raw) -> Verdict {
    let Ok(answer) = serde_json::from_str::<Answer>(&raw.body) else {
        return Verdict::Again(Again::Fault("the answer was no JSON or was cut off".to_owned()));
    };
    if let Some(error) = answer.errors.iter().find(|error| error.kind == "RATE_LIMITED" || is_limit(&error.message)) {
        let primary = error.kind == "RATE_LIMITED" || is_primary_limit(&error.message);
        return Verdict::Again(Again::Limit(Limit { primary, limits: raw.limits }));
    }
    // Nulls without errors are an answer: there is no such thing.
    if answer.has_content() || (answer.errors.is_empty() && answer.data.is_object()) {
        return Verdict::Answer(answer);
    }
    if let Some(error) = answer.errors.iter().find(|error| too_much(error)) {
        return Verdict::Final(Error::TooHeavy { operation, message: error.message.clone() });
    }
    if let Some(error) = answer.errors.iter().find(|error| stumbled(error)) {
        return Verdict::Again(Again::Heavy(error.message.clone()));
    }
    if let Some(error) = answer.errors.iter().find(|error| is_fault(error)) {
        return Verdict::Again(Again::Fault(error.message.clone()));
    }
    match answer.errors.first().cloned() {
        None => nothing(message(&raw.body)),
        // Each of several things has an error of its own, which the caller can tell by its path.
        Some(_) if answer.breadth() > 1 => Verdict::Answer(answer),
        Some(first) => judge_error(operation, &first, answer),
    }
}

fn judge_error(operation: &'static str, first: &GraphqlError, answer: Answer) -> Verdict {
    match first.denial() {
        Some(error) => Verdict::Final(error),
        // An empty answer with an unknown error may still be of use to the caller.
        None if !answer.data.is_null() => Verdict::Answer(answer),
        None => Verdict::Final(Error::Refused { operation, message: first.message.clone() }),
    }
}

impl GraphqlError {
    /// What it means when it says that there is no such thing, or not for this token.
    pub fn denial(&self) -> Option<Error> {
        let message = self.message.clone();
        match self.kind.as_str() {
            "NOT_FOUND" => Some(Error::NotFound { what: not_found(&message) }),
            "FORBIDDEN" | "INSUFFICIENT_SCOPES" => Some(Error::Forbidden { message }),
            "DMCA_TAKEDOWN" => Some(Error::Blocked { message }),
            _ => None,
        }
    }
}

/// Neither data nor errors; perhaps a message.
fn nothing(message: String) -> Verdict {
    Verdict::Again(match message.as_str() {
        "" => Again::Fault("the answer held nothing".to_owned()),
        _ if is_stumble(&message) => Again::Heavy(message),
        _ => Again::Fault(message),
    })
}

fn too_much(error: &GraphqlError) -> bool {
    matches!(error.kind.as_str(), "RESOURCE_LIMITS_EXCEEDED" | "MAX_NODE_LIMIT_EXCEEDED") || is_too_much(&error.message)
}

fn stumbled(error: &GraphqlError) -> bool {
    error.kind == "TIMEOUT" || (error.kind.is_empty() && is_stumble(&error.message))
}

fn is_fault(error: &GraphqlError) -> bool {
    matches!(error.kind.as_str(), "INTERNAL" | "SERVICE_UNAVAILABLE")
}

/// What GitHub says beside the status.
fn message(body: &str) -> String {
    let json = serde_json::from_str::<Value>(body).unwrap_or_default();
    let said = [json.get("message"), json.pointer("/errors/0/message")];
    let text = said.into_iter().flatten().find_map(Value::as_str).unwrap_or_default();
    text.chars().take(300).collect()
}
