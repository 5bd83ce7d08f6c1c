//! What the headers of an answer say about the token itself: what it may do, and how long. It must not know who has it.

use chrono::{DateTime, NaiveDateTime, Utc};

/// What GitHub says about a token, as far as it does: tokens of Actions and of apps have no scopes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The scopes of a classic token, which may be none at all.
    pub scopes: Option<Vec<String>>,
    /// When it expires.
    pub expires: Option<DateTime<Utc>>,
}

impl Standing {
    /// Reads the headers.
    pub(crate) fn read(header: impl Fn(&str) -> Option<String>) -> Self {
        let scopes = header("x-oauth-scopes").map(|list| {
            let scopes = list.split(',').map(str::trim).filter(|scope| !scope.is_empty());
            scopes.map(str::to_owned).collect()
        });
        Self { scopes, expires: header("github-authentication-token-expiration").and_then(|text| time(text.trim())) }
    }

    /// With what this answer does not tell and an earlier one did.
    pub(crate) fn or(self, earlier: &Self) -> Self {
        let earlier = earlier.clone();
        Self { scopes: self.scopes.or(earlier.scopes), expires: self.expires.or(earlier.expires) }
    }
}

/// `2026-12-01 08:00:00 UTC`, or with an offset: GitHub writes both.
fn time(text: &str) -> Option<DateTime<Utc>> {
    if let Some(utc) = text.strip_suffix("UTC") {
        return NaiveDateTime::parse_from_str(utc.trim(), "%Y-%m-%d %H:%M:%S").ok().map(|time| time.and_utc());
    }
    DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S %z").ok().map(|time| time.to_utc())
}
