//! How texts are to read: for whom, in which tone, how long, with which sections and words. It must not know
//! sentences.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sparky_schema::Language;

use crate::language::{Wording, wording};

/// What `[templates]` says about the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    /// Whom digests are for.
    pub audience: Audience,
    /// How they sound.
    pub tone: Tone,
    /// The language.
    pub language: Language,
    /// How long they are within the band of words.
    pub length: Length,
    /// Sections in their order; those of the audience when none is named.
    pub sections: Vec<Part>,
    /// Whether headings carry an emoji.
    pub emoji: bool,
    /// House words: what texts of ours say, and what is printed instead.
    pub words: BTreeMap<String, String>,
    /// A sentence with one of these is dropped.
    pub forbidden: Vec<String>,
}

/// Whom digests are for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Those who work on the project: everything, and what waits for them.
    #[default]
    Maintainers,
    /// Those who use it: what changed for them, without sizes and chores.
    Users,
    /// Those who pay for it: the numbers first, then the most important changes.
    Executives,
}

/// How texts sound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Plain statements.
    #[default]
    Neutral,
    /// With a greeting and thanks.
    Friendly,
}

/// How long texts are within their band.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Length {
    /// At its lower end.
    Short,
    /// As long as there is something to say.
    #[default]
    Normal,
    /// At its upper end.
    Long,
}

/// A part of a digest. The first paragraph always comes first, and a list of everything fills a text that would
/// otherwise be too short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// What was done, asked for and proposed.
    Stories,
    /// What somebody should look at.
    Attention,
    /// Who did what.
    People,
    /// How fast work went, where, and on which days.
    Flow,
    /// How healthy the project is; monthly.
    Health,
}

impl Style {
    /// What the language has to offer.
    pub(crate) fn wording(&self) -> &'static dyn Wording {
        wording(self.language)
    }

    /// The parts in the order of the text.
    pub(crate) fn parts(&self, blog: bool) -> Vec<Part> {
        let usual: &[Part] = match self.audience {
            _ if blog => &[Part::Stories, Part::Flow, Part::Attention, Part::People],
            Audience::Maintainers => &[Part::Stories, Part::Attention, Part::People, Part::Flow, Part::Health],
            Audience::Users => &[Part::Stories, Part::People, Part::Flow],
            Audience::Executives => &[Part::Flow, Part::Health, Part::Stories, Part::Attention, Part::People],
        };
        if self.sections.is_empty() { usual.to_vec() } else { self.sections.clone() }
    }
}
