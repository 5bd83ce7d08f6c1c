//! A folder of a git repository. (Being written: fails every item.)

use secrecy::SecretString;
use sparky_git::Git;
use sparky_schema::content::Content;

use super::{Changes, Target};
use crate::error::Error;
use crate::post::Post;

/// The repository.
pub(crate) struct DocsGit<'a> {
    url: &'a str,
}

impl<'a> DocsGit<'a> {
    pub(crate) fn new(
        _git: &'a Git,
        url: &'a str,
        _branch: Option<&'a str>,
        _path: &'a str,
        _token: Option<&'a SecretString>,
        _content: &'a Content,
    ) -> Self {
        Self { url }
    }
}

impl Target for DocsGit<'_> {
    async fn find(&self, _posts: &[Post<'_>]) -> Result<Changes, Error> {
        Err(Error::Repository { url: self.url.to_owned(), message: "not yet supported".to_owned() })
    }

    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        self.find(posts).await
    }

    fn address(&self, _post: &Post<'_>) -> Option<String> {
        None
    }
}
