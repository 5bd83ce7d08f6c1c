//! What is read night by night is what one reading would have found: whatever happens to a world between collections,
//! a long-lived data folder and a new one show the same.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use proptest::sample::Index;
use sparky_schema::window::{Period, Window};
use sparky_testkit::World;

use crate::edits::{Edit, apply};
use crate::hub::{Hub, comparable};

/// Something happens, time goes by, and a window is collected.
#[derive(Debug, Clone)]
struct Step {
    edits: Vec<(Edit, Index)>,
    hours: i64,
    period: Period,
    days_ago: i64,
}

fn step() -> impl Strategy<Value = Step> {
    let edits = prop::collection::vec((prop::sample::select(Edit::ALL.as_slice()), any::<Index>()), 0..6);
    let period = prop_oneof![3 => Just(Period::Daily), 1 => Just(Period::Weekly)];
    // Mostly the night after; sometimes a window of long ago, sometimes twice on one day, sometimes after a long pause.
    let hours = prop_oneof![4 => Just(24i64), 1 => Just(0i64), 1 => 1..12i64, 1 => 100..400i64];
    let days_ago = prop_oneof![4 => Just(1i64), 1 => Just(0i64), 2 => 2..30i64];
    (edits, hours, period, days_ago).prop_map(|(edits, hours, period, days_ago)| Step {
        edits,
        hours,
        period,
        days_ago,
    })
}

fn pass_time(hub: &Hub, step: &Step) {
    let (begin, parts) = (hub.clock.now(), i32::try_from(step.edits.len() + 1).unwrap());
    hub.clock.advance(TimeDelta::hours(step.hours).to_std().unwrap());
    let spent = hub.clock.now() - begin;
    for ((edit, pick), number) in step.edits.iter().zip(1..) {
        // GitHub's times are whole seconds.
        let at: DateTime<Utc> = DateTime::from_timestamp_secs((begin + spent / parts * number).timestamp()).unwrap();
        hub.server.change(|world| apply(world, *edit, pick, at));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_long_lived_folder_and_a_new_one_show_the_same(seed in 0..1000u64, steps in prop::collection::vec(step(), 2..6)) {
        let hub = Hub::at("2026-01-19T03:00:00Z", World::generated(2, 5, 18, seed));
        for (number, step) in steps.iter().enumerate() {
            pass_time(&hub, step);
            let date = hub.clock.now() - TimeDelta::days(step.days_ago);
            let window = Window::containing(step.period, date.date_naive(), Tz::UTC).unwrap();
            let known = comparable(hub.all(&window));
            let fresh = comparable(hub.fresh(&window).unwrap());
            prop_assert!(known == fresh, "{}", difference(&known, &fresh, number, step));
        }
    }
}

/// The lines that only one of them has.
fn difference(known: &str, fresh: &str, number: usize, step: &Step) -> String {
    let lines = |a: &str, b: &str| {
        let others: std::collections::BTreeSet<&str> = b.lines().collect();
        a.lines().filter(|line| !others.contains(line)).take(12).collect::<Vec<_>>().join("\n")
    };
    format!("step {number} {step:?}\nonly known:\n{}\nonly fresh:\n{}", lines(known, fresh), lines(fresh, known))
}
