//! One run of git: its words, settings and input, and two ways to take what it prints: whole or as a stream.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::task::JoinHandle;

use crate::Git;
use crate::environment;
use crate::error::{Error, redact};

/// As much of what git says as a message can hold, in bytes.
const LONGEST_COMPLAINT: u64 = 16 * 1024;

/// A run of git that is being put together.
#[derive(Debug)]
pub struct Run<'a> {
    git: &'a Git,
    folder: PathBuf,
    words: Vec<OsString>,
    environment: Vec<(OsString, OsString)>,
    settings: Vec<(String, String)>,
    input: Option<Vec<u8>>,
}

/// What git prints, while it prints it. [`Stream::finish`] must be called after the last byte: only it says whether
/// git succeeded.
#[derive(Debug)]
pub struct Stream {
    /// Standard output.
    pub output: BufReader<ChildStdout>,
    child: Child,
    complaints: JoinHandle<Vec<u8>>,
    feeder: Option<JoinHandle<std::io::Result<()>>>,
    command: String,
    folder: PathBuf,
}

impl<'a> Run<'a> {
    pub(crate) fn new(git: &'a Git, folder: &Path, words: Vec<OsString>) -> Self {
        let folder = folder.to_owned();
        Self { git, folder, words, environment: Vec::new(), settings: Vec::new(), input: None }
    }

    /// Sets a variable of the environment, for example `GIT_COMMITTER_NAME`.
    #[must_use]
    pub fn variable(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Sets a setting of git for this run only, through the environment, so that no process list shows it.
    #[must_use]
    pub fn setting(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }

    /// Gives git something to read from standard input.
    #[must_use]
    pub fn input(mut self, bytes: Vec<u8>) -> Self {
        self.input = Some(bytes);
        self
    }

    /// Runs git to its end and returns what it printed.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn bytes(self) -> Result<Vec<u8>, Error> {
        let mut stream = self.stream()?;
        let mut bytes = Vec::new();
        let read = stream.output.read_to_end(&mut bytes).await;
        let command = stream.command.clone();
        stream.finish().await?;
        read.map_err(|source| Error::Pipe { command, source })?;
        Ok(bytes)
    }

    /// Runs git to its end and returns what it printed as text; what is no UTF-8 is replaced.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn text(self) -> Result<String, Error> {
        let bytes = self.bytes().await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Starts git and returns what it prints as a stream. Dropping the stream ends git.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn stream(mut self) -> Result<Stream, Error> {
        let input = self.input.take();
        let mut child = self.command(input.is_some()).spawn().map_err(|source| self.cannot_start(source))?;
        let broken = |what: &str| Error::Pipe { command: self.name(), source: std::io::Error::other(what.to_owned()) };
        let output = child.stdout.take().ok_or_else(|| broken("no standard output"))?;
        let mut errors = child.stderr.take().ok_or_else(|| broken("no standard error"))?;
        let complaints = tokio::spawn(async move {
            let mut said = Vec::new();
            // What cannot be read is only missing from a message. The rest is taken too, or git would wait for ever.
            let _ = (&mut errors).take(LONGEST_COMPLAINT).read_to_end(&mut said).await;
            let _ = tokio::io::copy(&mut errors, &mut tokio::io::sink()).await;
            said
        });
        let feeder = input.zip(child.stdin.take()).map(|(bytes, mut stdin)| {
            tokio::spawn(async move {
                stdin.write_all(&bytes).await?;
                stdin.shutdown().await
            })
        });
        let output = BufReader::with_capacity(256 * 1024, output);
        Ok(Stream { output, child, complaints, feeder, command: self.name(), folder: self.folder })
    }

    fn command(&self, has_input: bool) -> Command {
        let mut command = Command::new(self.git.program());
        command.current_dir(&self.folder).args(&self.words);
        environment::prepare(&mut command, &self.settings);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(if has_input { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    fn cannot_start(&self, source: std::io::Error) -> Error {
        if !self.folder.is_dir() {
            return Error::NoFolder { folder: self.folder.clone() };
        }
        match source.kind() {
            std::io::ErrorKind::NotFound => {
                Error::NotInstalled { program: self.git.program().to_string_lossy().into_owned() }
            }
            _ => Error::Pipe { command: self.name(), source },
        }
    }

    /// The command alone: its arguments may be long, or name things that are nobody's business.
    fn name(&self) -> String {
        let words = self.words.iter().map(|word| word.to_string_lossy());
        words.into_iter().find(|word| !word.starts_with('-')).map_or_else(String::new, |word| word.into_owned())
    }
}

impl Stream {
    /// Waits for the end.
    ///
    /// # Errors
    /// When git failed.
    pub async fn finish(mut self) -> Result<(), Error> {
        drop(self.output);
        let pipe = |source| Error::Pipe { command: self.command.clone(), source };
        let status = self.child.wait().await.map_err(pipe)?;
        let said = self.complaints.await.unwrap_or_default();
        if !status.success() {
            let said = redact(String::from_utf8_lossy(&said).trim());
            return Err(Error::Failed { command: self.command, folder: self.folder, code: status.code(), said });
        }
        match self.feeder {
            Some(feeder) => feeder.await.map_err(std::io::Error::other).and_then(|fed| fed).map_err(pipe),
            None => Ok(()),
        }
    }
}
