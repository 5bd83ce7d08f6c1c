//! The layout of the data folder: `FORMAT`, the facts in `facts/<owner>/<repo>/<kind>/<YYYY-MM>.ndjson`,
//! `runs/<period>/<window id>/<document>.json`, the ledger, the rendered files beside them, and the lock. It must not know what is in
//! a document or a text, nor any stage.

mod error;
pub mod facts;
mod folder;
mod ledger;
mod leftovers;
mod lock;

pub use error::Error;
pub use facts::{Facts, RepositoryStore};
pub use folder::DataFolder;
pub use ledger::Ledger;
pub use lock::Lock;
