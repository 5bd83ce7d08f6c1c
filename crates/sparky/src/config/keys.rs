//! Every key of the configuration, described once: the reference, the example and the suggestions come from here.

mod run;
mod targets;

use run::RUN_KEYS;
use targets::TARGET_KEYS;

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

/// The keys that have no file of their own, by section.
const KEYS: &[Key] = &[
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
    key(
        "llm",
        "provider",
        Kind::Text,
        "\"none\"",
        "The protocol of the language model that words the texts: `none`, `openai` (also OpenRouter, Ollama, vLLM and Azure, by `base_url`) or `anthropic`.",
    ),
    key("llm", "model", Kind::Text, "", "The name of the model."),
    key(
        "llm",
        "base_url",
        Kind::Text,
        "",
        "Another server: the address that `/chat/completions` or `/messages` is added to.",
    ),
    key(
        "llm",
        "api_key_env",
        Kind::Text,
        "",
        "The environment variable that holds the key. Unless set: OPENAI_API_KEY or ANTHROPIC_API_KEY, and none with `base_url`.",
    ),
    key(
        "llm",
        "temperature",
        Kind::Decimal,
        "",
        "How freely words are chosen. Newer models refuse to be told, so nothing is sent unless set.",
    ),
    key("llm", "preset", Kind::Text, "", "The entry of `presets` that is used instead of the keys above."),
    key(
        "llm",
        "fallback",
        Kind::List,
        "[]",
        "Presets, or models of the same provider, that are asked in turn when the first one fails.",
    ),
    key(
        "llm",
        "private",
        Kind::Switch,
        "false",
        "Let the provider of the model see facts of private repositories. Unless set, sections that tell of them, or count over them, come from templates.",
    ),
    key("llm", "timeout", Kind::Text, "\"2m\"", "The longest wait for an answer."),
    key("llm", "max_wait", Kind::Text, "\"60s\"", "The longest wait for a limit of the provider to pass."),
    key("llm", "max_tokens", Kind::Number, "200000", "Tokens that a run may use, both ways. With 0 no model is asked."),
    key(
        "llm",
        "max_cost_usd",
        Kind::Decimal,
        "",
        "US dollars that a run may cost. A call that could pass it is not made; needs a price.",
    ),
    key(
        "llm",
        "max_cost_usd_month",
        Kind::Decimal,
        "",
        "The same for a month, by what `spending/` of the data folder says.",
    ),
    key(
        "llm",
        "price_table",
        Kind::Map,
        "{}",
        "US dollars for a million tokens by model, as of a day: `{ \"model\" = { as_of = \"2026-11-01\", input = 1.0, output = 5.0, cached_input = 0.1, cache_write = 1.25 } }`; the last two may be left out.",
    ),
    key(
        "llm",
        "presets",
        Kind::Map,
        "{}",
        "Models by names of your own: `{ draft = { provider = \"openai\", model = \"small\", base_url = \"http://localhost:11434/v1\" } }`, with the keys `provider`, `model`, `base_url`, `api_key_env` and `temperature`.",
    ),
    key("analyze", "review_days", Kind::Number, "2", "Days for which a pull request may wait for a review."),
    key("analyze", "author_days", Kind::Number, "5", "Days for which a pull request may wait for its author."),
    key("analyze", "merge_days", Kind::Number, "3", "Days for which an approved pull request may wait for the merge."),
    key("analyze", "conflict_days", Kind::Number, "2", "Days for which a pull request may conflict with its base."),
    key("analyze", "answer_days", Kind::Number, "3", "Days for which an issue may wait for an answer."),
    key("analyze", "stale_days", Kind::Number, "14", "Days of silence after which a pull request is stale."),
    key(
        "analyze",
        "blocked",
        Kind::Number,
        "3",
        "So many pull requests that wait for one person are told as one item.",
    ),
    key("analyze", "insights", Kind::Number, "6", "How many insights a digest has at most; 0 for none."),
    key(
        "analyze",
        "model",
        Kind::Switch,
        "true",
        "Whether the model of `[llm]` also names themes, tells kinds of work that no rule can tell and orders insights.",
    ),
    key("analyze", "unusual", Kind::Decimal, "4.5", "A day is unusual when its modified z-score is beyond this."),
    key(
        "analyze",
        "impact",
        Kind::Map,
        "{}",
        "Weights of the terms of impact in percent: `{ talk = 50, reactions = 0 }`. Terms: `event`, `size`, `reach`, `marks`, `talk`, `reactions`, `closes`, `release`.",
    ),
    key("templates", "dir", Kind::Text, "", "A folder with templates that replace the built-in ones."),
    key(
        "templates",
        "audience",
        Kind::Text,
        "\"maintainers\"",
        "Whom digests are for: `maintainers`, `users` (what changed, without chores and sizes) or `executives` (numbers first).",
    ),
    key(
        "templates",
        "tone",
        Kind::Text,
        "\"neutral\"",
        "How texts sound: `neutral`, or `friendly` with greetings and thanks.",
    ),
    key("templates", "language", Kind::Text, "\"en\"", "The language of texts: `en`."),
    key(
        "templates",
        "length",
        Kind::Text,
        "\"normal\"",
        "How long texts are within the band of words of their kind: `short`, `normal` or `long`.",
    ),
    key(
        "templates",
        "sections",
        Kind::List,
        "[]",
        "The sections of digests in their order: `stories`, `attention`, `people`, `flow`, `health`. Those of the audience when empty.",
    ),
    key("templates", "emoji", Kind::Switch, "false", "Whether headings begin with an emoji."),
    key(
        "templates",
        "words",
        Kind::Map,
        "{}",
        "House words: `{ \"pull request\" = \"change\" }`. Titles, names and quotes keep their spelling.",
    ),
    key("templates", "forbidden", Kind::List, "[]", "Words that no text holds: a sentence with one is dropped."),
    key("site", "url", Kind::Text, "", "The address of the site that shows the texts."),
    key("site", "title", Kind::Text, "", "Its title."),
    key("site", "author", Kind::Text, "", "Who signs the texts."),
    key(
        "site",
        "front_matter",
        Kind::Text,
        "\"plain\"",
        "The site generator that texts are for: `plain`, `quartz`, `mintlify`, `docusaurus`, `hugo`, `jekyll` or `mdbook`.",
    ),
    key(
        "site",
        "card",
        Kind::Switch,
        "true",
        "Draws a card for each digest, a PNG with its title and numbers, for networks and for links that are shared.",
    ),
    key(
        "publish",
        "stop",
        Kind::Switch,
        "false",
        "The emergency stop: nothing is published, and publishing exits with 5.",
    ),
    key(
        "publish",
        "stop_file",
        Kind::Text,
        "",
        "A file that is an emergency stop while it is there; so is `STOP` in the data folder.",
    ),
    key(
        "publish",
        "review",
        Kind::Switch,
        "false",
        "A person approves each text: it goes to targets with `review` first, and everywhere else when their pull request is merged, or with `sparky publish --approve`.",
    ),
    key(
        "publish",
        "not_before",
        Kind::Text,
        "",
        "When a window is published at the earliest: a time of day after its end (`08:30`), a date, or a time like `2026-07-09T08:30:00Z`. Until then it waits; `sparky publish --due` sends it.",
    ),
    key("publish", "quiet_hours", Kind::Text, "", "Hours in which nothing is published: `22:00-07:00`."),
    key(
        "publish",
        "time_zone",
        Kind::Text,
        "",
        "The time zone of `not_before` and `quiet_hours`; that of the windows unless set.",
    ),
    key(
        "alerts",
        "issue_repo",
        Kind::Text,
        "",
        "`owner/name`: `sparky health --alert` keeps one issue there, opened when something is wrong, changed when something else is, closed when all is well. In Actions the repository of the workflow, when neither key is set.",
    ),
    key(
        "alerts",
        "targets",
        Kind::List,
        "[]",
        "The names of targets that hear of each change once: webhook, slack, slack-webhook, discord, teams, telegram or email.",
    ),
    key(
        "alerts",
        "budget_percent",
        Kind::Number,
        "80",
        "The share of `llm.max_cost_usd_month` in percent from which the budget is nearly spent.",
    ),
    key(
        "alerts",
        "quota_percent",
        Kind::Number,
        "10",
        "The share of GitHub's hourly points in percent below which the limit is close.",
    ),
    key("digest", "name", Kind::Text, "", "The name of the digest, in its ids and paths; required, and unique."),
    key("digest", "repos", Kind::List, "[]", "The repositories that it is about: `owner/name`; all when empty."),
    key("digest", "include", Kind::List, "[]", "Patterns of the repositories to keep; all when empty."),
    key("digest", "exclude", Kind::List, "[]", "Patterns of the repositories to leave out."),
    key("digest", "public", Kind::Switch, "true", "Strangers may read it: private repositories are left out."),
    key("digest", "targets", Kind::List, "[]", "The names of the targets that it goes to; all when empty."),
];

/// Every key, the targets' last.
pub(crate) fn keys() -> impl Iterator<Item = &'static Key> {
    KEYS.iter().chain(RUN_KEYS).chain(TARGET_KEYS)
}
