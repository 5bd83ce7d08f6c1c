//! A collection that several jobs share is the one of a single job.

use sparky_collector::{Doors, NoProgress, ReadByJob, Share, Surveyed, collect_share, drop_old_names, merge, survey};
use sparky_git::Git;
use sparky_schema::SchemaId;
use sparky_schema::collection::Collection;
use sparky_schema::document::Input;
use sparky_schema::gap::GapReason;
use sparky_schema::plan::{Plan, PlannedRepository, PlannedShard};
use sparky_schema::shard::Shard;
use sparky_testkit::World;

use crate::hub::{Data, Hub, bytes, named};
use crate::scene::{week, whole};
use crate::worlds::small;

fn world() -> World {
    let mut world = small();
    world.repositories.extend(World::generated(2, 3, 5, 7).repositories);
    world
}

fn surveyed(hub: &Hub, data: &Data) -> Vec<Surveyed> {
    let (git, github) = (Git::default(), hub.client());
    let doors = Doors { git: &git, github: Some(&github), facts: &data.facts };
    hub.runtime.block_on(survey(&hub.config(&week()), doors)).unwrap()
}

/// Every second repository for each of two jobs.
fn plan(hub: &Hub, points: Option<u64>) -> Plan {
    let mut shards: Vec<PlannedShard> = (1..=2)
        .map(|number| PlannedShard { shard: Shard::new(number, 2).unwrap(), points, cost: 0, repositories: Vec::new() })
        .collect();
    for (Surveyed { name, asked, id, points }, number) in surveyed(hub, &Data::new()).into_iter().zip(0..) {
        let repository = PlannedRepository { name_with_owner: name, asked, id, cost: points };
        shards[number % 2].repositories.push(repository);
    }
    Plan { schema: SchemaId::of::<Plan>(), shards }
}

/// What the job `number` of a plan collects, and its folder.
fn job(hub: &Hub, plan: &Plan, number: u32) -> (Collection, Data) {
    let input = Input { path: "plan.json".to_owned(), sha256: "0".repeat(64) };
    let share = Share::of(plan, Shard::new(number, 2).unwrap(), input).unwrap();
    let (git, github, data) = (Git::default(), hub.client(), Data::new());
    let doors = Doors { git: &git, github: Some(&github), facts: &data.facts };
    let config = hub.config(&week());
    let collected = collect_share(&config, &share, doors, &NoProgress);
    (whole(&hub.runtime.block_on(collected).unwrap(), &data.facts).unwrap(), data)
}

#[test]
fn what_jobs_read_apart_is_together_what_one_reads() {
    let mut hub = Hub::new(world());
    hub.server.change(|world| world.rename("acme/lib", "acme/library"));
    hub.sources.push(named("acme/gone"));
    let (plan, ours) = (plan(&hub, None), Data::new());
    let mut read = ReadByJob::new();
    for number in [1, 2] {
        let (collection, theirs) = job(&hub, &plan, number);
        assert_eq!(collection.shard.unwrap().number(), number);
        assert!(!collection.repositories.is_empty());
        let of_job = collection.repositories.iter();
        let of_job: ReadByJob =
            of_job.map(|facts| (facts.id.clone().unwrap(), facts.name_with_owner.clone())).collect();
        assert!(merge(&ours.facts, &theirs.facts, &of_job).unwrap().is_empty());
        read.extend(of_job);
    }
    drop_old_names(&ours.facts, &read).unwrap();
    let before = hub.server.log().len();
    let joined = hub.collect_as(&hub.config(&week()), &ours).unwrap();
    assert_eq!(hub.server.log().len(), before + 1, "everything is known but whether it changed");
    assert_eq!(bytes(&joined), bytes(&hub.fresh(&week()).unwrap()));
}

#[test]
fn an_old_name_does_not_stay_beside_the_new_one() {
    let hub = Hub::new(world());
    hub.all(&week());
    hub.server.change(|world| world.rename("acme/lib", "acme/library"));
    let later = Hub { sources: vec![named("acme/library")], ..hub };
    let theirs = Data::new();
    let facts = crate::hub::only(later.collect_as(&later.config(&week()), &theirs).unwrap());
    let read: ReadByJob = [(facts.id.unwrap(), facts.name_with_owner)].into();
    merge(&later.data.facts, &theirs.facts, &read).unwrap();
    drop_old_names(&later.data.facts, &read).unwrap();
    let names: Vec<String> = later.data.facts.repositories().unwrap().iter().map(ToString::to_string).collect();
    assert!(names.contains(&"acme/library".to_owned()) && !names.contains(&"acme/lib".to_owned()), "{names:?}");
}

#[test]
fn what_is_known_costs_little_and_what_is_not_much() {
    let hub = Hub::new(small());
    let points = |data: &Data| surveyed(&hub, data).iter().map(|surveyed| surveyed.points).sum::<u64>();
    let before = points(&hub.data);
    hub.all(&week());
    assert_eq!(points(&hub.data), 2, "one for each");
    assert!(before > 40, "{before}");
}

#[test]
fn a_job_spends_no_more_than_its_points() {
    let hub = Hub::new(world());
    let plan = plan(&hub, Some(12));
    let ((collection, data), _, points) = hub.cost(|hub| job(hub, &plan, 1));
    assert!(points <= 12, "{points} points");
    assert!(collection.gaps.iter().any(|gap| gap.reason == GapReason::RateLimited), "{:?}", collection.gaps);
    let rest = hub.collect_as(&hub.config(&week()), &data).unwrap();
    assert_eq!(bytes(&rest), bytes(&hub.fresh(&week()).unwrap()));
}
