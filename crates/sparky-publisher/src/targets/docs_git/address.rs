//! The address of a repository: what git is given, what people are shown, and the header that carries the token.
//! It must not know what is done with the repository.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret as _;
use url::Url;

use crate::config::Secret;
use crate::error::Error;
use crate::web::is_safe;

/// Where a repository is.
pub(super) struct Address {
    /// What git is given: a URL, or an absolute path.
    pub(super) remote: String,
    /// Where a token may be sent.
    web: Option<Url>,
    token: Option<Secret>,
}

impl Address {
    /// # Errors
    /// When the address holds a secret, or a path cannot be made absolute.
    pub(super) fn parse(text: &str, token: Option<&Secret>) -> Result<Self, Error> {
        if is_path(text) {
            return Ok(Self { remote: absolute(text)?, web: None, token: None });
        }
        let url = if text.contains("://") { Some(Url::parse(text).map_err(Error::Url)?) } else { None };
        if let Some(url) = url.as_ref().filter(|url| holds_secret(url)) {
            return Err(Error::SecretInUrl { host: url.host_str().unwrap_or_default().to_owned() });
        }
        let web = url.filter(is_safe);
        Ok(Self { remote: text.to_owned(), token: token.filter(|_| web.is_some()).cloned(), web })
    }

    /// Settings for git, for its environment only: the token as a header, for this host and no other.
    pub(super) fn settings(&self) -> Vec<(String, String)> {
        let (Some(url), Some(token)) = (&self.web, &self.token) else { return Vec::new() };
        let basic = STANDARD.encode(format!("x-access-token:{}", token.value.expose_secret()));
        let origin = url.origin().ascii_serialization();
        vec![(format!("http.{origin}/.extraHeader"), format!("Authorization: Basic {basic}"))]
    }

    /// The page of a file on a host that is laid out as GitHub is: `https://host/owner/name/blob/branch/path`.
    pub(super) fn page(&self, branch: &str, path: &str) -> Option<String> {
        let url = self.web.as_ref().filter(|url| url.scheme() == "https")?;
        let [owner, name] = url.path_segments()?.filter(|part| !part.is_empty()).collect::<Vec<_>>()[..] else {
            return None;
        };
        let mut page = Url::parse(&url.origin().ascii_serialization()).ok()?;
        let name = name.strip_suffix(".git").unwrap_or(name);
        page.path_segments_mut().ok()?.extend([owner, name, "blob"]).extend(branch.split('/')).extend(path.split('/'));
        Some(page.into())
    }

    /// The variable that the token came from.
    pub(super) fn variable(&self) -> Option<&str> {
        self.token.as_ref().map(|token| token.variable.as_str())
    }

    /// A text of git's without the token, in case a server repeats it.
    pub(super) fn redact(&self, text: &str) -> String {
        let Some(token) =
            self.token.as_ref().map(|token| token.value.expose_secret()).filter(|token| !token.is_empty())
        else {
            return text.to_owned();
        };
        let basic = STANDARD.encode(format!("x-access-token:{token}"));
        text.replace(token, "***").replace(&basic, "***")
    }
}

/// The name before an `@` is a login for ssh; for https it is often a token.
fn holds_secret(url: &Url) -> bool {
    url.password().is_some() || (url.scheme().starts_with("http") && !url.username().is_empty())
}

/// As git decides it: no scheme, and no colon before the first slash (`host:path` is ssh).
fn is_path(text: &str) -> bool {
    !text.contains("://") && !text.split('/').next().is_some_and(|first| first.contains(':'))
}

/// Git runs in a folder of its own, so a relative path has to be made absolute first.
fn absolute(text: &str) -> Result<String, Error> {
    std::path::absolute(PathBuf::from(text))
        .map(|path| path.to_string_lossy().into_owned())
        .map_err(|source| Error::Path { path: text.to_owned(), source })
}
