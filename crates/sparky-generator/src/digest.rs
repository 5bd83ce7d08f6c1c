//! What the template of a digest gets: the text, laid out, and the analysis for templates that want more. It must not
//! know how the sentences were chosen.

use serde::Serialize;
use sparky_schema::analysis::Analysis;

use crate::pictures::Picture;

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
    /// Pictures of the numbers, for files; the text stands without them.
    pub(crate) pictures: Vec<Picture>,
    /// The heading above them, plain text.
    #[serde(skip)]
    pub(crate) pictures_heading: String,
    /// The line below the text.
    pub footer: String,
    /// Everything that is known.
    pub analysis: &'a Analysis,
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
    /// Ids of the facts that it tells.
    pub facts: Vec<String>,
}
