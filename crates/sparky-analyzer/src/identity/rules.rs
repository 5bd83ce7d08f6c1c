//! What the configuration and the commits say about names: aliases, who is a bot, who is left out. It must not know
//! what people did.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sparky_schema::Login;
use sparky_schema::analysis::PersonName;
use sparky_schema::collection::RepositoryFacts;
use sparky_schema::records::Signature;

use super::aliases::Aliases;
use super::person::{Key, Known, PersonId};
use super::sightings::{Sightings, Spellings};
use crate::{Config, links};

/// What the configuration and the commits say about names.
#[derive(Default)]
pub(super) struct Rules {
    aliases: Aliases,
    email_owners: BTreeMap<String, BTreeSet<String>>,
    excluded: BTreeSet<Key>,
    bots: BTreeSet<String>,
    profile_base: Option<String>,
}

impl Rules {
    pub(super) fn of(repositories: &[RepositoryFacts], spellings: &Spellings<'_>, config: &Config) -> Self {
        let aliases = Aliases::of(&config.aliases);
        let mut email_owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for signature in
            spellings.signatures.iter().filter(|(_, seen)| seen.is_author()).map(|(signature, _)| signature)
        {
            if let (Some(login), Some(hash)) = (&signature.login, &signature.email_hash) {
                email_owners.entry(hash.to_lowercase()).or_default().insert(login.as_str().to_lowercase());
            }
        }
        Self {
            excluded: config.exclude.iter().map(|login| aliases.login(login.as_str())).collect(),
            bots: config.bots.iter().map(|bot| bot.trim_end_matches("[bot]").to_lowercase()).collect(),
            profile_base: config.profile_base.clone().or_else(|| profile_base(repositories)),
            aliases,
            email_owners,
        }
    }

    /// The account of a login.
    pub(super) fn account(&self, login: &Login) -> Key {
        self.aliases.login(login.as_str())
    }

    /// Who is behind a commit; none when it names nobody at all.
    pub(super) fn signature(&self, signature: &Signature) -> Option<Key> {
        if let Some(login) = &signature.login {
            return Some(self.aliases.login(login.as_str()));
        }
        let hash = signature.email_hash.as_deref().map(str::to_lowercase);
        if let Some(login) = self.aliases.of_commit(&signature.name, hash.as_deref()) {
            return Some(self.aliases.login(login));
        }
        match hash {
            Some(hash) => Some(Key::Email(hash)),
            None => Some(signature.name.trim()).filter(|n| !n.is_empty()).map(|n| Key::Name(n.to_lowercase())),
        }
    }

    /// Everything about somebody, and how the records write them: as which one in the order of keys, and how.
    pub(super) fn person(&self, key: Key, seen: Option<(usize, &Sightings)>) -> PersonId {
        let (place, seen) = seen.unzip();
        let is_named_a_bot = |seen: &Sightings| seen.names.keys().any(|name| self.bots.contains(&name.to_lowercase()));
        let bot = self.bots.contains(key.text()) || seen.is_some_and(|seen| seen.is_bot() || is_named_a_bot(seen));
        let left_out = self.excluded.contains(&key) || self.is_excluded_elsewhere(&key);
        let name = if left_out { None } else { self.name(&key, seen, bot) };
        PersonId(Arc::new(Known { key, place, bot, left_out, name }))
    }

    fn name(&self, key: &Key, seen: Option<&Sightings>, bot: bool) -> Option<PersonName> {
        let login = match key {
            Key::Login(key) => {
                let spelling =
                    seen.and_then(|s| s.logins.keys().find(|login| login.as_str().eq_ignore_ascii_case(key)));
                spelling.cloned().or_else(|| self.aliases.spelling(key).unwrap_or(key).parse().ok())
            }
            Key::Email(_) | Key::Name(_) => None,
        };
        let name = match &login {
            Some(login) => login.to_string(),
            None => seen.and_then(Sightings::usual_name)?,
        };
        // The profile of a bot is elsewhere, or nowhere.
        let base = self.profile_base.as_ref().filter(|_| !bot);
        let url = base.zip(login.as_ref()).map(|(base, login)| format!("{}/{login}", base.trim_end_matches('/')));
        Some(PersonName { name, login, url, bot })
    }

    /// Whether other commits link this address to somebody who is left out. The definition of contributors counts an
    /// unlinked address by itself, but nobody who opted out may be named by it.
    fn is_excluded_elsewhere(&self, key: &Key) -> bool {
        let Key::Email(hash) = key else { return false };
        self.owner(hash).is_some_and(|owner| self.excluded.contains(&owner))
    }

    /// The only login that commits with this e-mail address show; an address that several share names nobody.
    fn owner(&self, hash: &str) -> Option<Key> {
        let owners = self.email_owners.get(hash)?;
        let people: BTreeSet<Key> = owners.iter().map(|login| self.aliases.login(login)).collect();
        if people.len() == 1 { people.into_iter().next() } else { None }
    }
}

/// The site of the repositories when all that have an address are on the same one.
fn profile_base(repositories: &[RepositoryFacts]) -> Option<String> {
    let site = |r: &RepositoryFacts| r.url.as_deref().and_then(links::site);
    let sites: BTreeSet<String> = repositories.iter().filter_map(site).collect();
    if sites.len() == 1 { sites.into_iter().next() } else { None }
}
