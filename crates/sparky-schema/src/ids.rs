//! Newtypes for names and ids, checked when they are made, so that a value that exists is safe in a path, a URL
//! and a command line. They must not know what they name.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text that is no valid name or id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is no {what}: {expected}")]
pub struct IdError {
    /// What was wanted, for example `repository name`.
    pub what: &'static str,
    /// What was given.
    pub value: String,
    /// The form that is expected.
    pub expected: &'static str,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $expected:literal, $pattern:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(extend("pattern" = $pattern))]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(IdError { what: $what, value: text.to_owned(), expected: $expected })
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// `owner/name`, in the spelling of the service. Two repositories are the same when these are equal without case.
    RepoName,
    "repository name",
    "write OWNER/NAME with letters, digits, `-`, `_` and `.`",
    r"^[A-Za-z0-9_.][A-Za-z0-9_.-]*/[A-Za-z0-9_.-]+$",
    // A command would take a name that begins with `-` for an option.
    |text| matches!(text.split_once('/'), Some((owner, name))
        if is_name_part(owner) && is_name_part(name) && !owner.starts_with('-'))
);

text_id!(
    /// A login of an account, without `@` and `[bot]`.
    Login,
    "login",
    "write it without @, with letters, digits, `-`, `_` and `.`",
    r"^[A-Za-z0-9_.-]+$",
    |text| is_name_part(text)
);

text_id!(
    /// A full object id of git, 40 or 64 lower-case hexadecimal digits.
    Sha,
    "object id",
    "write 40 or 64 lower-case hexadecimal digits",
    r"^([0-9a-f]{40}|[0-9a-f]{64})$",
    |text| matches!(text.len(), 40 | 64) && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
);

text_id!(
    /// The id of a window: `2026-07-08`, `2026-W28`, `2026-07` or `20260701T000000Z--20260715T000000Z`.
    WindowId,
    "window id",
    "write 2026-07-08, 2026-W28, 2026-07 or 20260701T000000Z--20260715T000000Z",
    r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-W[0-9]{2}|[0-9]{4}-[0-9]{2}|[0-9]{8}T[0-9]{6}Z--[0-9]{8}T[0-9]{6}Z)$",
    |text| ["dddd-dd-dd", "dddd-Wdd", "dddd-dd", "ddddddddTddddddZ--ddddddddTddddddZ"]
        .iter()
        .any(|shape| has_shape(text, shape))
);

impl RepoName {
    /// `local/<name>`, for a folder that no service knows; what a name cannot hold becomes `-`.
    pub fn local(folder: &str) -> Self {
        let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
        let name: String = folder.chars().map(safe).take(100).collect();
        Self(if is_name_part(&name) { format!("local/{name}") } else { "local/repository".to_owned() })
    }

    /// The part before the slash.
    pub fn owner(&self) -> &str {
        self.0.split_once('/').map_or("", |(owner, _)| owner)
    }

    /// The part after the slash.
    pub fn name(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, name)| name)
    }
}

impl Sha {
    /// The first seven digits, as people write it.
    pub fn short(&self) -> &str {
        self.0.get(..7).unwrap_or(&self.0)
    }
}

fn is_name_part(text: &str) -> bool {
    (1..=100).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && text != "."
        && text != ".."
}

fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(b, s)| if s == b'd' { b.is_ascii_digit() } else { b == s })
}
