//! GitHub beyond issues: a strict emulation of the parts of its API that targets write to.

mod docs;
pub(crate) mod forge;
mod older;
mod texts;
