//! What sort of bot an account is, by its name. It must not know who is a bot.

use sparky_schema::analysis::BotKind;
use sparky_schema::records::Actor;

const DEPENDENCIES: [&str; 9] = [
    "dependabot",
    "dependabot-preview",
    "depfu",
    "greenkeeper",
    "pre-commit-ci",
    "pyup-bot",
    "renovate",
    "scala-steward",
    "snyk-bot",
];

const ASSISTANTS: [&str; 14] = [
    "aider",
    "amazon-q-developer",
    "claude",
    "codex",
    "coderabbitai",
    "copilot",
    "copilot-pull-request-reviewer",
    "copilot-swe-agent",
    "cursor",
    "cursoragent",
    "devin-ai-integration",
    "gemini-code-assist",
    "google-labs-jules",
    "sweep-ai",
];

/// Whether it is a bot whose trade is to update dependencies.
pub(crate) fn updates(author: Option<&Actor>) -> bool {
    author.is_some_and(|author| kind(author.login.as_str()) == Some(BotKind::Dependencies))
}

/// The sort of a bot; none when the name tells none.
pub(crate) fn kind(name: &str) -> Option<BotKind> {
    let name = name.trim_end_matches("[bot]").trim().to_lowercase();
    let first = name.split_whitespace().next().unwrap_or_default();
    let is_one = |known: &[&str]| known.iter().any(|known| name == *known || first == *known);
    if is_one(&DEPENDENCIES) {
        Some(BotKind::Dependencies)
    } else if is_one(&ASSISTANTS) {
        Some(BotKind::Assistant)
    } else {
        None
    }
}
