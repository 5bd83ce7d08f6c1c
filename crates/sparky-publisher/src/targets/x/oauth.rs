//! OAuth 1.0a (RFC 5849) with HMAC-SHA1: the header that says on whose behalf a request is made. It must not know what
//! the request asks for.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use secrecy::{ExposeSecret, SecretString};

use crate::config::XKeys;

/// What makes two signatures of the same request different.
pub(super) struct Moment {
    /// Seconds since 1970.
    pub(super) timestamp: i64,
    /// Anything that was not used before.
    pub(super) nonce: String,
}

/// The value of the `authorization` header. `parameters` are those of the query and, of a form, the body; a body of JSON
/// is not part of a signature.
pub(super) fn authorization(
    method: &str,
    url: &str,
    parameters: &[(&str, &str)],
    keys: &XKeys,
    moment: &Moment,
) -> SecretString {
    let timestamp = moment.timestamp.to_string();
    let own = [
        ("oauth_consumer_key", keys.consumer_key.value.expose_secret()),
        ("oauth_nonce", moment.nonce.as_str()),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", timestamp.as_str()),
        ("oauth_token", keys.token.value.expose_secret()),
        ("oauth_version", "1.0"),
    ];
    let signature = sign(method, url, own.iter().chain(parameters).copied(), keys);
    let signed = own.iter().copied().chain([("oauth_signature", signature.as_str())]);
    let fields: Vec<String> = signed.map(|(name, value)| format!("{name}=\"{}\"", encode(value))).collect();
    SecretString::from(format!("OAuth {}", fields.join(", ")))
}

fn sign<'a>(method: &str, url: &str, parameters: impl Iterator<Item = (&'a str, &'a str)>, keys: &XKeys) -> String {
    let mut encoded: Vec<(String, String)> = parameters.map(|(name, value)| (encode(name), encode(value))).collect();
    encoded.sort();
    let joined: Vec<String> = encoded.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let base = format!("{method}&{}&{}", encode(url), encode(&joined.join("&")));
    let secret = |secret: &SecretString| encode(secret.expose_secret());
    let key = format!("{}&{}", secret(&keys.consumer_secret.value), secret(&keys.token_secret.value));
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key.as_bytes());
    BASE64_STANDARD.encode(hmac::sign(&key, base.as_bytes()))
}

/// Everything but letters, digits and `-._~` as `%XX`.
pub(super) fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    /// The worked example of X's own page "Creating a signature".
    #[test]
    fn the_signature_of_the_documented_example() {
        let secret = |value: &str| Secret { variable: "X".to_owned(), value: value.into() };
        let keys = XKeys {
            consumer_key: secret("xvz1evFS4wEEPTGEFPHBog"),
            consumer_secret: secret("kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw"),
            token: secret("370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
            token_secret: secret("LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"),
        };
        let moment =
            Moment { timestamp: 1_318_622_958, nonce: "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg".to_owned() };
        let form = [("status", "Hello Ladies + Gentlemen, a signed OAuth request!"), ("include_entities", "true")];
        let url = "https://api.twitter.com/1.1/statuses/update.json";
        let header = authorization("POST", url, &form, &keys, &moment);
        assert!(
            header.expose_secret().contains("oauth_signature=\"hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D\""),
            "{}",
            header.expose_secret()
        );
    }
}
