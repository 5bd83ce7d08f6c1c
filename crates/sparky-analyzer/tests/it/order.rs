//! The order of records, and records that come twice, change no byte.

use proptest::prelude::*;
use serde_json::json;
use sparky_analyzer::{Config, add_insights, analyze};
use sparky_schema::codec::to_vec;
use sparky_schema::collection::Collection;

use crate::world::input;

fn mixed() -> Collection {
    serde_json::from_str(include_str!("../golden/mixed/collection.json")).unwrap()
}

fn bytes(collection: &Collection) -> Vec<u8> {
    let mut analysis = analyze(collection, input(), &Config::default());
    add_insights(collection, &mut analysis, &[], 50);
    to_vec(&analysis).unwrap()
}

/// Puts a list in an order that `seed` decides and repeats some of it.
fn shuffle<T: Clone>(list: &mut Vec<T>, seed: u64, repeat: bool) {
    let mut state = seed | 1;
    for last in (1..list.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(last, (state >> 33) as usize % (last + 1));
    }
    if repeat {
        list.extend(list.clone().into_iter().step_by(2));
    }
}

proptest! {
    #[test]
    fn order_and_repetition_do_not_matter(seed: u64, repeat: bool) {
        let mut shuffled = mixed();
        for repository in &mut shuffled.repositories {
            let records = &mut repository.records;
            shuffle(&mut records.commits, seed, repeat);
            shuffle(&mut records.pull_requests, seed, repeat);
            shuffle(&mut records.issues, seed, repeat);
            shuffle(&mut records.reviews, seed, repeat);
            shuffle(&mut records.comments, seed, repeat);
            shuffle(&mut records.review_comments, seed, repeat);
            shuffle(&mut records.releases, seed, repeat);
        }
        shuffle(&mut shuffled.repositories, seed, false);
        prop_assert!(bytes(&shuffled) == bytes(&mixed()));
    }
}

#[test]
fn versions_of_one_record_that_differ_give_one_answer() {
    let mut one = mixed();
    let issues = &mut one.repositories[0].records.issues;
    let mut other = issues[0].clone();
    other.title = "A later title".to_owned();
    issues.push(other);
    let mut two = one.clone();
    two.repositories[0].records.issues.reverse();
    assert!(bytes(&one) == bytes(&two));
    let opened = json!(one.repositories[0].records.issues.len());
    assert_ne!(json!(analyze(&one, input(), &Config::default()).totals.issues_opened), opened);
}
