//! Who is who: one person behind logins, e-mail hashes and commit names; who is a bot; who is left out of texts.
//! A login (without case) names a person, else the hash of the e-mail address, else the name in the commit. It must
//! not know what people did.

use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::Login;
use sparky_schema::analysis::PersonName;
use sparky_schema::codec::sha256_hex;
use sparky_schema::collection::RepositoryFacts;
use sparky_schema::records::{Actor, Signature};

use crate::facts::Facts;
use crate::{Config, links};

/// One person or bot. Deleted accounts have none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PersonId {
    Login(String),
    Email(String),
    Name(String),
}

impl PersonId {
    fn login(login: &str) -> Self {
        Self::Login(login.trim_start_matches('@').trim_end_matches("[bot]").to_lowercase())
    }
}

/// Everybody in a collection.
#[derive(Default)]
pub(crate) struct Identities {
    aliases: BTreeMap<String, String>,
    email_owners: BTreeMap<String, BTreeSet<String>>,
    seen: BTreeMap<PersonId, Sightings>,
    excluded: BTreeSet<PersonId>,
    bots: BTreeSet<String>,
    profile_base: Option<String>,
}

/// How one person was written.
#[derive(Default)]
struct Sightings {
    logins: BTreeMap<Login, u64>,
    names: BTreeMap<String, u64>,
    bot: bool,
    /// Whether anything but a trailer names them. Anybody can write a trailer, so it makes a bot only of somebody
    /// who is known from nowhere else.
    acted: bool,
    bot_in_trailer: bool,
}

impl Sightings {
    fn is_bot(&self) -> bool {
        self.bot || (self.bot_in_trailer && !self.acted)
    }
}

impl Identities {
    pub(crate) fn of(facts: &Facts, config: &Config) -> Self {
        let mut who = Self {
            aliases: config.aliases.iter().map(|(from, to)| (alias_key(from), to.clone())).collect(),
            bots: config.bots.iter().map(|bot| bot.trim_end_matches("[bot]").to_lowercase()).collect(),
            profile_base: config.profile_base.clone().or_else(|| profile_base(&facts.repositories)),
            ..Self::default()
        };
        for commit in facts.repositories.iter().flat_map(|repository| &repository.records.commits) {
            if let (Some(login), Some(hash)) = (&commit.author.login, &commit.author.email_hash) {
                let owner = login.as_str().to_lowercase();
                who.email_owners.entry(hash.to_lowercase()).or_default().insert(owner);
            }
        }
        who.excluded = config.exclude.iter().map(|login| who.of_login(login.as_str())).collect();
        facts.repositories.iter().for_each(|repository| who.see_all(repository));
        who
    }

    /// The person behind an account; none for a deleted one.
    pub(crate) fn actor(&self, actor: Option<&Actor>) -> Option<PersonId> {
        actor.map(|actor| self.of_login(actor.login.as_str()))
    }

    /// The person behind a commit; none when it names nobody at all.
    pub(crate) fn signature(&self, signature: &Signature) -> Option<PersonId> {
        let alias = self.aliases.get(&signature.name.trim().to_lowercase());
        let hash = signature.email_hash.as_deref().map(str::to_lowercase);
        let by_hash = hash.as_ref().and_then(|hash| self.aliases.get(hash));
        if let Some(login) = &signature.login {
            return Some(self.of_login(login.as_str()));
        }
        if let Some(login) = by_hash.or(alias) {
            return Some(self.of_login(login));
        }
        match hash {
            Some(hash) => Some(PersonId::Email(hash)),
            None => Some(signature.name.trim()).filter(|n| !n.is_empty()).map(|n| PersonId::Name(n.to_lowercase())),
        }
    }

    /// Whether this is a bot, as the service, the collector or the configuration says.
    pub(crate) fn is_bot(&self, id: &PersonId) -> bool {
        let (PersonId::Login(key) | PersonId::Email(key) | PersonId::Name(key)) = id;
        let seen = self.seen.get(id);
        self.bots.contains(key)
            || seen.is_some_and(|s| s.is_bot() || s.names.keys().any(|name| self.bots.contains(&name.to_lowercase())))
    }

    /// What tells a person from others in the counts that are kept; none for bots, for people who are left out and for
    /// those who are known by a name only.
    pub(crate) fn key(&self, id: &PersonId) -> Option<String> {
        if self.is_bot(id) || self.is_left_out(id) {
            return None;
        }
        match id {
            PersonId::Login(login) => Some(login.clone()),
            PersonId::Email(hash) => Some(format!("#{hash}")),
            PersonId::Name(_) => None,
        }
    }

    fn is_left_out(&self, id: &PersonId) -> bool {
        self.excluded.contains(id) || self.is_excluded_elsewhere(id)
    }

    /// How text names somebody; none for people who are left out of texts and those without any name.
    pub(crate) fn name(&self, id: &PersonId) -> Option<PersonName> {
        if self.is_left_out(id) {
            return None;
        }
        let seen = self.seen.get(id);
        let login = match id {
            PersonId::Login(key) => {
                let spelling =
                    seen.and_then(|s| s.logins.keys().find(|login| login.as_str().eq_ignore_ascii_case(key)));
                let alias = self.aliases.values().find(|login| login.eq_ignore_ascii_case(key));
                spelling.cloned().or_else(|| alias.unwrap_or(key).parse().ok())
            }
            PersonId::Email(_) | PersonId::Name(_) => None,
        };
        let name = match &login {
            Some(login) => login.to_string(),
            None => seen.and_then(|s| most_frequent(&s.names))?,
        };
        let bot = self.is_bot(id);
        // The profile of a bot is elsewhere, or nowhere.
        let base = self.profile_base.as_ref().filter(|_| !bot);
        let url = base.zip(login.as_ref()).map(|(base, login)| format!("{}/{login}", base.trim_end_matches('/')));
        Some(PersonName { name, login, url, bot })
    }

    /// Whether other commits link this address to somebody who is left out. The definition of contributors counts an
    /// unlinked address by itself, but nobody who opted out may be named by it.
    fn is_excluded_elsewhere(&self, id: &PersonId) -> bool {
        let PersonId::Email(hash) = id else { return false };
        self.owner(hash).is_some_and(|owner| self.excluded.contains(&owner))
    }

    /// The only login that commits with this e-mail address show; an address that several share names nobody.
    fn owner(&self, hash: &str) -> Option<PersonId> {
        let owners = self.email_owners.get(hash)?;
        let people: BTreeSet<PersonId> = owners.iter().map(|login| self.of_login(login)).collect();
        if people.len() == 1 { people.into_iter().next() } else { None }
    }

    fn of_login(&self, login: &str) -> PersonId {
        let mut current = login;
        // Aliases may lead to aliases, also in a circle.
        for _ in 0..4 {
            match self.aliases.get(&alias_key(current)) {
                Some(next) if !next.eq_ignore_ascii_case(current) => current = next,
                _ => break,
            }
        }
        PersonId::login(current)
    }

    fn see_all(&mut self, repository: &RepositoryFacts) {
        let records = &repository.records;
        for commit in &records.commits {
            self.see_signature(&commit.author, false);
            commit.co_authors.iter().for_each(|co_author| self.see_signature(co_author, true));
        }
        let pull_requests = records.pull_requests.iter().flat_map(|p| [p.author.as_ref(), p.merged_by.as_ref()]);
        let comments = records.comments.iter().chain(&records.review_comments).map(|c| c.author.as_ref());
        let others = records.issues.iter().map(|i| i.author.as_ref());
        let others = others.chain(records.reviews.iter().map(|r| r.author.as_ref()));
        let others = others.chain(records.releases.iter().map(|r| r.author.as_ref()));
        for actor in pull_requests.chain(comments).chain(others).flatten() {
            let sightings = self.seen.entry(self.of_login(actor.login.as_str())).or_default();
            *sightings.logins.entry(actor.login.clone()).or_default() += 1;
            sightings.bot |= actor.bot;
            sightings.acted = true;
        }
    }

    fn see_signature(&mut self, signature: &Signature, in_trailer: bool) {
        let Some(id) = self.signature(signature) else { return };
        let sightings = self.seen.entry(id).or_default();
        sightings.bot |= signature.bot && !in_trailer;
        sightings.bot_in_trailer |= signature.bot && in_trailer;
        sightings.acted |= !in_trailer;
        if let Some(login) = &signature.login {
            *sightings.logins.entry(login.clone()).or_default() += 1;
        }
        let name = signature.name.trim();
        if !name.is_empty() {
            *sightings.names.entry(name.to_owned()).or_default() += 1;
        }
    }
}

/// E-mail addresses are known by their hashes only, so an alias that is written as an address is hashed as they are.
fn alias_key(text: &str) -> String {
    let text = text.trim().to_lowercase();
    if text.contains('@') && !text.starts_with('@') {
        return sha256_hex(text.as_bytes()).chars().take(16).collect();
    }
    text.trim_start_matches('@').trim_end_matches("[bot]").to_owned()
}

fn most_frequent(names: &BTreeMap<String, u64>) -> Option<String> {
    let best = names.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
    best.map(|(name, _)| name.clone())
}

/// The site of the repositories when all that have an address are on the same one.
fn profile_base(repositories: &[RepositoryFacts]) -> Option<String> {
    let site = |r: &RepositoryFacts| r.url.as_deref().and_then(links::site);
    let sites: BTreeSet<String> = repositories.iter().filter_map(site).collect();
    if sites.len() == 1 { sites.into_iter().next() } else { None }
}

/// The names of those who are to be named, sorted and each once.
pub(crate) fn names(who: &Identities, people: impl IntoIterator<Item = PersonId>) -> Vec<PersonName> {
    let unique: BTreeSet<PersonId> = people.into_iter().filter(|id| !who.is_bot(id)).collect();
    let mut names: Vec<PersonName> = unique.iter().filter_map(|id| who.name(id)).collect();
    names.sort();
    names
}
