//! Every key of the configuration, described once: the reference, the example and the suggestions come from here.

mod analyze;
mod llm;
mod publish;
mod run;
mod targets;
mod texts;

use analyze::ANALYZE_KEYS;
use llm::LLM_KEYS;
use publish::PUBLISH_KEYS;
use run::RUN_KEYS;
use targets::TARGET_KEYS;
use texts::TEXT_KEYS;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A list of texts.
    List,
    /// A whole number.
    Number,
    /// A number that may have decimals.
    Decimal,
    /// `true` or `false`.
    Switch,
    /// A table of texts.
    Map,
}

/// One key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// Its section.
    pub(crate) section: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// How its value is written.
    pub(crate) kind: Kind,
    /// The default in TOML; empty when there is none.
    pub(crate) default: &'static str,
    /// What it is for.
    pub(crate) doc: &'static str,
}

const fn key(section: &'static str, name: &'static str, kind: Kind, default: &'static str, doc: &'static str) -> Key {
    Key { section, name, kind, default, doc }
}

/// The keys of what is read: `[source]`, `[collect]`, `[window]` and `[people]`.
const READING_KEYS: &[Key] = &[
    key("source", "repos", Kind::List, "[]", "Repositories: `owner/name`, or a path that starts with `.`, `/` or `~`."),
    key("source", "repos_file", Kind::Text, "", "A file with one repository per line."),
    key("source", "orgs", Kind::List, "[]", "Organizations whose repositories are read."),
    key("source", "include", Kind::List, "[\"*\"]", "Patterns of the repositories to keep."),
    key("source", "exclude", Kind::List, "[]", "Patterns of the repositories to leave out."),
    key("source", "topics", Kind::List, "[]", "Only repositories of an organization with one of these topics."),
    key("source", "archived", Kind::Switch, "false", "Read archived repositories too."),
    key("source", "forks", Kind::Switch, "false", "Read forks too."),
    key("source", "private", Kind::Switch, "false", "Read private repositories too."),
    key(
        "source",
        "min_activity",
        Kind::Text,
        "",
        "Leave out repositories of an organization in which nothing happened for so long: `90d`.",
    ),
    key(
        "collect",
        "overlap",
        Kind::Text,
        "\"2m\"",
        "What was updated so shortly before a run is read again the next time, because it may not have settled.",
    ),
    key(
        "collect",
        "files",
        Kind::Switch,
        "false",
        "Ask for the files that commits and pull requests change: one request more for each new commit.",
    ),
    key(
        "collect",
        "reread",
        Kind::Number,
        "30",
        "Within so many days all that is known is read again, a little each night, because some changes leave no trace: a \
         reaction, a deleted comment. 0 is never.",
    ),
    key("collect", "max_wait", Kind::Text, "\"15m\"", "The longest wait for a rate limit to pass: `90s`, `15m`, `1h`."),
    key("collect", "reserve", Kind::Number, "0", "Points of GitHub's hourly limit that are left to other jobs."),
    key(
        "collect",
        "tokens_env",
        Kind::List,
        "[]",
        "The environment variables that hold tokens, instead of GITHUB_TOKEN.",
    ),
    key("collect", "app_id", Kind::Text, "", "A GitHub App that reads instead: its id."),
    key(
        "collect",
        "private_key_env",
        Kind::Text,
        "",
        "The environment variable that holds the app's private key (PEM).",
    ),
    key("collect", "installation_id", Kind::Number, "", "Which installation of the app, when there are several."),
    key("window", "time_zone", Kind::Text, "\"UTC\"", "The time zone whose midnights bound a window."),
    key("people", "exclude", Kind::List, "[]", "Logins that are left out."),
    key("people", "bots", Kind::List, "[]", "Logins that are bots."),
    key("people", "aliases", Kind::Map, "{}", "Other names of a person: `{ alias = \"login\" }`."),
];

/// Every key, the targets' last.
pub(crate) fn keys() -> impl Iterator<Item = &'static Key> {
    let all = [READING_KEYS, LLM_KEYS, ANALYZE_KEYS, TEXT_KEYS, PUBLISH_KEYS, RUN_KEYS, TARGET_KEYS];
    all.into_iter().flatten()
}
