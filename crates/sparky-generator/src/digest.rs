//! What the template of a digest gets: the text, laid out, and the analysis for templates that want more. It must not
//! know how the sentences were chosen.

use serde::Serialize;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::SectionNarrative;

use crate::card::Card;
use crate::pictures::Picture;
use crate::words;

/// What `templates/<kind>.md.j2` gets and `generate --context` prints. Texts are Markdown, ready to print, unless they
/// say otherwise; titles in `analysis` are those of strangers: print them with the filter `md`.
#[derive(Debug, Clone, Serialize)]
pub struct Digest<'a> {
    /// The title, plain text.
    pub title: String,
    /// One sentence for front matter, feeds and cards, plain text.
    pub description: String,
    /// Whether the window had too few events for a full text.
    pub quiet: bool,
    /// Says that data is missing, if it is.
    pub incomplete: Option<String>,
    /// The first paragraph: what the window amounts to.
    pub lead: String,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// Who wrote which section, the first paragraph too; empty when no model wrote any.
    #[serde(skip)]
    pub narratives: Vec<SectionNarrative>,
    /// Pictures of the numbers, for files; the text stands without them.
    pub(crate) pictures: Vec<Picture>,
    /// The heading above them, plain text.
    #[serde(skip)]
    pub(crate) pictures_heading: String,
    /// The picture for networks, if one is wanted.
    #[serde(skip)]
    pub(crate) card: Option<Card>,
    /// The line below the text.
    pub footer: String,
    /// What it is made from.
    #[serde(skip)]
    pub(crate) made_from: &'a Analysis,
    /// Everything that is known; none where no template speaks of it, for it can be very much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub analysis: Option<&'a Analysis>,
}

/// A section that is told.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Section {
    /// The heading; empty in a quiet digest.
    pub heading: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// Lines below the paragraphs.
    pub bullets: Vec<String>,
    /// Whether the list has more than is told.
    pub more: bool,
    /// Whether a model wrote the paragraphs.
    pub by_model: bool,
    /// Ids of the facts that it tells.
    pub facts: Vec<String>,
}

impl Section {
    /// Words of its text.
    pub(crate) fn words(&self) -> usize {
        let texts = self.paragraphs.iter().chain(&self.bullets).chain([&self.heading]);
        texts.map(|text| words::count(text)).sum()
    }
}
