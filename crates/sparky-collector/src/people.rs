//! Who made a commit, as far as the commit says: logins of noreply addresses, hashes of the others, bots and
//! assistants told from people. It must not know where commits come from, nor keep an address.

use sparky_schema::codec::sha256_hex;
use sparky_schema::ids::Login;
use sparky_schema::records::Signature;

/// The author of a commit or a co-author; `linked` is the account that the service links, with whether it is a bot.
pub(crate) fn signature(linked: Option<(Login, bool)>, name: &str, email: &str) -> Signature {
    let email = email.trim().to_lowercase();
    let noreply = noreply_login(&email);
    let bot = linked.as_ref().is_some_and(|(login, bot)| *bot || is_bot_login(login.as_str()))
        || is_bot_login(name)
        || noreply.as_deref().is_some_and(is_bot_login)
        || ASSISTANT_ADDRESSES.contains(&email.as_str());
    let login = linked.map(|(login, _)| login).or_else(|| noreply.and_then(|login| bare(&login).parse().ok()));
    let email_hash = (!email.is_empty()).then(|| sha256_hex(email.as_bytes()).chars().take(16).collect());
    Signature { login, name: clean_name(name), email_hash, bot }
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

/// Whether a login or the name in a commit is that of a bot or an assistant.
pub(crate) fn is_bot_login(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    name.ends_with("[bot]") || BOT_NAMES.contains(&name.as_str())
}

/// `123+login@users.noreply.github.com` and `login@users.noreply.github.com`, also of other hosts.
fn noreply_login(email: &str) -> Option<String> {
    let (local, host) = email.split_once('@')?;
    let is_noreply = host.starts_with("users.noreply.");
    let login = local.split_once('+').map_or(local, |(_, login)| login);
    (is_noreply && !login.is_empty()).then(|| login.to_owned())
}

fn clean_name(name: &str) -> String {
    let words: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Accounts that act by themselves without the mark in their name.
const BOT_NAMES: [&str; 10] = [
    "dependabot",
    "dependabot-preview",
    "renovate",
    "renovate-bot",
    "github-actions",
    "github-merge-queue",
    "copilot",
    "claude",
    "cursoragent",
    "web-flow",
];

/// Addresses under which assistants sign trailers.
const ASSISTANT_ADDRESSES: [&str; 4] =
    ["noreply@anthropic.com", "cursoragent@cursor.com", "copilot@github.com", "noreply@openai.com"];
