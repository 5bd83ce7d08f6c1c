//! The keys of `[publish]`, `[alerts]` and `[[digest]]`.

use super::{Key, Kind, key};

/// Every key of them.
pub(super) const PUBLISH_KEYS: &[Key] = &[
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
        "publish",
        "keep_ledger",
        Kind::List,
        "[]",
        "A program and its arguments that stores the ledger away from this machine: run without a shell when everything that is about to be sent is in it and nothing of it was sent. When it fails, nothing is sent. The action for GitHub sets it.",
    ),
    key(
        "alerts",
        "issue_repo",
        Kind::Text,
        "",
        "`owner/name`: runs and `sparky health --alert` keep one issue there, opened when something is wrong, changed when something else is, closed when all is well. `health --alert` in Actions takes the repository of the workflow when neither key is set.",
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
