//! Stage 3: text that people read and can trust. [`generate`] turns an analysis into one digest and its renderings;
//! [`verify`] traces every number, name, link, date and reference of a text to the analysis.
//!
//! ```text
//! analysis -> facts (what a sentence may say) -> narrator (a sentence of templates/sentences, checked)
//!          -> draft (sections of sentences with ranks) -> model (if there is one: the same in its words, checked) -> fit (what is told) -> digest -> templates/<kind>.md.j2
//! ```
//!
//! It must not know where the facts come from, where files lie or what is published.

mod card;
mod digest;
mod draft;
mod error;
mod escape;
mod facts;
mod fit;
mod generate;
mod house;
mod insights;
mod item;
mod language;
mod model;
mod narrator;
mod page;
mod pictures;
mod press;
mod render;
mod sections;
mod social;
mod style;
mod templates;
mod verify;
mod words;

pub use digest::{Digest, Section};
pub use error::Error;
pub use generate::{Config, Generated, RenderedFile, context, generate, generate_with_model, kinds, prompt};
pub use page::front_matter;
pub use sparky_schema::Language;
pub use sparky_schema::page::Profile;
pub use style::{Audience, Length, Part, Style, Tone};
pub use verify::{Fault, verify, verify_in};
