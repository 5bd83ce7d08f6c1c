//! `plan.json`: which job of several collects which repositories, and what it may spend. It must not know how cost is
//! estimated.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::document::{Document, SchemaId};
use crate::ids::RepoName;
use crate::shard::Shard;

/// How a collection is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// `sparky/plan/v1`.
    #[schemars(extend("const" = "sparky/plan/v1"))]
    pub schema: SchemaId,
    /// The shards in order. Each repository is in one of them.
    #[serde(deserialize_with = "sound")]
    #[schemars(length(min = 1))]
    pub shards: Vec<PlannedShard>,
}

impl Document for Plan {
    const NAME: &'static str = "plan";
    const VERSION: u32 = 1;
}

/// What one job collects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedShard {
    /// Which one it is.
    pub shard: Shard,
    /// GraphQL points that it may spend; null when the server sets no limit.
    pub points: Option<u64>,
    /// GraphQL points that it will need, its own look at the sources included.
    pub cost: u64,
    /// What it collects, sorted by name. The last shard also collects what is in no shard.
    pub repositories: Vec<PlannedRepository>,
}

/// A repository of a shard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedRepository {
    /// The name as the service had it.
    pub name_with_owner: RepoName,
    /// The name in the sources, where it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<RepoName>,
    /// The id of the service, which a new name does not change; null when the repository could not be seen.
    pub id: Option<String>,
    /// GraphQL points that it will need.
    pub cost: u64,
}

impl Plan {
    /// The part of a shard; none when the plan has another number of shards.
    pub fn part(&self, shard: Shard) -> Option<&PlannedShard> {
        self.shards.iter().find(|part| part.shard == shard)
    }
}

/// Shards that are numbered in order, and in which no repository is twice.
fn sound<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PlannedShard>, D::Error> {
    let shards = Vec::<PlannedShard>::deserialize(deserializer)?;
    match fault(&shards) {
        Some(fault) => Err(D::Error::custom(fault)),
        None => Ok(shards),
    }
}

fn fault(shards: &[PlannedShard]) -> Option<String> {
    let of = u32::try_from(shards.len()).ok()?;
    if shards.is_empty() {
        return Some("there is no shard".to_owned());
    }
    for (number, part) in (1..=of).zip(shards) {
        let expected = Shard::new(number, of)?;
        if part.shard != expected {
            return Some(format!("the shard at place {number} is {}, expected {expected}", part.shard));
        }
    }
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    let twice = shards.iter().flat_map(|part| &part.repositories).find(|repository| {
        let asked = repository.asked.as_ref().unwrap_or(&repository.name_with_owner);
        !names.insert(asked.as_str().to_lowercase()) || repository.id.as_ref().is_some_and(|id| !ids.insert(id))
    })?;
    Some(format!("the repository {} is planned twice", twice.name_with_owner))
}
