//! Accounts as GitHub's answers name them. It must not know what they did.

use serde::Deserialize;
use sparky_schema::records::Actor;

use crate::people::{bare, is_bot_login};

/// An account in an answer; a deleted one is null.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Account {
    #[serde(rename = "__typename")]
    kind: String,
    login: String,
}

impl Account {
    /// The account as facts name it; none when its login is no valid one.
    pub(crate) fn actor(&self) -> Option<Actor> {
        let bot = self.kind == "Bot" || is_bot_login(&self.login);
        Some(Actor { login: bare(&self.login).parse().ok()?, bot })
    }
}

/// The account as facts name it; none when it was deleted.
pub(crate) fn actor(account: Option<&Account>) -> Option<Actor> {
    account.and_then(Account::actor)
}
