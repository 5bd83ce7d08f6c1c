//! The token of a request to Ghost: a JWT, signed with the key, good for five minutes. It must not know what is asked.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use crate::config::Secret;
use crate::error::Error;

/// How long Ghost takes it, in seconds.
const LIFE: i64 = 5 * 60;

/// The value of the header.
///
/// # Errors
/// When the key is none of Ghost's.
pub(super) fn sign(key: &Secret, now: DateTime<Utc>) -> Result<SecretString, Error> {
    let (id, secret) = parse(key.value.expose_secret()).ok_or_else(|| {
        let variable = &key.variable;
        Error::Unusable(format!(
            "`{variable}` holds no Admin API key of Ghost's, which looks like `<24 digits>:<64 digits>`; copy it from \
             Settings, Integrations"
        ))
    })?;
    let header = encode(&json!({ "alg": "HS256", "kid": id, "typ": "JWT" }));
    let iat = now.timestamp();
    let claims = encode(&json!({ "iat": iat, "exp": iat + LIFE, "aud": "/admin/" }));
    let text = format!("{header}.{claims}");
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &secret), text.as_bytes());
    Ok(SecretString::from(format!("Ghost {text}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()))))
}

/// The id, and the secret, which is written in hexadecimal digits.
fn parse(key: &str) -> Option<(&str, Vec<u8>)> {
    let (id, secret) = key.split_once(':')?;
    let digits = secret.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    let is_whole = !id.is_empty() && !secret.is_empty() && secret.len().is_multiple_of(2);
    let secret = digits.collect::<Option<Vec<u8>>>()?;
    is_whole.then_some((id, secret))
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}
