//! The layout of the data folder: `FORMAT`, the facts in `facts/<owner>/<repo>/<kind>/<YYYY-MM>.ndjson`,
//! the history of windows in `history/`, the ledger of what was sent and what waits in `ledger/`, sessions in `sessions/`, what models
//! cost in `spending/`, their answers in `cache/`, `runs/<period>/<window id>/<document>.json`, the rendered files beside
//! them, and the lock. It must not know what is in a document or a text, nor any stage.

mod cache;
mod counts;
mod error;
pub mod facts;
mod folder;
mod history;
mod ledger;
mod leftovers;
mod links;
mod live;
mod lock;
mod sessions;
mod spending;
mod tellings;
mod waiting;

pub use cache::Cache;
pub use counts::Counts;
pub use error::Error;
pub use facts::{Facts, RepositoryStore};
pub use folder::DataFolder;
pub use history::{History, NotBegun};
pub use ledger::{Ledger, Part, Record, RecordState};
pub use live::{Live, LiveFile};
pub use lock::Lock;
pub use sessions::{SessionRecord, Sessions, Span};
pub use spending::{Spending, Spent};
pub use tellings::Tellings;
pub use waiting::{Held, Waiting};
