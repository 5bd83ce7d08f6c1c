//! `content.json`: what stage 3 writes. It must not know where items are published.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Document, Input, SchemaId};
use crate::language::Language;
use crate::window::Window;

/// The texts of one window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// `sparky/content/v1`.
    #[schemars(extend("const" = "sparky/content/v1"))]
    pub schema: SchemaId,
    /// The analysis that this was written from.
    pub inputs: Vec<Input>,
    /// Which of several digests it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Whether it tells facts of private repositories, so that strangers must not read it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// The language of the texts; English where it is not named.
    #[serde(default, skip_serializing_if = "Language::is_default")]
    pub language: Language,
    /// The window.
    pub window: Window,
    /// True when data is missing; the texts say so.
    pub incomplete: bool,
    /// The repositories in which something happened, sorted; none when an older program wrote this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repositories: Option<Vec<String>>,
    /// The score of the most important thing that happened; none when nothing did, or an older program wrote this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<f64>,
    /// The items.
    pub items: Vec<Item>,
}

impl Document for Content {
    const NAME: &'static str = "content";
    const VERSION: u32 = 1;
}

/// One text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// `[<digest>/]<kind>/<window id>[/<platform>]`, the same for ever.
    pub id: String,
    /// The title, plain text.
    pub title: String,
    /// One plain sentence for front matter, feeds and cards.
    pub description: String,
    /// The text in CommonMark, without title and front matter.
    pub body_markdown: String,
    /// Words of the rendered text without title, front matter, tables, code, URLs and footer.
    pub word_count: u64,
    /// True when the window had too few events for the word band; the text is then short and says so.
    pub quiet: bool,
    /// Who wrote it.
    pub narrative: Narrative,
    /// Who wrote the prose of each section, the first paragraph first; empty when templates wrote all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionNarrative>,
    /// Ids of the facts that the text tells, in order.
    pub facts: Vec<String>,
    /// The rendered files, relative to the output folder.
    pub files: Vec<String>,
    /// Words for tags and categories, sorted.
    pub tags: Vec<String>,
    /// The picture that stands for the text where it is shared, one of `files`; a post shares that of its digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
    /// The network that a social post is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// A social post as it is sent: plain text within the limit of its network, complete by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Posts that may follow it as a thread, each within the limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thread: Vec<String>,
}

/// The picture that stands for a text where it is shared: a PNG of 1200 by 630 pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The file, relative to the output folder.
    pub file: String,
    /// What it says, for those who do not see it: plain text.
    pub alternative: String,
}

/// Who wrote the prose of a section, with or without the heading. Lists below it are from templates in any case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionNarrative {
    /// The heading in Markdown; empty for the first paragraph.
    pub heading: String,
    /// Who wrote it.
    pub narrative: Narrative,
}

/// Kinds of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// The daily digest, 200 to 300 words.
    Daily,
    /// The weekly report, 800 to 1200 words.
    Weekly,
    /// The monthly review, 2000 to 3000 words.
    Monthly,
    /// A blog post for people who do not know the project, 1500 to 2500 words.
    Blog,
    /// A post on a social network.
    Social,
}

impl ItemKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Daily, Self::Weekly, Self::Monthly, Self::Blog, Self::Social];

    /// The name in ids, paths and configuration.
    pub const fn name(self) -> &'static str {
        match self {
            ItemKind::Daily => "daily",
            ItemKind::Weekly => "weekly",
            ItemKind::Monthly => "monthly",
            ItemKind::Blog => "blog",
            ItemKind::Social => "social",
        }
    }
}

/// Social networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// X: 280 weighted characters.
    X,
    /// Bluesky: 300 graphemes and 3000 bytes.
    Bluesky,
    /// Mastodon: 500 characters, a link counts as 23.
    Mastodon,
    /// LinkedIn: 1300 characters.
    #[serde(rename = "linkedin")]
    LinkedIn,
}

impl Platform {
    /// Every network.
    pub const ALL: [Self; 4] = [Self::X, Self::Bluesky, Self::Mastodon, Self::LinkedIn];

    /// The name in ids and paths.
    pub const fn name(self) -> &'static str {
        match self {
            Self::X => "x",
            Self::Bluesky => "bluesky",
            Self::Mastodon => "mastodon",
            Self::LinkedIn => "linkedin",
        }
    }
}

/// Who wrote a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Narrative {
    /// A language model, verified.
    Model,
    /// Templates.
    Template,
}
