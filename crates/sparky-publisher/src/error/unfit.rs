//! Why an item cannot go where it is meant to go as it is: too long, not rendered, no safe name. It must not know services.

/// What is wrong with an item, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// An item has no page.
    #[error(
        "no page with a `<main>` was rendered for `{0}`; run `sparky generate` again, and keep `<main>` in a template of \
         your own"
    )]
    NoPage(String),
    /// A text is too long.
    #[error("the text does not fit into {what}, which takes {limit} bytes; publish fewer items there")]
    TooLong {
        /// What takes no more.
        what: &'static str,
        /// How much it takes.
        limit: usize,
    },
    /// A text is too long, as its network counts.
    #[error(
        "the text does not fit into {what}: it counts {length}, and {limit} is the limit; shorten it, or allow a thread where the target has one"
    )]
    DoesNotFit {
        /// What takes no more.
        what: &'static str,
        /// How long the text is.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// A mail cannot be written.
    #[error("the mail cannot be written: {problem}")]
    Mail {
        /// Why.
        problem: String,
    },
    /// The id of an item is no safe path.
    #[error("the item id `{0}` is no safe file name; make content.json again with `sparky generate`")]
    UnsafeId(String),
    /// An item has no Markdown file.
    #[error("no rendered Markdown belongs to `{0}`; run `sparky generate` again, then publish")]
    NotRendered(String),
    /// A rendered file has no extension.
    #[error("`{path}` of `{item}` has no extension to name it by; run `sparky generate` again, then publish")]
    NoExtension {
        /// The item.
        item: String,
        /// The file.
        path: String,
    },
}
