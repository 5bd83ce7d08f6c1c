//! What could be told: sections of sentences, each with its rank. It must not know how much fits.

/// A sentence and how soon it is told.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) text: String,
    /// Lower is sooner.
    pub(crate) rank: usize,
    /// Told as long as there is room, not only until the text is long enough.
    pub(crate) must: bool,
}

/// Sentences that belong together. The first one carries the others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Item {
    pub(crate) sentences: Vec<Sentence>,
    /// What it tells.
    pub(crate) facts: Vec<String>,
    /// Whether it counts or compares over more than the facts that it tells.
    pub(crate) over_all: bool,
}

/// A section before fitting.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    /// An emoji before the heading, if there is to be one.
    pub(crate) mark: String,
    pub(crate) heading: String,
    pub(crate) paragraphs: Vec<Vec<Item>>,
    /// What all lines below have in common, told with the first of them.
    pub(crate) intro: String,
    pub(crate) bullets: Vec<Item>,
    /// Whether a model wrote the paragraphs.
    pub(crate) by_model: bool,
    /// With fewer items the section is left out, unless the text would be too short.
    pub(crate) least: usize,
}

impl Item {
    /// An item that tells no fact of its own.
    pub(crate) fn of(text: Option<String>, rank: usize, must: bool) -> Self {
        let sentences = text.map(|text| Sentence { text, rank, must }).into_iter().collect();
        Self { sentences, ..Self::default() }
    }
}

impl Draft {
    /// Whether a paragraph has something to say.
    pub(crate) fn has_paragraph(&self) -> bool {
        self.paragraphs.iter().flatten().any(|item| !item.sentences.is_empty())
    }

    /// Every item, those of paragraphs first.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Item> {
        self.paragraphs.iter().flatten().chain(&self.bullets)
    }
}
