//! The summary of a job in Actions: each item once in the file that the runner shows. It must not know Actions beyond
//! that file.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use sparky_schema::codec::{self, sha256_hex};

use super::{Change, Changes, Mirror};
use crate::error::{Error, Unfit};
use crate::post::Post;
use crate::request::Request;
use crate::text::quiet_on_github;

/// What the runner shows of a step.
const LIMIT: usize = 1024 * 1024;

/// The summary.
pub(crate) struct StepSummary<'a> {
    pub(crate) file: &'a Path,
}

impl StepSummary<'_> {
    fn read(&self) -> Result<String, Error> {
        match std::fs::read(self.file) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
            Err(source) => Err(Error::Unreadable { path: self.file.to_owned(), source }),
        }
    }

    fn compare(&self, post: &Post<'_>) -> Result<Change, Error> {
        let text = self.read()?;
        Ok(match part(&text, post) {
            None => Change::New,
            Some(part) if part == section(post) => Change::Same,
            Some(_) => Change::Changed,
        })
    }

    fn write(&self, post: &Post<'_>) -> Result<Change, Error> {
        let (change, text, section) = (self.compare(post)?, self.read()?, section(post));
        if text.len() + section.len() > LIMIT {
            return Err(Error::Unfit(Unfit::TooLong { what: "the summary of the job", limit: LIMIT }));
        }
        match part(&text, post) {
            Some(old) => codec::write_atomically(self.file, text.replacen(old, &section, 1).as_bytes())?,
            None => self.append(&section)?,
        }
        Ok(change)
    }

    /// Other steps' commands write to the file as well.
    fn append(&self, section: &str) -> Result<(), Error> {
        let file = OpenOptions::new().create(true).append(true).open(self.file);
        let written = file.and_then(|mut file| file.write_all(format!("{section}\n").as_bytes()));
        written.map_err(|source| Error::Unreadable { path: self.file.to_owned(), source })
    }
}

impl Mirror for StepSummary<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        Ok(posts.iter().map(|post| self.compare(post)).collect())
    }

    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        Ok(posts.iter().map(|post| self.write(post)).collect())
    }

    fn address(&self, _: &Post<'_>) -> Option<String> {
        None
    }

    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        vec![Request::write("${GITHUB_STEP_SUMMARY}", section(post).as_bytes())]
    }
}

/// The item between two comments that nobody sees.
fn section(post: &Post<'_>) -> String {
    let text = quiet_on_github(&format!("# {}\n\n{}", post.item.title, post.item.body_markdown.trim()));
    format!("{}\n\n{text}\n\n{}\n", start(post), end(post))
}

fn part<'t>(text: &'t str, post: &Post<'_>) -> Option<&'t str> {
    let from = text.find(&start(post))?;
    let rest = text.get(from..)?;
    let length = rest.find(&end(post))? + end(post).len() + 1;
    rest.get(..length.min(rest.len()))
}

fn start(post: &Post<'_>) -> String {
    format!("<!-- sparky {} -->", name(post))
}

fn end(post: &Post<'_>) -> String {
    format!("<!-- /sparky {} -->", name(post))
}

fn name(post: &Post<'_>) -> String {
    sha256_hex(post.item.id.as_bytes()).chars().take(16).collect()
}
