//! One part of a collection that several jobs share: `i/N`. It must not know what is in it.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::IdError;

/// The shard `number` of `of`, counted from 1; written `2/4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = r"^[1-9][0-9]*/[1-9][0-9]*$"))]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// The shard `number` of `of`; none when there is no such shard.
    pub fn new(number: u32, of: u32) -> Option<Self> {
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    /// Which one, from 1.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// How many there are.
    pub const fn of(self) -> u32 {
        self.of
    }

    /// Whether it is the last one, which also takes what no plan knows.
    pub const fn is_last(self) -> bool {
        self.number == self.of
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fault = || IdError {
            what: "shard",
            value: text.to_owned(),
            expected: "write I/N, such as 2/4, with I from 1 to N",
        };
        // One spelling for one shard: `02/4` and `+2/4` are none.
        let number = |text: &str| text.parse::<u32>().ok().filter(|number| number.to_string() == text);
        let (of_it, of_all) = text.split_once('/').ok_or_else(fault)?;
        number(of_it).zip(number(of_all)).and_then(|(number, of)| Self::new(number, of)).ok_or_else(fault)
    }
}

impl TryFrom<String> for Shard {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> String {
        shard.to_string()
    }
}
