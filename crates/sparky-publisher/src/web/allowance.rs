//! What the headers of an answer say about a secret and a limit: services use names of their own for the same things. It
//! must not know any service.

use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderMap;

/// Headers that say how many requests are left, each with the one that says of how many.
const LEFT: [(&str, &str); 4] = [
    ("x-app-limit-24hour-remaining", "x-app-limit-24hour-limit"),
    ("x-rate-limit-remaining", "x-rate-limit-limit"),
    ("x-ratelimit-remaining", "x-ratelimit-limit"),
    ("ratelimit-remaining", "ratelimit-limit"),
];

/// What was heard so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Allowance(Arc<Mutex<Heard>>);

#[derive(Debug, Clone, Default)]
struct Heard {
    scopes: Option<String>,
    left: Option<String>,
}

impl Allowance {
    pub(super) fn hear(&self, headers: &HeaderMap) {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        let number = |name: &str| text(name).and_then(|text| text.parse::<u64>().ok());
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(scopes) = text("x-oauth-scopes").filter(|scopes| !scopes.is_empty()) {
            let scopes: Vec<&str> = scopes.split(',').map(str::trim).collect();
            heard.scopes = Some(format!("scopes: {}", scopes.join(", ")));
        }
        if let Some((left, of)) = LEFT.iter().find_map(|(left, of)| Some((number(left)?, number(of)))) {
            let of = of.map(|of| format!(" of {of}")).unwrap_or_default();
            heard.left = Some(format!("requests left for now: {left}{of}"));
        }
    }

    pub(super) fn notes(&self) -> Vec<String> {
        let heard = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        heard.scopes.into_iter().chain(heard.left).collect()
    }
}
