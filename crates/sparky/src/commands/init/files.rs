//! The files of a new user, made from the answers. It must not know whether they are there already.

use super::answers::Answers;
use crate::reference;

const WORKFLOW: &str = include_str!("../../../init/sparky.yml");
const HEALTH: &str = include_str!("../../../init/sparky-health.yml");

/// Each file's path and text.
pub(super) fn of(answers: &Answers) -> Vec<(&'static str, String)> {
    vec![
        ("sparky.toml", configuration(answers)),
        (".env.example", reference::variables()),
        (".github/workflows/sparky.yml", workflow(WORKFLOW, answers)),
        (".github/workflows/sparky-health.yml", workflow(HEALTH, answers)),
    ]
}

/// What a `.gitignore` that reads so lacks: what is collected stays here or on its own branch, and secrets stay here.
pub(super) fn ignored(list: &str) -> Option<String> {
    let has = |name: &&str| list.lines().any(|line| line.trim().trim_matches('/') == *name);
    let lines: String = ["data", ".env"].iter().filter(|name| !has(name)).map(|name| format!("/{name}\n")).collect();
    let gap = if list.is_empty() || list.ends_with('\n') { "" } else { "\n" };
    (!lines.is_empty()).then(|| format!("{gap}{lines}"))
}

/// A start; the reference has the rest.
fn configuration(answers: &Answers) -> String {
    let repos: Vec<String> = answers.repos.iter().map(|repo| format!("\"{repo}\"")).collect();
    let mut text = format!(
        "# What Sparky reads, and where its texts go. Secrets are never here: they come from the environment.\n\
         # Every key: https://github.com/raibid-labs/sparky/blob/main/docs/reference/configuration.md\n\n\
         [source]\nrepos = [{}]\n\n[window]\ntime_zone = \"{}\"\n",
        repos.join(", "),
        answers.time_zone
    );
    if !answers.language.is_default() {
        text += &format!("\n[templates]\nlanguage = \"{}\"\n", answers.language.code());
    }
    if let (true, Some(repo)) = (answers.issues, answers.repos.first()) {
        text += &format!(
            "\n# Each digest becomes an issue. The workflow needs `issues: write` for it.\n\
             [[targets]]\nname = \"issues\"\nkind = \"github-issue\"\nrepo = \"{repo}\"\n"
        );
    }
    text
}

/// A release knows its commit, which nobody can move; another build names its version.
fn workflow(text: &str, answers: &Answers) -> String {
    let version = concat!("v", env!("CARGO_PKG_VERSION"));
    let commit = option_env!("SPARKY_COMMIT").filter(|commit| !commit.is_empty());
    let pinned = commit.map_or_else(|| version.to_owned(), |commit| format!("{commit} # {version}"));
    let issues = if answers.issues {
        "issues: write # to read issues, and to open one"
    } else {
        "issues: read # to read issues"
    };
    text.replace("{REF}", &pinned)
        .replace("{VERSION}", commit.unwrap_or(version))
        .replace("{PUBLISH}", if answers.issues { "true" } else { "false" })
        .replace("issues: read # to read issues", issues)
}
