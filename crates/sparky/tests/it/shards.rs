//! A collection that several jobs share: planned, collected apart and joined, it is the collection of one job.

use std::path::Path;

use serde_json::Value;
use sparky_testkit::{FakeGitHub, TestClock, World, world};

use crate::scene::{Ran, Scene, bytes_below};

const WINDOW: [&str; 2] = ["--date", "2026-01-14"];
const COLLECTION: &str = "runs/weekly/2026-W03/collection.json";

/// A GitHub with an organization of repositories of different sizes and one that is named by its old name, and
/// folders to collect into.
pub(crate) struct Team {
    pub(crate) github: FakeGitHub,
    pub(crate) scene: Scene,
}

impl Team {
    pub(crate) fn new() -> Self {
        let mut world = world::sample();
        for (number, events) in (1..).zip([1, 9, 3, 5]) {
            let mut project = World::generated(1, events, 16, number).repositories.remove(0);
            project.name_with_owner = format!("acme/project-{number}");
            world.repositories.push(project);
        }
        let mut named = World::generated(1, 2, 16, 9).repositories.remove(0);
        named.name_with_owner = "octo/cat".to_owned();
        world.repositories.push(named);
        world.renames.insert("octo/kitten".to_owned(), "octo/cat".to_owned());
        // Its hour never ends while a test runs.
        let clock = TestClock::at("2100-01-01T00:00:00Z");
        Self { github: FakeGitHub::start(world, clock), scene: Scene::new(2) }
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, &[])
    }

    pub(crate) fn run_with(&self, words: &[&str], variables: &[(&str, &str)]) -> Ran {
        let address = self.github.graphql_url();
        let ours = [("GITHUB_TOKEN", "t"), ("GITHUB_GRAPHQL_URL", address.as_str())];
        self.scene.run_with(words, &[&ours[..], variables].concat())
    }

    /// Runs a command on the sources of the team.
    pub(crate) fn on_sources(&self, words: &[&str], data: &str) -> Ran {
        let sources = ["--org", "acme", "--repo", "octo/kitten", "--repo", "./project", "--data-dir", data];
        self.run(&[words, &sources].concat())
    }

    pub(crate) fn plan(&self, shards: u32) -> Value {
        let ran = self.on_sources(&["plan", "--shards", &shards.to_string()], "planning");
        assert_eq!((ran.code, ran.out.as_str()), (0, "plan.json\n"), "{}", ran.err);
        self.scene.json("plan.json")
    }

    pub(crate) fn collect(&self, data: &str) -> Ran {
        self.on_sources(&["collect", "weekly", WINDOW[0], WINDOW[1]], data)
    }

    pub(crate) fn collect_shard(&self, shard: &str, data: &str) -> Ran {
        let words = ["collect", "weekly", WINDOW[0], WINDOW[1], "--plan", "plan.json", "--shard", shard];
        self.on_sources(&words, data)
    }

    /// Collects every shard into a folder of its own.
    pub(crate) fn collect_shards(&self, shards: u32) -> Vec<String> {
        let collect = |number: u32| {
            let folder = format!("shard-{number}");
            let ran = self.collect_shard(&format!("{number}/{shards}"), &folder);
            assert_eq!(ran.code, 0, "{number}/{shards}: {}", ran.err);
            folder
        };
        (1..=shards).map(collect).collect()
    }

    pub(crate) fn merge(&self, folders: &[String], words: &[&str]) -> Ran {
        let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        self.run(&[&["merge"], &folders[..], words].concat())
    }

    /// Forgets what was collected.
    pub(crate) fn clear(&self, folders: &[String]) {
        for folder in folders.iter().map(String::as_str).chain(["data"]) {
            std::fs::remove_dir_all(self.scene.path(folder)).unwrap();
        }
    }

    /// What two data folders hold is the same byte by byte.
    pub(crate) fn same(&self, one: &str, other: &str) {
        assert_eq!(self.scene.read(&format!("{one}/{COLLECTION}")), self.scene.read(&format!("{other}/{COLLECTION}")));
        let facts = |folder: &str| below(&self.scene.path(&format!("{folder}/facts")));
        for (ours, theirs) in facts(one).iter().zip(&facts(other)) {
            assert_eq!(ours.0, theirs.0);
            assert!(ours.1 == theirs.1, "{} differs", ours.0);
        }
        assert_eq!(facts(one).len(), facts(other).len());
    }

    pub(crate) fn collection(&self, folder: &str) -> Value {
        self.scene.json(&format!("{folder}/{COLLECTION}"))
    }
}

fn below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = bytes_below(folder).into_iter();
    files.map(|(path, bytes)| (path.strip_prefix(folder).unwrap().display().to_string(), bytes)).collect()
}

/// The names of the repositories of a document's list.
pub(crate) fn names(list: &Value) -> Vec<String> {
    let entries = list.as_array().unwrap().iter();
    entries.map(|entry| entry["name_with_owner"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn any_number_of_shards_joined_is_the_collection_of_one_job() {
    let team = Team::new();
    assert_eq!(team.collect("whole").code, 0);
    assert_eq!(team.collection("whole")["repositories"].as_array().unwrap().len(), 8);
    for shards in [1, 2, 3, 5] {
        let plan = team.plan(shards);
        let mut planned: Vec<String> =
            plan["shards"].as_array().unwrap().iter().flat_map(|part| names(&part["repositories"])).collect();
        planned.sort();
        assert_eq!(planned.len(), 7, "a clone needs no plan: {planned:?}");
        let folders = team.collect_shards(shards);
        for (folder, part) in folders.iter().zip(plan["shards"].as_array().unwrap()) {
            let mut read = names(&team.collection(folder)["repositories"]);
            read.retain(|name| !name.starts_with("local/"));
            assert_eq!(read, names(&part["repositories"]), "{shards}");
        }
        let ran = team.merge(&folders, &["--plan", "plan.json"]);
        assert_eq!((ran.code, ran.out.trim()), (0, "data/runs/weekly/2026-W03/collection.json"), "{}", ran.err);
        team.same("data", "whole");
        let before = bytes_below(&team.scene.path("data"));
        assert_eq!(team.merge(&folders, &[]).code, 0);
        assert_eq!(bytes_below(&team.scene.path("data")), before);
        team.clear(&folders);
    }
}

#[test]
fn all_shards_find_the_same_latest_window() {
    let team = Team::new();
    let latest = ["collect", "weekly", "--date", "latest"];
    assert_eq!(team.on_sources(&latest, "whole").code, 0);
    let path = "runs/weekly/2026-W28/collection.json";
    team.plan(3);
    let folders = ["shard-1", "shard-2", "shard-3"].map(str::to_owned);
    for (folder, shard) in folders.iter().zip(["1/3", "2/3", "3/3"]) {
        let words = [&latest[..], &["--plan", "plan.json", "--shard", shard]].concat();
        assert_eq!(team.on_sources(&words, folder).code, 0);
        assert_eq!(team.scene.json(&format!("{folder}/{path}"))["shard"], shard);
    }
    assert_eq!(team.merge(&folders, &[]).code, 0);
    assert_eq!(team.scene.read(&format!("data/{path}")), team.scene.read(&format!("whole/{path}")));
}

#[test]
fn the_joined_facts_are_complete_and_the_next_stages_find_them() {
    let team = Team::new();
    team.plan(3);
    let folders = team.collect_shards(3);
    assert_eq!(team.merge(&folders, &[]).code, 0);
    let points: u64 = folders.iter().map(|folder| points(&team, folder)).sum();
    assert_eq!(points, self::points(&team, "data"));
    assert_eq!(team.run(&["analyze", "weekly", "--date", "latest"]).code, 0);
    let collection = team.collection("data");
    let asked = team.github.log().len();
    assert_eq!(team.collect("data").code, 0);
    assert_eq!(team.collection("data"), collection);
    let news: Vec<String> = team.github.log()[asked..].iter().map(|seen| seen.operation.clone()).collect();
    assert!(news.iter().all(|operation| ["Owner", "Probe"].contains(&operation.as_str())), "{news:?}");
}

fn points(team: &Team, folder: &str) -> u64 {
    team.scene.json(&format!("{folder}/runs/weekly/2026-W03/run.json"))["points"].as_u64().unwrap()
}

#[test]
fn a_plan_is_balanced_takes_few_requests_and_stays_the_same() {
    let team = Team::new();
    let plan = team.plan(3);
    let requests = team.github.log().len();
    assert!(requests <= 3, "{requests}");
    assert_eq!(team.plan(3), plan);
    let parts = plan["shards"].as_array().unwrap();
    let number = |value: &Value| value.as_u64().unwrap();
    let costs: Vec<u64> = parts.iter().map(|part| number(&part["cost"])).collect();
    let each = parts.iter().flat_map(|part| part["repositories"].as_array().unwrap());
    let largest = each.map(|repository| number(&repository["cost"])).max().unwrap();
    assert!(costs.iter().max().unwrap() - costs.iter().min().unwrap() <= largest, "{costs:?}");
    let total: u64 = costs.iter().sum();
    for part in parts {
        assert_eq!(number(&part["points"]), 5000 * number(&part["cost"]) / total);
    }
    assert_eq!(team.collect("planning").code, 0);
    let known = team.plan(3);
    let cost = |plan: &Value| plan["shards"].as_array().unwrap().iter().map(|part| number(&part["cost"])).sum::<u64>();
    assert!(cost(&known) < cost(&plan) / 2, "what is stored costs nothing: {} {}", cost(&known), cost(&plan));
}

#[test]
fn actions_get_a_matrix() {
    let team = Team::new();
    let output = team.scene.path("output");
    let variables = [("GITHUB_OUTPUT", output.to_str().unwrap())];
    let ran = team.run_with(&["plan", "--shards", "2", "--org", "acme", "--json", "--out", "p.json"], &variables);
    let matrix: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, matrix["include"].as_array().unwrap().len()), (0, 2), "{}", ran.err);
    assert_eq!(matrix["include"][1]["shard"], "2/2");
    assert_eq!(matrix["include"][1]["name"], "shard-2-of-2");
    let said = team.scene.read("output");
    let line = said.lines().find_map(|line| line.strip_prefix("matrix=")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(line).unwrap(), matrix);
    assert_eq!(team.run(&["validate", "p.json"]).code, 0);
}
