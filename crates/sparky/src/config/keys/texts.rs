//! The keys of `[templates]` and `[site]`.

use super::{Key, Kind, key};

/// Every key of them.
pub(super) const TEXT_KEYS: &[Key] = &[
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
    key(
        "templates",
        "language",
        Kind::Text,
        "\"en\"",
        "The language of texts: `en` or `es`. Titles, names and labels stay as they are.",
    ),
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
        "feeds",
        Kind::Text,
        "",
        "The address of the folder that holds `atom.xml` and `feed.json`, for links to them.",
    ),
    key(
        "site",
        "card",
        Kind::Switch,
        "true",
        "Draws a card for each digest, a PNG with its title and numbers, for networks and for links that are shared.",
    ),
];
