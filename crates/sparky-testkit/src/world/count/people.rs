//! Who counts once: logins without case, else e-mail addresses. Deleted accounts count nowhere.

use std::collections::BTreeSet;

use crate::world::Commit;

/// The people and the bots who took part.
#[derive(Default)]
pub(super) struct People {
    pub(super) persons: BTreeSet<String>,
    pub(super) bots: BTreeSet<String>,
}

impl People {
    pub(super) fn acted(&mut self, login: Option<&str>) {
        let Some(login) = login else { return };
        let login = login.to_lowercase();
        if login.ends_with("[bot]") {
            self.bots.insert(login)
        } else {
            self.persons.insert(login)
        };
    }

    /// The linked login, else the login of a noreply address, else the address.
    pub(super) fn committed(&mut self, commit: &Commit) {
        let email = commit.email.to_lowercase();
        let noreply = email.strip_suffix("@users.noreply.github.com").map(|name| match name.split_once('+') {
            Some((number, login)) if number.bytes().all(|b| b.is_ascii_digit()) => login,
            _ => name,
        });
        match commit.login.as_deref().or(noreply) {
            Some(login) => self.acted(Some(login)),
            None if email.is_empty() => {}
            None => drop(self.persons.insert(email)),
        }
    }
}
