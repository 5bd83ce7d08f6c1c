//! The keys of `[[targets]]`. A key that several kinds have says after each kind what it is there.

use super::{Key, Kind, key};

/// Every key of a target: first those that all have.
pub(super) const TARGET_KEYS: &[Key] = &[
    key("targets", "name", Kind::Text, "", "The name of the target; required, and unique."),
    key("targets", "kind", Kind::Text, "", "What the target is; docs/publishing.md lists the kinds. Required."),
    key(
        "targets",
        "items",
        Kind::List,
        "",
        "The kinds of items that it takes. Unless set: all for folder and webhook; `daily`, `weekly`, `monthly` and `blog` for docs and feeds; the first three for the others.",
    ),
    key(
        "targets",
        "path",
        Kind::Text,
        "",
        "folder, feed: the folder. docs-git: the same in the repository, `content/updates` unless set.",
    ),
    key("targets", "url", Kind::Text, "", "docs-git: the repository."),
    key("targets", "branch", Kind::Text, "", "docs-git: the branch; the default branch unless set."),
    key("targets", "repo", Kind::Text, "", "github-issue: the repository, `owner/name`."),
    key(
        "targets",
        "mode",
        Kind::Text,
        "\"new\"",
        "github-issue: `new` opens an issue for each item, `rolling` keeps the newest of each kind in one.",
    ),
    key(
        "targets",
        "token_env",
        Kind::Text,
        "",
        "The environment variable that holds the token. docs-git: may write contents. github-issue: may write issues; GITHUB_TOKEN unless set.",
    ),
    key(
        "targets",
        "url_env",
        Kind::Text,
        "",
        "webhook, slack-webhook, discord: the environment variable that holds the address.",
    ),
    key(
        "targets",
        "secret_env",
        Kind::Text,
        "",
        "webhook: the environment variable that holds the key of the signature, which is the HMAC-SHA256 of the body in `x-sparky-signature-256`.",
    ),
];
