//! Social networks, as the publisher wants them.

use anyhow::bail;
use sparky_publisher::{BlueskyAccount, LinkedInAccount, MastodonAccount, NetworkKind, XAccount, XCredentials, XKeys};

use crate::config::{self, Target};
use crate::session::Session;

/// The version of LinkedIn's API unless another one is named.
/// Each version is served for at least a year; one that is gone is answered with 426:
/// <https://learn.microsoft.com/en-us/linkedin/marketing/versioning>.
const LINKEDIN_VERSION: &str = "202606";

impl Session {
    pub(super) fn network(&self, kind: config::NetworkKind, target: &Target) -> anyhow::Result<NetworkKind> {
        let base_url = |usual: &str| target.base_url.clone().unwrap_or_else(|| usual.to_owned());
        let thread = target.thread.unwrap_or(false);
        // Networks guess English by themselves.
        let own = Some(self.config.templates.language).filter(|own| !own.is_default());
        let language = target.language.clone().or_else(|| own.map(|own| own.code().to_owned()));
        Ok(match kind {
            config::NetworkKind::Mastodon => NetworkKind::Mastodon(MastodonAccount {
                base_url: base_url(""),
                token: target.secret(target.token_env.as_ref())?,
                visibility: one_of(target, &["public", "unlisted", "private", "direct"])?,
                language: language.clone(),
                thread,
            }),
            config::NetworkKind::Bluesky => NetworkKind::Bluesky(BlueskyAccount {
                base_url: base_url("https://bsky.social"),
                handle: target.handle.clone().unwrap_or_default().trim_start_matches('@').to_owned(),
                password: target.secret(target.password_env.as_ref())?,
                language: language.clone(),
                thread,
            }),
            config::NetworkKind::X => NetworkKind::X(XAccount {
                base_url: base_url("https://api.x.com"),
                credentials: x_credentials(target)?,
                links: target.links.unwrap_or(false),
                thread,
            }),
            config::NetworkKind::LinkedIn => NetworkKind::LinkedIn(LinkedInAccount {
                base_url: base_url("https://api.linkedin.com"),
                author: target.author.clone().unwrap_or_default(),
                token: target.secret(target.token_env.as_ref())?,
                version: target.version.clone().unwrap_or_else(|| LINKEDIN_VERSION.to_owned()),
                visibility: one_of(target, &["public", "connections", "logged_in"])?
                    .map_or_else(|| "PUBLIC".to_owned(), |visibility| visibility.to_uppercase()),
            }),
        })
    }
}

/// A token of OAuth 2, or the four of OAuth 1.0a.
fn x_credentials(target: &Target) -> anyhow::Result<XCredentials> {
    if target.token_env.is_some() {
        return Ok(XCredentials::Bearer(target.secret(target.token_env.as_ref())?));
    }
    let keys =
        [&target.consumer_key_env, &target.consumer_secret_env, &target.access_token_env, &target.access_secret_env];
    if keys.iter().any(|key| key.is_none()) {
        bail!(
            "x needs `token_env`, or all of `consumer_key_env`, `consumer_secret_env`, `access_token_env` and \
             `access_secret_env`"
        );
    }
    let secret = |key: &Option<String>| target.secret(key.as_ref());
    Ok(XCredentials::Keys(Box::new(XKeys {
        consumer_key: secret(&target.consumer_key_env)?,
        consumer_secret: secret(&target.consumer_secret_env)?,
        token: secret(&target.access_token_env)?,
        token_secret: secret(&target.access_secret_env)?,
    })))
}

/// Who may see a post.
fn one_of(target: &Target, known: &[&str]) -> anyhow::Result<Option<String>> {
    let visibility = target.visibility.as_deref().map(str::to_lowercase);
    match visibility {
        Some(other) if !known.contains(&other.as_str()) => {
            bail!("`visibility` is `{other}`; it may be: {}", known.join(", "))
        }
        visibility => Ok(visibility),
    }
}
