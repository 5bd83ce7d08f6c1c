//! The keys of `[run]` and `[hooks]`.

use super::{Key, Kind, key};

/// A key of a program that is run at some time.
const fn hook(name: &'static str, doc: &'static str) -> Key {
    key("hooks", name, Kind::List, "[]", doc)
}

/// Every key of the two sections.
pub(super) const RUN_KEYS: &[Key] = &[
    key(
        "run",
        "attempts",
        Kind::Number,
        "3",
        "How often a stage is tried when a service or the network failed. What is configured wrongly or not allowed is not tried again.",
    ),
    key(
        "run",
        "retry_wait",
        Kind::Text,
        "\"5s\"",
        "The wait before the second attempt; each further one is twice as long, and none longer than `collect.max_wait`.",
    ),
    key(
        "run",
        "manual",
        Kind::Switch,
        "false",
        "`sparky run` stops when the texts are made, so that a person can look at them; the same as `--manual`.",
    ),
    hook(
        "before_collect",
        "A program and its arguments, run without a shell before the collection. When it fails, the stage is not begun and the run fails.",
    ),
    hook("after_collect", "The same after the collection. When it fails, that is a warning."),
    hook("before_analyze", "The same before the analysis."),
    hook("after_analyze", "The same after the analysis."),
    hook("before_generate", "The same before the texts are made."),
    hook("after_generate", "The same after the texts were made."),
    hook(
        "before_publish",
        "A program and its arguments, run without a shell when everything that is about to be sent is in the ledger and nothing of it was sent, to bring the ledger into safety. When it fails, nothing is sent.",
    ),
    hook(
        "after_publish",
        "A program and its arguments, run when all targets were served. When it fails, that is a warning.",
    ),
    key(
        "hooks",
        "timeout",
        Kind::Text,
        "\"10m\"",
        "How long such a program may take; then it is ended, and has failed.",
    ),
];
