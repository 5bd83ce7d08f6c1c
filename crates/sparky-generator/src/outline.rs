//! The outline that templates lay out: sections of items, each sentence with the rank at which it is left out.
//! It must not know the analysis.

use serde::Serialize;

/// A sentence and how soon it is told; lower is sooner.
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) rank: usize,
}

/// Sentences that belong together. The first one carries the others.
pub(crate) struct DraftItem {
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) fact: Option<String>,
}

/// A section before fitting.
pub(crate) struct DraftSection {
    pub(crate) heading: String,
    pub(crate) bullets: bool,
    pub(crate) items: Vec<DraftItem>,
}

/// A section that is told.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) bullets: bool,
    pub(crate) items: Vec<String>,
    #[serde(skip)]
    pub(crate) facts: Vec<String>,
}

impl DraftItem {
    /// An item of one paragraph that tells no single fact.
    pub(crate) fn paragraph(text: String, rank: usize) -> Self {
        Self { sentences: vec![Sentence { text, rank }], fact: None }
    }
}
