//! Who made a commit, as far as the commit says: logins of noreply addresses, hashes of the others, bots and
//! assistants told from people. It must not know where commits come from, nor keep an address.

use sparky_schema::codec::sha256_hex;
use sparky_schema::ids::Login;
use sparky_schema::records::Signature;

use crate::message::one_line;

/// The author of a commit or a co-author; `linked` is the account that the service links, with whether it is a bot.
pub(crate) fn signature(linked: Option<(Login, bool)>, name: &str, email: &str) -> Signature {
    let noreply = noreply_login(email.trim());
    let email = email.trim().to_lowercase();
    let bot = linked.as_ref().is_some_and(|(login, bot)| *bot || is_bot_login(login.as_str()))
        || is_bot_name(name)
        || noreply.as_deref().is_some_and(is_bot_login)
        || AUTOMATIC_ADDRESSES.contains(&email.as_str());
    let login = linked.map(|(login, _)| login).or_else(|| noreply.and_then(|login| bare(&login).parse().ok()));
    let email_hash = (!email.is_empty()).then(|| sha256_hex(email.as_bytes()).chars().take(16).collect());
    Signature { login, name: one_line(name), email_hash, bot }
}

/// The co-authors that the trailers of a message name, in order, each once.
pub(crate) fn co_authors(message: &str) -> Vec<Signature> {
    let mut found: Vec<Signature> = Vec::new();
    for line in message.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        if !key.trim().eq_ignore_ascii_case("co-authored-by") {
            continue;
        }
        let (name, rest) = value.split_once('<').unwrap_or((value, ""));
        let author = signature(None, name, rest.split('>').next().unwrap_or_default());
        if !author.name.is_empty() && !found.contains(&author) {
            found.push(author);
        }
    }
    found
}

/// A login without the mark that GitHub's REST API and commits put behind a bot's.
pub(crate) fn bare(login: &str) -> &str {
    login.strip_suffix("[bot]").unwrap_or(login)
}

/// Whether a login is that of a bot or an assistant.
pub(crate) fn is_bot_login(login: &str) -> bool {
    let login = login.trim().to_lowercase();
    login.ends_with("[bot]") || BOT_LOGINS.contains(&login.as_str())
}

/// Whether the name in a commit is. Some logins of assistants are first names of people too.
fn is_bot_name(name: &str) -> bool {
    is_bot_login(name) && !name.trim().eq_ignore_ascii_case("claude")
}

/// `123+login@users.noreply.github.com` and `login@users.noreply.github.com`, also of other hosts, as it is spelled.
fn noreply_login(email: &str) -> Option<String> {
    let (local, host) = email.split_once('@')?;
    let is_noreply = host.to_lowercase().starts_with("users.noreply.");
    let login = local.split_once('+').map_or(local, |(_, login)| login);
    (is_noreply && !login.is_empty()).then(|| login.to_owned())
}

/// Accounts that act by themselves without the mark in their name.
const BOT_LOGINS: [&str; 12] = [
    "dependabot",
    "dependabot-preview",
    "renovate",
    "renovate-bot",
    "github-actions",
    "github-merge-queue",
    "copilot",
    "copilot-swe-agent",
    "claude",
    "cursoragent",
    "devin-ai-integration",
    "web-flow",
];

/// Addresses under which assistants sign trailers and machines commit.
const AUTOMATIC_ADDRESSES: [&str; 11] = [
    "noreply@anthropic.com",
    "cursoragent@cursor.com",
    "copilot@github.com",
    "noreply@openai.com",
    "codex@openai.com",
    "noreply@aider.chat",
    "aider@aider.chat",
    "noreply@opencode.ai",
    "action@github.com",
    "actions@github.com",
    "github-actions@github.com",
];
