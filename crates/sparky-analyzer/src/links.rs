//! Web addresses of facts, made from the repository's own. It must not know whether they exist.

/// The page of a pull request.
pub(crate) fn pull_request(repository: Option<&str>, number: u64) -> Option<String> {
    repository.map(|url| format!("{url}/pull/{number}"))
}

/// The page of an issue.
pub(crate) fn issue(repository: Option<&str>, number: u64) -> Option<String> {
    repository.map(|url| format!("{url}/issues/{number}"))
}

/// The page of a commit.
pub(crate) fn commit(repository: Option<&str>, sha: &str) -> Option<String> {
    repository.map(|url| format!("{url}/commit/{sha}"))
}

/// The page of a release or tag.
pub(crate) fn release(repository: Option<&str>, tag: &str) -> Option<String> {
    repository.map(|url| format!("{url}/releases/tag/{}", percent_encoded(tag)))
}

/// Scheme and host of an address on the web.
pub(crate) fn site(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next().filter(|host| !host.is_empty() && !host.contains('@'))?;
    matches!(scheme, "http" | "https").then(|| format!("{scheme}://{host}"))
}

fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
