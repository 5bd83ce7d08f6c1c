//! `git log` as a stream of commits. Everything is separated by NUL, which neither a message nor a path can hold, so
//! that no text of a stranger is taken for structure. It must not decide which commits are read.

use std::path::Path;

use chrono::DateTime;
use sparky_git::{Git, Stream};
use sparky_schema::records::{Commit, FileChange};
use tokio::io::AsyncBufReadExt;

use crate::Error;
use crate::message::split_message;
use crate::people::{co_authors, signature};

/// One NUL, then the fields, each with a NUL behind it. Names and addresses come after `.mailmap`.
const FORMAT: &str = "--format=%x00%H%x00%ct%x00%at%x00%P%x00%aN%x00%aE%x00%B%x00";
/// How many fields that are.
const FIELDS: usize = 7;

/// What makes the numbers the same on every machine, whatever its settings say.
const WORDS: [&str; 16] = [
    "log",
    "--no-walk=unsorted",
    "--stdin",
    "-z",
    "--numstat",
    "--root",
    "-M",
    "-l1000",
    "--diff-algorithm=default",
    "--diff-merges=first-parent",
    "--no-relative",
    "--ignore-submodules=none",
    "--no-ext-diff",
    "--no-textconv",
    "--encoding=UTF-8",
    FORMAT,
];

/// Reads the given commits.
pub(crate) async fn read(git: &Git, path: &Path, shas: &[String]) -> Result<Vec<Commit>, Error> {
    let mut input = shas.join("\n");
    input.push('\n');
    let stream = git.run(path, WORDS).input(input.into_bytes()).stream()?;
    let mut tokens = Tokens { stream, token: Vec::new(), more: true };
    let commits = commits(&mut tokens, shas.len()).await;
    match (commits, tokens.stream.finish().await) {
        (Ok(commits), Ok(())) => Ok(commits),
        // Output that breaks off is explained by what git said last.
        (Ok(_), Err(error)) | (Err(_), Err(error @ sparky_git::Error::Failed { code: Some(_), .. })) => {
            Err(error.into())
        }
        (Err(error), _) => Err(error),
    }
}

async fn commits(tokens: &mut Tokens, expected: usize) -> Result<Vec<Commit>, Error> {
    let mut commits = Vec::with_capacity(expected);
    let mut more = tokens.next().await?;
    while more {
        let mut fields: [String; FIELDS] = Default::default();
        for field in &mut fields {
            *field = tokens.text().await?;
        }
        let files = files(tokens).await?;
        commits.push(commit(&fields, files)?);
        more = tokens.more;
    }
    if commits.len() == expected { Ok(commits) } else { Err(malformed("the end")) }
}

fn malformed(at: &str) -> Error {
    let message = format!("unexpected output at {at}");
    broken("log", std::io::Error::new(std::io::ErrorKind::InvalidData, message))
}

pub(crate) fn broken(command: &str, source: std::io::Error) -> Error {
    Error::Git(sparky_git::Error::Pipe { command: command.to_owned(), source })
}

struct Tokens {
    stream: Stream,
    token: Vec<u8>,
    more: bool,
}

impl Tokens {
    /// Reads the next token; false at the end.
    async fn next(&mut self) -> Result<bool, Error> {
        self.token.clear();
        let read = self.stream.output.read_until(0, &mut self.token).await.map_err(|source| broken("log", source))?;
        if self.token.last() == Some(&0) {
            self.token.pop();
        }
        self.more = read > 0;
        Ok(self.more)
    }

    async fn text(&mut self) -> Result<String, Error> {
        self.next().await?;
        Ok(String::from_utf8_lossy(&self.token).into_owned())
    }
}

/// The numstat entries of one commit, up to the empty token with which the next commit begins, or the end.
async fn files(tokens: &mut Tokens) -> Result<Vec<FileChange>, Error> {
    tokens.next().await?;
    let mut files = Vec::new();
    while tokens.next().await? && !tokens.token.is_empty() {
        let entry = String::from_utf8_lossy(&tokens.token).into_owned();
        let mut parts = entry.trim_start_matches('\n').splitn(3, '\t');
        let (additions, deletions) = (count(parts.next()), count(parts.next()));
        let mut path = parts.next().unwrap_or_default().to_owned();
        if path.is_empty() {
            // A rename: the old path, then the new one.
            tokens.next().await?;
            path = tokens.text().await?;
        }
        files.push(FileChange { path, additions, deletions });
    }
    Ok(files)
}

/// A count of lines; `-` stands for a binary file.
fn count(text: Option<&str>) -> Option<u64> {
    text.and_then(|text| text.parse().ok())
}

fn commit(fields: &[String; FIELDS], files: Vec<FileChange>) -> Result<Commit, Error> {
    let [sha, committed, authored, parents, name, email, message] = fields;
    let malformed = || malformed(&format!("commit `{sha}`"));
    let date = |seconds: &str| seconds.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let parents: Result<Vec<_>, _> = parents.split_whitespace().map(str::parse).collect();
    let parents = parents.map_err(|_| malformed())?;
    let (subject, body) = split_message(message);
    let is_merge = parents.len() > 1;
    let committed_at = date(committed).ok_or_else(malformed)?;
    Ok(Commit {
        sha: sha.parse().map_err(|_| malformed())?,
        committed_at,
        // Nothing is committed before it is written: a later date, or one outside the calendar, is a clock's fault.
        authored_at: date(authored).unwrap_or(committed_at).min(committed_at),
        author: signature(None, name, email),
        co_authors: co_authors(message),
        parents,
        subject,
        body,
        additions: Some(files.iter().filter_map(|file| file.additions).sum()),
        deletions: Some(files.iter().filter_map(|file| file.deletions).sum()),
        changed_files: Some(files.len() as u64),
        // A merge commit repeats the files of its branch.
        files: if is_merge { Vec::new() } else { files },
        local_only: false,
    })
}
