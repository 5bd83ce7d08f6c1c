//! A month of nights with faults, outages, a runner that does not come, one that dies, and an organization that changes.

use sparky_pipeline::{Filled, Outcome};
use sparky_schema::run::RunState;
use sparky_schema::window::Period;
use sparky_testkit::{Fault, Trouble, World};

use crate::house::House;

const NIGHTS: u32 = 30;

/// The world after so many days. Its past is always the same.
fn world(days: u32) -> World {
    let projects = if days < 12 { 2 } else { 3 };
    let mut world = World::generated(projects, 5, days, 11);
    if days >= 21 {
        world.rename("acme/project-0001", "acme/first");
    }
    world
}

/// The windows that a night has made whole, oldest first.
fn made((filled, last): &(Filled, Outcome)) -> Vec<&Outcome> {
    filled.made.iter().chain([last]).filter(|outcome| !outcome.incomplete()).collect()
}

#[test]
fn a_month_of_nights_has_no_hole_no_duplicate_and_no_wrong_number() {
    let house = House::new();
    // One request in twenty fails.
    house.github.plan(Fault::any(Trouble::bad_gateway()).nth(7).every(20));
    let mut whole = Vec::new();
    for days in 2..NIGHTS + 3 {
        house.dawn(days, &world(days));
        match days {
            // Nobody runs it.
            5 | 9 | 10 | 24 => continue,
            16 => house.night_that_dies(),
            // The limit is used up by others.
            13 | 14 => {
                house.github.limit_points(0);
                assert!(house.night().is_err(), "night {days}");
                house.github.limit_points(1_000_000);
            }
            _ => {
                let night = house.night().unwrap();
                for outcome in made(&night) {
                    let window = outcome.window.as_ref().unwrap();
                    let [known, fresh] = house.numbers(window);
                    assert_eq!(known, fresh, "{} as night {days} found it out", window.id);
                    whole.push(window.id.to_string());
                }
            }
        }
    }
    let history = house.data().history().entries(Period::Daily).unwrap();
    let complete = history.iter().filter(|run| run.state == RunState::Complete && !run.unfinished).count();
    assert_eq!((history.len(), complete), (31, 31), "{history:#?}");
    let (counts, _) = house.data().counts().before(house.yesterday().until, chrono_tz::UTC).unwrap();
    assert_eq!(counts.len(), 31, "what was counted is kept");
    let told = whole.len();
    whole.sort();
    whole.dedup();
    assert_eq!((whole.len(), told), (31, 31), "each window was made whole once: {whole:?}");
}
