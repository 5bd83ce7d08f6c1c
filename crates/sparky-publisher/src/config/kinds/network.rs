//! Social networks.

/// A social network.
#[derive(Debug, Clone)]
pub enum NetworkKind {}
