//! Shards and plans: what is accepted, and what the refusal says.

use std::path::Path;

use sparky_schema::codec;
use sparky_schema::plan::Plan;
use sparky_schema::shard::Shard;

use crate::sample;

fn read(text: &str) -> Result<Plan, String> {
    codec::from_slice(Path::new("plan.json"), text.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn a_shard_is_one_of_those_that_there_are() {
    for (text, number, of) in [("1/1", 1, 1), ("2/4", 2, 4), ("10/10", 10, 10)] {
        let shard: Shard = text.parse().unwrap();
        assert_eq!((shard.number(), shard.of(), shard.is_last()), (number, of, number == of));
        assert_eq!((shard.to_string().as_str(), Shard::new(number, of)), (text, Some(shard)));
    }
    for text in ["", "1", "/", "0/1", "2/1", "1/0", "-1/2", "+1/2", "01/2", "1/2/3", " 1/2", "1/4294967296"] {
        let error = text.parse::<Shard>().unwrap_err().to_string();
        assert!(error.contains("such as 2/4"), "{text}: {error}");
    }
    assert_eq!((Shard::new(0, 3), Shard::new(4, 3)), (None, None));
}

#[test]
fn a_plan_knows_its_parts() {
    let plan = read(sample("plan")).unwrap();
    let part = plan.part(Shard::new(2, 2).unwrap()).unwrap();
    assert_eq!(part.repositories[0].name_with_owner.as_str(), "acme/docs-site");
    assert_eq!(plan.part(Shard::new(2, 3).unwrap()), None);
}

#[test]
fn a_plan_that_would_lose_or_double_a_repository_is_refused() {
    let good = sample("plan");
    for (old, new, message) in [
        ("\"2/2\"", "\"1/2\"", "the shard at place 2 is 1/2, expected 2/2"),
        ("\"2/2\"", "\"2/3\"", "the shard at place 2 is 2/3, expected 2/2"),
        ("\"id\": null", "\"id\": \"R_1\"", "the repository acme/docs-site is planned twice"),
        ("acme/docs-site", "ACME/Motor", "the repository ACME/Motor is planned twice"),
    ] {
        let fault = read(&good.replace(old, new)).unwrap_err();
        assert!(fault.contains(message) && fault.contains("(at `shards`)"), "{fault}");
        assert!(fault.starts_with("plan.json:30:"), "{fault}");
    }
    let fault = read("{\"schema\": \"sparky/plan/v1\", \"shards\": []}").unwrap_err();
    assert!(fault.contains("there is no shard"), "{fault}");
    // An old name is free for another repository.
    read(&good.replace("acme/docs-site", "acme/engine")).unwrap();
}
