//! What happens between the plan and the merge: repositories come and go, jobs fail, points run out, words are wrong.

use serde_json::Value;
use sparky_testkit::World;

use crate::scene::{Ran, Scene};
use crate::shards::{Team, names};

fn copy(scene: &Scene, from: &str, to: &str) {
    let words = ["-r", scene.path(from).to_str().unwrap(), scene.path(to).to_str().unwrap()].map(str::to_owned);
    assert!(std::process::Command::new("cp").args(words).status().unwrap().success());
}

fn created(world: &mut World, name: &str) {
    let mut project = World::generated(1, 4, 16, 77).repositories.remove(0);
    project.name_with_owner = name.to_owned();
    world.repositories.push(project);
}

#[test]
fn repositories_that_come_go_and_move_after_the_plan_are_neither_lost_nor_doubled() {
    for shards in [2, 3, 5] {
        let team = Team::new();
        let plan = team.plan(shards);
        team.github.change(|world| {
            created(world, "acme/brand-new");
            world.rename("acme/project-2", "acme/second");
            world.rename("octo/cat", "octo/tiger");
            world.renames.insert("octo/kitten".to_owned(), "octo/tiger".to_owned());
            world.repository("acme/project-4").hidden = true;
        });
        assert_eq!(team.collect("whole").code, 0);
        let folders = team.collect_shards(shards);
        let last = names(&team.collection(folders.last().unwrap())["repositories"]);
        assert!(last.contains(&"acme/brand-new".to_owned()), "{last:?}");
        for (part, folder) in plan["shards"].as_array().unwrap().iter().zip(&folders) {
            let is_planned = names(&part["repositories"]).contains(&"acme/project-2".to_owned());
            let read = names(&team.collection(folder)["repositories"]);
            assert_eq!(read.contains(&"acme/second".to_owned()), is_planned, "a new name is no new repository");
        }
        let ran = team.merge(&folders, &["--plan", "plan.json"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        team.same("data", "whole");
    }
}

#[test]
fn jobs_that_begin_with_a_copy_of_yesterday_bring_back_only_what_they_read() {
    let team = Team::new();
    let words = ["collect", "weekly", "--date", "2026-01-07"];
    assert_eq!(team.on_sources(&words, "yesterday").code, 0);
    team.plan(3);
    team.github.change(|world| {
        // Another repository takes the name of one that has moved.
        world.rename("acme/project-1", "acme/first");
        world.renames.remove("acme/project-1");
        created(world, "acme/project-1");
        world.rename("acme/project-2", "acme/second");
        world.rename("acme/docs-site", "acme/Docs-Site");
        world.repository("acme/project-3").stars = 1000;
        world.touch("acme/engine", 1, "2026-07-20T00:00:00Z".parse().unwrap());
    });
    for folder in ["whole", "data", "shard-1", "shard-2", "shard-3"] {
        copy(&team.scene, "yesterday", folder);
    }
    assert_eq!(team.collect("whole").code, 0);
    let folders = team.collect_shards(3);
    assert_eq!(team.merge(&folders, &[]).code, 0);
    team.same("data", "whole");
    std::fs::remove_dir_all(team.scene.path("data")).unwrap();
    let backwards: Vec<String> = folders.into_iter().rev().collect();
    assert_eq!(team.merge(&backwards, &[]).code, 0);
    team.same("data", "whole");
}

fn missing(team: &Team) -> Vec<String> {
    let collection = team.collection("data");
    let gaps = collection["gaps"].as_array().unwrap().iter();
    gaps.map(|gap| gap["repository"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_missing_shard_is_named_and_merged_when_it_comes() {
    let team = Team::new();
    let plan = team.plan(3);
    assert_eq!(team.collect("whole").code, 0);
    let folders = team.collect_shards(3);
    std::fs::rename(team.scene.path("shard-2"), team.scene.path("late")).unwrap();
    let mut lost: Vec<String> = names(&plan["shards"][1]["repositories"]);
    lost.iter_mut().for_each(|name| *name = name.replace("octo/cat", "octo/kitten"));
    let ran = team.merge(&folders, &["--plan", "plan.json"]);
    assert_eq!((ran.code, missing(&team)), (3, lost.clone()), "{}", ran.err);
    assert!(ran.err.contains("shard-2 is not there"), "{}", ran.err);
    assert!(lost.iter().all(|name| ran.err.contains(&format!("{name}: It is in shard 2/3"))), "{}", ran.err);
    // Nobody said that there should be a folder, and there is no plan: the others know that they are three.
    let others = [folders[0].clone(), folders[2].clone()];
    let ran = team.merge(&others, &["--json"]);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (ran.code, &said["incomplete"], missing(&team)),
        (3, &Value::Bool(true), vec!["shard/2-of-3".to_owned()])
    );
    assert_eq!(team.run(&["analyze", "weekly", "--date", "latest"]).code, 3);
    std::fs::rename(team.scene.path("late"), team.scene.path("shard-2")).unwrap();
    assert_eq!(team.merge(&folders, &["--plan", "plan.json"]).code, 0);
    team.same("data", "whole");
}

#[test]
fn gaps_of_shards_are_joined() {
    let team = Team::new();
    team.github.change(|world| {
        world.repository("acme/project-2").forbidden = true;
        world.repository("octo/cat").blocked = true;
    });
    team.plan(3);
    assert_eq!(team.collect("whole").code, 3);
    let folders: Vec<String> = (1..=3).map(|number| format!("shard-{number}")).collect();
    let codes = folders.iter().zip(1..).map(|(folder, number)| team.collect_shard(&format!("{number}/3"), folder).code);
    assert!(codes.collect::<Vec<_>>().contains(&3));
    assert_eq!(team.merge(&folders, &["--plan", "plan.json"]).code, 3);
    team.same("data", "whole");
}

#[test]
fn a_shard_spends_no_more_than_its_share() {
    for limit in [12, 30, 60, 5000] {
        let team = Team::new();
        team.github.limit_points(limit);
        let plan = team.plan(2);
        for (part, number) in plan["shards"].as_array().unwrap().iter().zip(1..) {
            let (before, share) = (team.github.log().len(), part["points"].as_u64().unwrap());
            // The hour is fresh for each shard: what it is not given, it must not take.
            team.github.limit_points(1_000_000);
            let ran = team.collect_shard(&format!("{number}/2"), &format!("shard-{number}"));
            let spent: u64 = team.github.log()[before..].iter().map(|seen| seen.cost).sum();
            assert!(spent <= share, "{limit}: {spent} of {share}");
            assert_eq!(ran.code == 0, limit == 5000, "{limit}: {}", ran.err);
            assert!(limit == 5000 || ran.err.contains(&format!("{share} points")), "{}", ran.err);
        }
    }
}

fn fails(ran: &Ran, words: &[&str]) {
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(words.iter().all(|word| ran.err.contains(word)), "{words:?}: {}", ran.err);
}

#[test]
fn wrong_words_and_plans_are_named_by_line_and_key() {
    let team = Team::new();
    team.plan(3);
    let good = team.scene.read("plan.json");
    fails(&team.collect_shard("0/3", "x"), &["0/3", "from 1 to N"]);
    fails(&team.collect_shard("4/3", "x"), &["4/3"]);
    fails(&team.collect_shard("1/2", "x"), &["plan.json", "`shards`", "3 shards"]);
    fails(&team.on_sources(&["collect", "weekly", "--shard", "1/3"], "x"), &["--plan"]);
    fails(&team.on_sources(&["collect", "weekly", "--plan", "plan.json"], "x"), &["--shard"]);
    fails(&team.on_sources(&["plan", "--shards", "0"], "x"), &["--shards"]);
    fails(&team.run(&["plan", "--shards", "2"]), &["nothing to collect"]);
    for (old, new, words) in [
        ("\"cost\": ", "\"cost\": -", ["plan.json:7:", "shards[0].cost"]),
        ("\"2/3\"", "\"3/3\"", ["plan.json:", "`shards`"]),
        ("acme/docs-site", "acme/project-2", ["planned twice", "`shards`"]),
        ("plan/v1", "plan/v2", ["newer", "plan.json"]),
        ("{\n", "", ["plan.json:1:", ""]),
    ] {
        team.scene.write("plan.json", &good.replacen(old, new, 1));
        fails(&team.collect_shard("1/3", "x"), &words);
        fails(&team.run(&["merge", "x", "--plan", "plan.json"]), &words);
    }
    fails(&team.run(&["merge", "x", "--plan", "none.json"]), &["none.json"]);
    assert!(!team.scene.path("x").exists());
    assert_eq!(team.run(&["merge", "nowhere"]).code, 1);
    std::fs::create_dir(team.scene.path("photos")).unwrap();
    team.scene.write("photos/cat.png", "meow");
    assert_eq!(team.run(&["merge", "photos"]).code, 1);
}

#[test]
fn shards_of_different_plans_do_not_go_together() {
    let team = Team::new();
    team.plan(2);
    let folders = team.collect_shards(2);
    team.github.change(|world| created(world, "acme/brand-new"));
    team.plan(2);
    fails(&team.merge(&folders, &["--plan", "plan.json"]), &["plan.json"]);
    assert_eq!(team.collect_shard("1/2", "shard-1").code, 0);
    fails(&team.merge(&folders, &[]), &["another plan"]);
}

#[test]
fn a_job_that_names_no_source_reads_what_the_plan_holds() {
    let team = Team::new();
    let sources = ["--repo", "acme/project-1", "--repo", "octo/kitten"];
    assert_eq!(team.run(&[&["plan", "--shards", "2"], &sources[..]].concat()).code, 0);
    let collect = ["collect", "weekly", "--date", "2026-01-14"];
    for (shard, folder) in [("1/2", "first"), ("2/2", "second")] {
        let words = ["--plan", "plan.json", "--shard", shard, "--data-dir", folder];
        // In Actions the plan, not the repository of the workflow, says what is read.
        let ran = team.run_with(&[&collect[..], &words].concat(), &[("GITHUB_REPOSITORY", "octo/ops")]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert_eq!(team.run(&["merge", "first", "second", "--plan", "plan.json", "--data-dir", "joined"]).code, 0);
    assert_eq!(team.run(&[&collect[..], &sources, &["--data-dir", "one"]].concat()).code, 0);
    let collection = |data: &str| team.scene.json(&format!("{data}/runs/weekly/2026-W03/collection.json"));
    assert_eq!(collection("joined")["repositories"], collection("one")["repositories"]);
    let gone = team.run(&[&collect[..], &["--plan", "gone.json", "--shard", "1/2"]].concat());
    assert_eq!((gone.code, gone.err.matches("No such file").count()), (2, 1), "a cause is said once: {}", gone.err);
}
