//! How much a client may ask. It must not know who asks.

/// The limits of a fake GitHub; what is none is not limited.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    /// Points of a token in an hour.
    pub(super) points: u64,
    /// Requests of a token in a minute.
    pub(super) minute: Option<u64>,
    /// Requests at the same time.
    pub(super) concurrent: Option<usize>,
    /// Nodes that a query may ask for until GitHub gives up on it.
    pub(super) nodes: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { points: 5000, minute: None, concurrent: None, nodes: None }
    }
}
