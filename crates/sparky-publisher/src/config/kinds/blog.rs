//! Blogs.

use std::path::PathBuf;

use crate::config::Secret;

/// A blog.
#[derive(Debug, Clone)]
pub enum BlogKind {
    /// Articles on dev.to or another Forem.
    Devto {
        /// Its address, usually [`DEVTO`](crate::DEVTO).
        url: String,
        /// An API key of the account.
        key: Secret,
        /// How it takes articles.
        blog: Blog,
    },
    /// Posts of a Ghost.
    Ghost {
        /// The address of the site.
        url: String,
        /// The Admin API key of a custom integration.
        key: Secret,
        /// How it takes articles.
        blog: Blog,
    },
    /// Posts of a WordPress.
    WordPress {
        /// The site and who posts there.
        site: WordPressSite,
        /// How it takes articles.
        blog: Blog,
    },
    /// Posts of a publication on Hashnode.
    Hashnode {
        /// The address of the API, usually [`HASHNODE`](crate::HASHNODE).
        url: String,
        /// The host of the publication.
        publication: String,
        /// A personal access token.
        token: Secret,
        /// How it takes articles.
        blog: Blog,
    },
    /// Files for people who paste.
    Export {
        /// The folder; it is made when it is missing.
        path: PathBuf,
        /// How it takes articles.
        blog: Blog,
    },
}

/// How a blog takes articles.
#[derive(Debug, Clone, Default)]
pub struct Blog {
    /// Leave it to a person to make an article public.
    pub draft: bool,
    /// Tags that every article gets, before those of its item.
    pub tags: Vec<String>,
}

/// A WordPress and who posts there.
#[derive(Debug, Clone)]
pub struct WordPressSite {
    /// The address of the site.
    pub url: String,
    /// The name of the user.
    pub user: Secret,
    /// An application password of that user.
    pub password: Secret,
}

impl BlogKind {
    pub(super) const fn takes_late(&self) -> bool {
        matches!(self, Self::Export { .. })
    }
}
