//! Who is told how far a collection is. It must not know terminals.

/// Told how far a collection is.
pub trait Progress: Send + Sync {
    /// So many sources will be read.
    fn begins(&self, sources: usize);
    /// A repository is being read; `source` is its name or path.
    fn starts(&self, source: &str);
    /// A repository was read.
    fn finishes(&self, source: &str);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn begins(&self, _: usize) {}
    fn starts(&self, _: &str) {}
    fn finishes(&self, _: &str) {}
}
