//! Which repositories a plan leaves to one of several jobs. Every job decides alike, so that none is lost or doubled.
//! It must not know how repositories are found or read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sparky_schema::document::Input;
use sparky_schema::ids::RepoName;
use sparky_schema::plan::Plan;
use sparky_schema::shard::Shard;

use crate::SourceSpec;
use crate::sources::Probed;

/// The share of one job in a collection.
#[derive(Debug, Clone)]
pub struct Share {
    pub(crate) shard: Shard,
    /// What it may spend; no bound when none.
    pub(crate) points: Option<u64>,
    /// The plan.
    pub(crate) plan: Input,
    by_id: BTreeMap<String, Shard>,
    by_name: BTreeMap<String, Shard>,
}

impl Share {
    /// The share that `plan` gives to `shard`; none when it has no such shard. `input` says where the plan lies.
    pub fn of(plan: &Plan, shard: Shard, input: Input) -> Option<Self> {
        let points = plan.part(shard)?.points;
        let (mut by_id, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        for part in &plan.shards {
            for repository in &part.repositories {
                let asked = repository.asked.as_ref().unwrap_or(&repository.name_with_owner);
                by_name.insert(key(asked), part.shard);
                by_id.extend(repository.id.clone().map(|id| (id, part.shard)));
            }
        }
        Some(Self { shard, points, plan: input, by_id, by_name })
    }

    /// Whether this job need ask what the repository is that the sources name so.
    pub(crate) fn asks(&self, name: &RepoName) -> bool {
        self.by_name.get(&key(name)).is_none_or(|shard| *shard == self.shard)
    }

    /// Leaves to other jobs what is not of this share.
    pub(crate) fn restrict(&self, sources: &[SourceSpec], clones: &mut Vec<&Path>, probed: &mut Vec<Probed>) {
        let names = sources.iter().filter_map(|source| match source {
            SourceSpec::Repository(name) => Some(key(name)),
            SourceSpec::Clone(_) | SourceSpec::Organization(_) => None,
        });
        let names: BTreeSet<String> = names.collect();
        clones.retain(|_| self.takes_the_rest());
        probed.retain(|(asked, probe)| {
            let id = probe.as_ref().ok().map(|probe| probe.id.as_str());
            self.takes(asked, id, names.contains(&key(asked)))
        });
    }

    /// Whether this job reads a repository. One that the sources name goes by that name, for only the jobs that ask
    /// for it know what it is; one of a list goes by its id, for its name may have come from another one.
    fn takes(&self, name: &RepoName, id: Option<&str>, is_named: bool) -> bool {
        let by_name = || self.by_name.get(&key(name)).copied();
        let by_id = || id.and_then(|id| self.by_id.get(id).copied());
        let home = if is_named { by_name().or_else(by_id) } else { by_id() };
        home.map_or(self.takes_the_rest(), |shard| shard == self.shard)
    }

    /// Whether this job reads what the plan does not know, and the clones of the machine.
    fn takes_the_rest(&self) -> bool {
        self.shard.is_last()
    }
}

fn key(name: &RepoName) -> String {
    name.as_str().to_lowercase()
}
