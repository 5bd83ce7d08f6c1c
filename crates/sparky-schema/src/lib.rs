//! THE CONTRACT between the stages: every document type, its version and JSON Schema, the codec that reads and
//! writes them, windows of time, and the newtypes for names and ids.
//!
//! Pure apart from [`codec`], which touches the files that it is given. It must not know any stage, GitHub, git,
//! the clock, the environment or the layout of the data folder.

pub mod analysis;
pub mod codec;
pub mod collection;
pub mod content;
pub mod counts;
pub mod document;
pub mod gap;
pub mod ids;
pub mod json_schema;
pub mod language;
pub mod page;
pub mod plan;
pub mod post_length;
pub mod publication;
pub mod records;
pub mod run;
pub mod shard;
pub mod told;
pub mod totals;
pub mod window;

pub use document::{Document, Input, SchemaId};
pub use gap::{Gap, GapReason, Kind, Note, NoteKind};
pub use ids::{Login, RepoName, Sha, WindowId};
pub use language::Language;
pub use page::Profile;
pub use shard::Shard;
pub use window::{Period, Window};
