//! A static site of what runs did and what they found: no server, no request to anybody, readable from a file.
//!
//! One verb, [`site`]: what is known goes in, pages come out. It must not know files, the clock, or where anything that
//! it shows was kept.

mod board;
mod chart;
mod people;
mod repositories;
mod runs;
mod site;
mod templates;

pub use board::{Board, Check, Digest, Fresh, Point, Status, Week};
pub use site::{Page, site};

/// Why there is no site.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template of the site is broken.
    #[error(
        "the dashboard's template {name} failed in line {line}: {message}; this is a fault of sparky, please report it"
    )]
    Template {
        /// The template.
        name: String,
        /// The line, 0 when it is not known.
        line: usize,
        /// What is wrong.
        message: String,
    },
}
