//! Stage 3: text that people read and can trust. [`generate`] turns an analysis into one digest and its renderings;
//! [`verify`] traces every number, link and reference of a text to the analysis. It must not know where the facts
//! come from, where files lie or what is published.

mod error;
mod escape;
mod fit;
mod generate;
mod headline;
mod language;
mod outline;
mod page;
mod sections;
mod sentence;
mod story;
mod templates;
mod verify;
mod words;

pub use error::Error;
pub use generate::{Config, Generated, RenderedFile, context, generate};
pub use page::front_matter;
pub use verify::{Fault, verify};
