//! A bare repository in a temporary folder in which the commit is made: the newest commit of the branch, without its
//! history and without a working copy, so that nothing in the repository (links, hooks, filters) can act on this
//! machine. It must not know about retries.

use std::collections::BTreeSet;

use sparky_git::{Git, Run};
use tempfile::TempDir;

use super::address::Address;
use super::refusal::{classify, essence};
use crate::error::{Error, Refusal};
use crate::post::Post;
use crate::targets::Change;

/// Who the commits are by.
const NAME: &str = "Sparky";
const EMAIL: &str = "sparky@users.noreply.github.com";

/// A file as it shall be in the repository.
pub(super) struct Entry<'a> {
    pub(super) path: String,
    /// As the ledger knows it.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// None for the index and for pages of other windows.
    pub(super) post: Option<&'a Post<'a>>,
}

/// The state of the branch at one moment.
pub(super) struct Tip {
    /// The name of the branch.
    pub(super) branch: String,
    /// Its newest commit; none in an empty repository.
    commit: Option<String>,
}

/// What became of a push.
pub(super) enum Pushed {
    /// It is there.
    Done,
    /// Somebody else's push came first.
    Raced,
    /// The connection broke, or the answer makes no sense.
    Unknown(Error),
}

pub(super) struct Scratch<'a> {
    git: &'a Git,
    address: &'a Address,
    folder: TempDir,
}

impl<'a> Scratch<'a> {
    pub(super) async fn make(git: &'a Git, address: &'a Address) -> Result<Self, Error> {
        let folder = TempDir::with_prefix("sparky-docs-").map_err(Error::Temporary)?;
        let scratch = Self { git, address, folder };
        scratch.local(&["init", "--quiet", "--bare", "--template="]).await?;
        Ok(scratch)
    }

    /// Fetches the newest commit of the branch, or of the default branch.
    pub(super) async fn tip(&self, branch: Option<&str>) -> Result<Tip, Error> {
        let refs = self.remote(&["ls-remote", "--symref", "--", self.url(), "HEAD", "refs/heads/*"]).await?;
        let heads: Vec<&str> =
            refs.lines().filter_map(|line| line.split_once("\trefs/heads/")).map(|(_, b)| b).collect();
        let default = refs.lines().find_map(|line| line.strip_prefix("ref: refs/heads/")?.strip_suffix("\tHEAD"));
        let branch = match branch.or(default) {
            Some(branch) => branch.to_owned(),
            None if heads.is_empty() => self.unborn().await?,
            None => return Err(self.refused(Refusal::NoDefaultBranch, &heads.join(", "))),
        };
        self.local(&["check-ref-format", &format!("refs/heads/{branch}")])
            .await
            .map_err(|_| Error::BranchName { branch: branch.clone() })?;
        if heads.contains(&branch.as_str()) {
            let commit = self.fetch(&branch).await?;
            return Ok(Tip { branch, commit: Some(commit) });
        }
        if heads.is_empty() { Ok(Tip { branch, commit: None }) } else { Err(self.refused(Refusal::NoBranch, &branch)) }
    }

    /// How a file of the branch differs. A link or a program of that name differs as well.
    pub(super) async fn compare(&self, tip: &Tip, entry: &Entry<'_>) -> Result<Change, Error> {
        let Some(commit) = &tip.commit else { return Ok(Change::New) };
        let found = self.local(&["ls-tree", commit, "--", &entry.path]).await?;
        if found.trim().is_empty() {
            return Ok(Change::New);
        }
        let blob = self.store(entry).await?;
        let same = found.starts_with(&format!("100644 blob {blob}\t"));
        Ok(if same { Change::Same } else { Change::Changed })
    }

    /// Makes one commit on top of `tip`, with all the entries.
    pub(super) async fn commit<'e>(
        &self,
        tip: &Tip,
        entries: impl Iterator<Item = &'e Entry<'e>>,
        message: &str,
    ) -> Result<String, Error> {
        self.local(&["read-tree", tip.commit.as_deref().unwrap_or("--empty")]).await?;
        for entry in entries {
            self.stage(entry).await?;
        }
        self.commit_index(tip, message).await
    }

    /// What a file of the branch holds.
    pub(super) async fn read(&self, tip: &Tip, path: &str) -> Result<Vec<u8>, Error> {
        let file = format!("{}:{path}", tip.commit.as_deref().unwrap_or_default());
        Ok(self.local(&["cat-file", "blob", &file]).await?.into_bytes())
    }

    /// Which of these files the branch has.
    pub(super) async fn there(&self, tip: &Tip, paths: &[String]) -> Result<Vec<String>, Error> {
        let Some(commit) = &tip.commit else { return Ok(Vec::new()) };
        let mut words = vec!["ls-tree", "--name-only", "-z", commit, "--"];
        words.extend(paths.iter().map(String::as_str));
        let found = self.local(&words).await?;
        Ok(found.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    }

    async fn stage(&self, entry: &Entry<'_>) -> Result<(), Error> {
        let info = format!("100644,{},{}", self.store(entry).await?, entry.path);
        self.local(&["update-index", "--add", "--cacheinfo", &info]).await.map(drop)
    }

    /// The names of all files below a folder, seen from there; the folder is empty or ends in a slash.
    pub(super) async fn names(&self, tip: &Tip, folder: &str) -> Result<BTreeSet<String>, Error> {
        let Some(commit) = &tip.commit else { return Ok(BTreeSet::new()) };
        let mut words = vec!["ls-tree", "-r", "-z", commit];
        words.extend(["--", folder].iter().filter(|_| !folder.is_empty()));
        let found = self.local(&words).await?;
        let files = found.split('\0').filter_map(|line| line.strip_prefix("100644 blob ")?.split_once('\t'));
        Ok(files.filter_map(|(_, path)| path.strip_prefix(folder)).map(str::to_owned).collect())
    }

    /// Makes one commit on top of `tip` without these files, and with the entries.
    pub(super) async fn removal(
        &self,
        tip: &Tip,
        paths: &[String],
        entries: &[Entry<'_>],
        message: &str,
    ) -> Result<String, Error> {
        self.local(&["read-tree", tip.commit.as_deref().unwrap_or("--empty")]).await?;
        // Mode 0 takes a path out of the index; there is no working copy to remove it from.
        let lines: String = paths.iter().map(|path| format!("0 {}\t{path}\n", "0".repeat(40))).collect();
        self.text(self.run(&["update-index", "--index-info"]).input(lines.into_bytes())).await?;
        for entry in entries {
            self.stage(entry).await?;
        }
        self.commit_index(tip, message).await
    }

    async fn commit_index(&self, tip: &Tip, message: &str) -> Result<String, Error> {
        let tree = self.local(&["write-tree"]).await?;
        let mut words = vec!["commit-tree", tree.trim(), "-m", message];
        words.extend(tip.commit.iter().flat_map(|parent| ["-p", parent]));
        Ok(self.local(&words).await?.trim().to_owned())
    }

    /// Pushes, never by force: a branch that has moved on is left as it is.
    pub(super) async fn push(&self, commit: &str, branch: &str) -> Result<Pushed, Error> {
        let refspec = format!("{commit}:refs/heads/{branch}");
        let words =
            ["push", "--no-progress", "--no-follow-tags", "--recurse-submodules=no", "--", self.url(), &refspec];
        match self.remote(&words).await {
            Ok(_) => Ok(Pushed::Done),
            Err(Error::Refused { refusal: Refusal::Raced, .. }) => Ok(Pushed::Raced),
            Err(error @ Error::Refused { refusal: Refusal::Other, .. }) => Ok(Pushed::Unknown(error)),
            Err(error) => Err(error),
        }
    }

    async fn fetch(&self, branch: &str) -> Result<String, Error> {
        let refspec = format!("+refs/heads/{branch}:refs/sparky/tip");
        self.remote(&[
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            "--no-auto-maintenance",
            "--",
            self.url(),
            &refspec,
        ])
        .await?;
        Ok(self.local(&["rev-parse", "refs/sparky/tip"]).await?.trim().to_owned())
    }

    /// The branch that an empty repository will have: only a clone tells.
    async fn unborn(&self) -> Result<String, Error> {
        let clone = TempDir::new_in(self.folder.path()).map_err(Error::Temporary)?;
        let path = clone.path().to_string_lossy();
        self.remote(&["clone", "--quiet", "--bare", "--template=", "--", self.url(), &path]).await?;
        let name = self.local(&[&format!("--git-dir={path}"), "symbolic-ref", "--short", "HEAD"]).await?;
        Ok(name.trim().to_owned())
    }

    /// Stores the bytes as they are: no filter and no line ending of this machine touches them.
    async fn store(&self, entry: &Entry<'_>) -> Result<String, Error> {
        let run = self.run(&["hash-object", "-w", "--stdin"]).input(entry.bytes.to_vec());
        Ok(self.text(run).await?.trim().to_owned())
    }

    fn url(&self) -> &str {
        &self.address.remote
    }

    fn refused(&self, refusal: Refusal, detail: &str) -> Error {
        let is_about_token = matches!(refusal, Refusal::NotLoggedIn | Refusal::NotAllowed | Refusal::Missing);
        let used =
            self.address.variable().filter(|_| is_about_token).map(|name| format!("the token in {name} was used; "));
        let detail = format!("{}git: {}", used.unwrap_or_default(), self.address.redact(detail));
        Error::Refused { url: self.address.remote.clone(), refusal, detail }
    }

    async fn local(&self, words: &[&str]) -> Result<String, Error> {
        self.text(self.run(words)).await
    }

    /// Runs git against the remote, with credentials.
    async fn remote(&self, words: &[&str]) -> Result<String, Error> {
        let settings = self.address.settings().into_iter();
        self.text(settings.fold(self.run(words), |run, (name, value)| run.setting(name, value))).await
    }

    fn run(&self, words: &[&str]) -> Run<'a> {
        let run = self.git.run(self.folder.path(), words.iter().copied());
        ["AUTHOR", "COMMITTER"].iter().fold(run, |run, role| {
            run.variable(format!("GIT_{role}_NAME"), NAME).variable(format!("GIT_{role}_EMAIL"), EMAIL)
        })
    }

    async fn text(&self, run: Run<'_>) -> Result<String, Error> {
        run.text().await.map_err(|error| match error {
            sparky_git::Error::Failed { said, .. } => self.refused(classify(&said), &essence(&said)),
            other => other.into(),
        })
    }
}
