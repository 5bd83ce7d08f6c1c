//! Who did something: accounts, signatures of commits, and what an account is to a repository. It must not know
//! what they did.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::Login;

/// An account on the service. A deleted account is `None` wherever an `Option<Actor>` stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The login, without `[bot]`.
    pub login: Login,
    /// Whether the service or the login says that this is a bot.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bot: bool,
}

/// Who made a commit, as far as the commit says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The linked login, else the login of a noreply address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<Login>,
    /// The name in the commit (after `.mailmap` for a local clone).
    pub name: String,
    /// SHA-256 of the lower-case e-mail address, first 16 hexadecimal digits; none when the commit has no address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_hash: Option<String>,
    /// Whether this is a bot or an assistant rather than a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bot: bool,
}

/// What an account is to a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Association {
    /// Owns the repository.
    Owner,
    /// Belongs to the organization that owns it.
    Member,
    /// Was invited to collaborate.
    Collaborator,
    /// Has committed to it before.
    Contributor,
    /// Has not committed to it before.
    FirstTimeContributor,
    /// Has not committed to any repository before.
    FirstTimer,
    /// Stands in for somebody of another service, after an import.
    Mannequin,
    /// Nothing of all that.
    None,
}
