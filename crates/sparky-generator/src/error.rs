//! What can go wrong when text is made. It must not know files of the data folder.

/// Why no text was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template of the user's folder cannot be read.
    #[error("the template {path} cannot be read: {source}; make it readable or remove it to use the built-in one")]
    ReadTemplate {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A template is wrong.
    #[error("the template {name}, line {line}, fails: {message}; `sparky generate --context` prints what it gets")]
    Template {
        /// The file.
        name: String,
        /// The line, 0 when unknown.
        line: usize,
        /// What was expected.
        message: String,
    },
    /// The picture for networks cannot be drawn.
    #[error("the card of a digest cannot be drawn: {0}; set `card = false` under [site] to do without")]
    Card(String),
    /// A document cannot be written as JSON.
    #[error("the document cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
