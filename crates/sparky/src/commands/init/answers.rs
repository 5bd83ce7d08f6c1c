//! What a new user is asked: which repositories, which time zone, where the texts go. It must not know which files come of it.

use std::path::Path;

use anyhow::Context as _;
use chrono_tz::Tz;
use dialoguer::{Confirm, Input};
use sparky_schema::{Language, RepoName};

/// What was answered, or guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answers {
    /// The repositories that are told about.
    pub(super) repos: Vec<RepoName>,
    /// Whose midnights bound a window.
    pub(super) time_zone: Tz,
    /// The language of the texts.
    pub(super) language: Language,
    /// Whether each digest becomes an issue of the first repository.
    pub(super) issues: bool,
}

impl Answers {
    /// What a folder says by itself: the repository that it was cloned from.
    pub(super) fn guess(folder: &Path) -> Self {
        Self { repos: origin(folder).into_iter().collect(), time_zone: Tz::UTC, language: Language::En, issues: false }
    }

    /// Asks a person, who may agree with what was guessed.
    pub(super) fn ask(self) -> anyhow::Result<Self> {
        let names: Vec<&str> = self.repos.iter().map(RepoName::as_str).collect();
        let repos: String = Input::new()
            .with_prompt("Repositories, owner/name, with spaces between them")
            .with_initial_text(names.join(" "))
            .allow_empty(true)
            .validate_with(|text: &String| repositories(text).map(drop))
            .interact_text()
            .context("cannot ask; use --yes")?;
        let time_zone = Input::new()
            .with_prompt("Time zone of your days, such as Europe/Berlin")
            .default(self.time_zone)
            .interact_text()
            .context("cannot ask; use --yes")?;
        let language: String = Input::new()
            .with_prompt(format!("Language of the texts: {}", codes().join(" or ")))
            .default(self.language.code().to_owned())
            .validate_with(|code: &String| language(code).map(drop))
            .interact_text()
            .context("cannot ask; use --yes")?;
        let issues = Confirm::new()
            .with_prompt("Open an issue with each digest?")
            .default(self.issues)
            .interact()
            .context("cannot ask; use --yes")?;
        let language = self::language(&language).map_err(anyhow::Error::msg)?;
        Ok(Self { repos: repositories(&repos).map_err(anyhow::Error::msg)?, time_zone, language, issues })
    }
}

fn codes() -> Vec<&'static str> {
    Language::ALL.map(Language::code).to_vec()
}

fn language(code: &str) -> Result<Language, String> {
    Language::of_code(code).ok_or_else(|| format!("{code}: texts are written in {}", codes().join(" and ")))
}

fn repositories(text: &str) -> Result<Vec<RepoName>, String> {
    let named = text.split_whitespace().map(|word| word.parse().map_err(|error| format!("{word}: {error}")));
    named.collect()
}

/// The repository on a server that the folder was cloned from, as its settings say; no git is needed for that.
fn origin(folder: &Path) -> Option<RepoName> {
    let settings = std::fs::read_to_string(folder.join(".git/config")).ok()?;
    let mut lines = settings.lines().map(str::trim).skip_while(|line| *line != r#"[remote "origin"]"#).skip(1);
    let url = lines.by_ref().take_while(|line| !line.starts_with('[')).find_map(|line| line.strip_prefix("url = "))?;
    let is_remote = url.contains("://") && !url.starts_with("file://") || url.starts_with("git@");
    let path = url.trim_end_matches('/').trim_end_matches(".git");
    let mut parts = path.rsplit(['/', ':']);
    let (name, owner) = (parts.next()?, parts.next()?);
    is_remote.then(|| format!("{owner}/{name}").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(url: &str) -> Option<String> {
        let folder = tempfile::tempdir().ok()?;
        std::fs::create_dir(folder.path().join(".git")).ok()?;
        let settings =
            format!("[core]\n\tbare = false\n[remote \"origin\"]\n\tfetch = all\n\turl = {url}\n[branch \"main\"]\n");
        std::fs::write(folder.path().join(".git/config"), settings).ok()?;
        Answers::guess(folder.path()).repos.first().map(ToString::to_string)
    }

    #[test]
    fn the_repository_is_guessed_from_where_the_clone_came_from() {
        for url in [
            "https://github.com/octocat/hello.git",
            "git@github.com:octocat/hello.git",
            "ssh://git@ghe.example/octocat/hello/",
        ] {
            assert_eq!(guessed(url).as_deref(), Some("octocat/hello"), "{url}");
        }
        for url in ["/srv/git/hello.git", "file:///srv/octocat/hello.git", "../hello"] {
            assert_eq!(guessed(url), None, "{url}");
        }
        assert_eq!(Answers::guess(Path::new("/nonexistent")).repos, []);
    }

    #[test]
    fn repositories_are_read_one_by_one_and_a_wrong_one_is_named() {
        assert_eq!(repositories(" a/b  c/d ").map(|names| names.len()), Ok(2));
        assert!(repositories("a/b nonsense").is_err_and(|error| error.starts_with("nonsense:")));
    }
}
