//! Who is who: one person behind logins, e-mail hashes and commit names; who is a bot; who is left out of texts.
//! A login (without case) names a person, else the hash of the e-mail address, else the name in the commit. It must
//! not know what people did.

mod aliases;
mod person;
mod rules;
mod sightings;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use sparky_schema::Login;
use sparky_schema::analysis::PersonName;
use sparky_schema::records::{Actor, Signature};

use crate::Config;
use crate::facts::Facts;
use person::Key;
use rules::Rules;
use sightings::{Sightings, Spellings};

pub(crate) use person::PersonId;

/// Everybody in a collection.
#[derive(Default)]
pub(crate) struct Identities {
    rules: Rules,
    people: BTreeMap<Key, PersonId>,
    logins: HashMap<Login, PersonId>,
    signatures: HashMap<Signature, Option<PersonId>>,
}

impl Identities {
    pub(crate) fn of(facts: &Facts, config: &Config) -> Self {
        let spellings = Spellings::of(&facts.repositories);
        let rules = Rules::of(&facts.repositories, &spellings, config);
        let mut seen: BTreeMap<Key, Sightings> = BTreeMap::new();
        for (login, times) in &spellings.accounts {
            seen.entry(rules.account(login)).or_default().add_account(login, *times);
        }
        for (signature, times) in &spellings.signatures {
            if let Some(key) = rules.signature(signature) {
                seen.entry(key).or_default().add_signature(signature, *times);
            }
        }
        let people: BTreeMap<Key, PersonId> = seen
            .iter()
            .enumerate()
            .map(|(at, (key, seen))| (key.clone(), rules.person(key.clone(), Some((at, seen)))))
            .collect();
        let mut who = Self { rules, people, ..Self::default() };
        who.logins =
            spellings.accounts.keys().map(|login| ((*login).clone(), who.of_key(who.rules.account(login)))).collect();
        let person = |signature: &Signature| who.rules.signature(signature).map(|key| who.of_key(key));
        who.signatures = spellings.signatures.keys().map(|s| ((*s).clone(), person(s))).collect();
        who
    }

    /// The person behind an account; none for a deleted one.
    pub(crate) fn actor(&self, actor: Option<&Actor>) -> Option<PersonId> {
        let login = &actor?.login;
        Some(self.logins.get(login).cloned().unwrap_or_else(|| self.of_key(self.rules.account(login))))
    }

    /// The person behind a commit; none when it names nobody at all.
    pub(crate) fn signature(&self, signature: &Signature) -> Option<PersonId> {
        match self.signatures.get(signature) {
            Some(known) => known.clone(),
            None => self.rules.signature(signature).map(|key| self.of_key(key)),
        }
    }

    /// Whether this is a bot, as the service, the collector or the configuration says.
    pub(crate) fn is_bot(&self, id: &PersonId) -> bool {
        id.0.bot
    }

    /// What tells a person from others in the counts that are kept; none for bots, for people who are left out and for
    /// those who are known by a name only.
    pub(crate) fn key(&self, id: &PersonId) -> Option<String> {
        match &id.0.key {
            _ if id.0.bot || id.0.left_out => None,
            Key::Login(login) => Some(login.clone()),
            Key::Email(hash) => Some(format!("#{hash}")),
            Key::Name(_) => None,
        }
    }

    /// How text names somebody; none for people who are left out of texts and those without any name.
    pub(crate) fn name(&self, id: &PersonId) -> Option<PersonName> {
        id.0.name.clone()
    }

    /// Somebody who did nothing that is counted, such as an assignee, may have been seen nowhere before.
    fn of_key(&self, key: Key) -> PersonId {
        self.people.get(&key).cloned().unwrap_or_else(|| self.rules.person(key, None))
    }
}

/// The names of those who are to be named, sorted and each once.
pub(crate) fn names(who: &Identities, people: impl IntoIterator<Item = PersonId>) -> Vec<PersonName> {
    let unique: BTreeSet<PersonId> = people.into_iter().filter(|id| !who.is_bot(id)).collect();
    let mut names: Vec<PersonName> = unique.iter().filter_map(|id| who.name(id)).collect();
    names.sort();
    names
}
