//! The collections of several jobs as one: the document that one job would have written. What a missing job left out
//! is a gap. It must not know where documents lie.

use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::SchemaId;
use sparky_schema::collection::{Collection, RepositoryFacts};
use sparky_schema::gap::{Gap, GapReason};
use sparky_schema::plan::Plan;
use sparky_schema::shard::Shard;

/// Joins the parts of one window; none when there are none.
pub(crate) fn join(parts: Vec<Collection>, plan: Option<&Plan>) -> Option<Collection> {
    let (window, since) = parts.first().map(|part| (part.window.clone(), part.since))?;
    let mut gaps = missing(&parts, plan);
    let mut repositories: BTreeMap<String, RepositoryFacts> = BTreeMap::new();
    for part in parts {
        gaps.extend(part.gaps);
        for facts in part.repositories {
            let key = facts.name_with_owner.as_str().to_lowercase();
            // The same repository twice: who knows more is right.
            if repositories.get(&key).is_none_or(|known| known.kinds.len() < facts.kinds.len()) {
                repositories.insert(key, facts);
            }
        }
    }
    gaps.sort_by(|a, b| (&a.repository, &a.kinds, &a.message).cmp(&(&b.repository, &b.kinds, &b.message)));
    gaps.dedup();
    let schema = SchemaId::of::<Collection>();
    let repositories = repositories.into_values().collect();
    Some(Collection { schema, inputs: Vec::new(), shard: None, window, since, repositories, gaps })
}

/// What the shards that are not there would have read.
fn missing(parts: &[Collection], plan: Option<&Plan>) -> Vec<Gap> {
    let present: BTreeSet<Shard> = parts.iter().filter_map(|part| part.shard).collect();
    if present.is_empty() {
        return Vec::new();
    }
    let planned = plan.and_then(|plan| plan.shards.last()).map(|part| part.shard);
    let counts: BTreeSet<u32> = present.iter().chain(&planned).map(|shard| shard.of()).collect();
    let all = counts.into_iter().flat_map(|of| (1..=of).filter_map(move |number| Shard::new(number, of)));
    all.filter(|shard| !present.contains(shard)).flat_map(|shard| gaps(shard, plan)).collect()
}

fn gaps(shard: Shard, plan: Option<&Plan>) -> Vec<Gap> {
    let part = plan.and_then(|plan| plan.part(shard));
    let repositories = part.map(|part| part.repositories.as_slice()).unwrap_or_default();
    let named = repositories.iter().map(|repository| {
        let asked = repository.asked.as_ref().unwrap_or(&repository.name_with_owner);
        gap(asked.clone(), format!("It is in shard {shard}, which has no result."))
    });
    let named: Vec<Gap> = named.collect();
    // A shard that has nothing to read lacks nothing, but for the last one, which also takes what is new.
    if !named.is_empty() || (part.is_some() && !shard.is_last()) {
        return named;
    }
    // A gap wants a repository; a shard has none, so it gets one that cannot be.
    let place = format!("shard/{}-of-{}", shard.number(), shard.of()).parse().ok();
    place.map(|place| gap(place, format!("Shard {shard} has no result."))).into_iter().collect()
}

fn gap(repository: sparky_schema::RepoName, message: String) -> Gap {
    let hint = "Collect that shard again, and merge the folders of all shards.".to_owned();
    Gap { repository, kinds: Vec::new(), reason: GapReason::Unavailable, message, hint }
}
