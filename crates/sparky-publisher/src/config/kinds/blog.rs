//! Blogs.

/// A blog.
#[derive(Debug, Clone)]
pub enum BlogKind {}
