//! The layout of the data folder: `FORMAT`, `runs/<period>/<window id>/<document>.json`, the rendered files beside
//! them, and the lock. It must not know what is in a document or a text, nor any stage.

mod error;
mod folder;
mod leftovers;
mod lock;

pub use error::Error;
pub use folder::DataFolder;
pub use lock::Lock;
