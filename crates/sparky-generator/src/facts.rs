//! What a sentence may say about one happening, ready to print. It must not know sentences.

mod names;
mod story;
mod title;

pub(crate) use names::{Voice, active, link, noun, person, sole, top, whole_top};
pub(crate) use story::{StoryFacts, Tell};
pub(crate) use title::{named, plain_title, reference};
