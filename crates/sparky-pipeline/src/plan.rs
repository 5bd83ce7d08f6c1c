//! Sharing a collection between jobs: what costs most is placed first, each time with the job that has least to do. It
//! must not know how cost is estimated, nor how a plan is stored.

use sparky_collector::{Doors, Surveyed};
use sparky_github::GitHub;
use sparky_schema::SchemaId;
use sparky_schema::plan::{Plan, PlannedRepository, PlannedShard};
use sparky_schema::shard::Shard;
use sparky_store::DataFolder;

use crate::{Error, Ports};

/// Lists the sources and shares what there is to collect between `shards` jobs (one at least). `reserve` points of
/// the quota are left to others.
///
/// # Errors
/// When the sources cannot be listed.
pub async fn plan(
    collect: &sparky_collector::Config,
    shards: u32,
    reserve: u64,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Plan, Error> {
    let _lock = data.lock()?;
    let facts = data.facts();
    let doors = Doors { git: ports.git, github: ports.github, facts: &facts };
    let surveyed = sparky_collector::survey(collect, doors).await?;
    let stats = ports.github.map(GitHub::stats).unwrap_or_default();
    let quota = stats.hourly.map(|hourly| hourly.saturating_sub(reserve));
    // Every job looks at the sources as this one did.
    Ok(balance(surveyed, shards, stats.points, quota))
}

fn balance(mut surveyed: Vec<Surveyed>, shards: u32, look: u64, quota: Option<u64>) -> Plan {
    let key = |surveyed: &Surveyed| surveyed.name.as_str().to_lowercase();
    surveyed.sort_by_cached_key(|surveyed| (std::cmp::Reverse(surveyed.points), key(surveyed)));
    let mut parts: Vec<PlannedShard> = (1..=shards.max(1))
        .filter_map(|number| Shard::new(number, shards.max(1)))
        .map(|shard| PlannedShard { shard, points: None, cost: look, repositories: Vec::new() })
        .collect();
    for Surveyed { name, asked, id, points } in surveyed {
        if let Some(part) = parts.iter_mut().min_by_key(|part| (part.cost, part.shard)) {
            part.cost += points;
            part.repositories.push(PlannedRepository { name_with_owner: name, asked, id, cost: points });
        }
    }
    let total = parts.iter().map(|part| part.cost).sum();
    for part in &mut parts {
        part.repositories.sort_by_cached_key(|repository| repository.name_with_owner.as_str().to_lowercase());
        part.points = quota.map(|quota| portion(quota, part.cost, total));
    }
    Plan { schema: SchemaId::of::<Plan>(), shards: parts }
}

/// As much of the quota as the cost is of the total, rounded down, so that all together are no more than there is.
fn portion(quota: u64, cost: u64, total: u64) -> u64 {
    let portion = u128::from(quota) * u128::from(cost) / u128::from(total.max(1));
    u64::try_from(portion).unwrap_or(quota)
}
