//! The keys of `[analyze]`.

use super::{Key, Kind, key};

/// Every key of them.
pub(super) const ANALYZE_KEYS: &[Key] = &[
    key("analyze", "review_days", Kind::Number, "2", "Days for which a pull request may wait for a review."),
    key("analyze", "author_days", Kind::Number, "5", "Days for which a pull request may wait for its author."),
    key("analyze", "merge_days", Kind::Number, "3", "Days for which an approved pull request may wait for the merge."),
    key("analyze", "conflict_days", Kind::Number, "2", "Days for which a pull request may conflict with its base."),
    key("analyze", "answer_days", Kind::Number, "3", "Days for which an issue may wait for an answer."),
    key("analyze", "stale_days", Kind::Number, "14", "Days of silence after which a pull request is stale."),
    key(
        "analyze",
        "asleep_days",
        Kind::Number,
        "180",
        "Days of silence after which what waits is told last, because it presses nobody.",
    ),
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
];
