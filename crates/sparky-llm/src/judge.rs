//! What a raw answer means: an answer, a reason to try again, or the end. It must not know how often is enough.

use std::time::Duration;

use serde_json::Value;

use crate::error::Error;
use crate::provider::{self, Said};
use crate::settings::Model;
use crate::transport::Raw;

/// What a raw answer means.
pub(crate) enum Verdict {
    Answer(Said),
    Again(Again),
    Final(Error),
}

/// Why to try again.
#[derive(Debug, Clone)]
pub(crate) struct Again {
    pub(crate) message: String,
    /// How long the provider asks to wait.
    pub(crate) wait: Option<Duration>,
}

/// Judges an answer of a model.
pub(crate) fn judge(model: &Model, raw: &Raw) -> Verdict {
    let (code, said) = complaint(&raw.body);
    let message = if said.is_empty() { format!("status {}", raw.status) } else { said };
    let again = |message: String| Verdict::Again(Again { message, wait: raw.retry_after });
    let name = || model.name.clone();
    match raw.status {
        200 => match provider::read(model.provider, &raw.body) {
            Some(said) => Verdict::Answer(said),
            None => again("the answer was no JSON of the provider's or was cut off".to_owned()),
        },
        401..=403 => Verdict::Final(Error::NotAllowed { model: name(), message }),
        429 if is_empty_account(&code) => Verdict::Final(Error::NotAllowed { model: name(), message }),
        _ if raw.should_retry == Some(true) => again(message),
        status if is_passing(status) && raw.should_retry != Some(false) => again(message),
        status => Verdict::Final(Error::Rejected { model: name(), status, message }),
    }
}

/// 529 is Anthropic's word for too many callers.
const fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 409 | 425 | 429 | 500..=599)
}

/// A limit that no waiting helps against.
fn is_empty_account(code: &str) -> bool {
    ["insufficient_quota", "billing_hard_limit_reached", "billing_error", "access_terminated"].contains(&code)
}

/// The code and the message of a provider's error.
fn complaint(body: &str) -> (String, String) {
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    let text = |pointers: &[&str]| {
        let found = pointers.iter().find_map(|pointer| body.pointer(pointer).and_then(Value::as_str));
        found.unwrap_or_default().chars().filter(|c| !c.is_control()).take(300).collect::<String>()
    };
    (text(&["/error/code", "/error/type"]), text(&["/error/message", "/message", "/error"]))
}
