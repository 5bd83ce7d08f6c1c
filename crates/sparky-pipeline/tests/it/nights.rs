//! A month of nights with faults, outages, a runner that does not come, one that dies, and an organization that changes.

use sparky_pipeline::{Filled, Outcome};
use sparky_schema::analysis::Analysis;
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

#[test]
fn a_window_that_was_whole_stays_whole_when_github_is_gone() {
    let house = House::new();
    house.dawn(3, &world(3));
    let (_, first) = house.night().unwrap();
    let window = first.window.unwrap();
    let analysis = || house.data().read::<Analysis>(&window).unwrap().0;
    let whole = analysis();
    // The next machine has the facts and the history, and no network.
    house.dawn(3, &world(3));
    house.clock.advance(std::time::Duration::from_secs(3_600));
    let gone = Fault::any(Trouble::bad_gateway()).nth(house.github.log().len() as u64 + 1).times(100_000);
    house.github.plan(gone);
    let (_, again) = house.night().unwrap();
    assert!(!again.incomplete() && !again.unread.is_empty(), "{:?}", again.gaps);
    assert!(again.warnings()[0].ends_with("What was completely read before is shown."), "{:?}", again.warnings());
    assert_eq!(analysis(), whole);
    let entry = house.data().history().entry(&window).unwrap();
    assert!(entry.collected_at.unwrap() < entry.started_at, "nothing was read the second time");
    // Of the next window nothing is known yet.
    house.dawn(4, &world(4));
    assert!(house.night().is_err());
    let entry = house.data().history().entry(&window).unwrap();
    assert_eq!(entry.state, RunState::Complete);
}

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// What goes wrong at one request in twenty.
fn misfortune(dice: &mut Dice) -> Trouble {
    let wait = std::time::Duration::from_secs(20);
    match dice.roll(9) {
        0 => Trouble::bad_gateway(),
        1 => Trouble::gateway_timeout(),
        2 => Trouble::html_page(),
        3 => Trouble::something_went_wrong(502),
        4 => Trouble::something_went_wrong(200),
        5 => Trouble::too_many_requests(wait),
        6 => Trouble::secondary_limit(wait),
        7 => Trouble::Reset,
        _ => Trouble::Truncated,
    }
}

#[test]
fn thirty_nights_of_misfortune_give_thirty_digests_each_published_once() {
    let (house, mut dice) = (House::new(), Dice(20_260_701));
    (1..3_000).filter(|_| dice.roll(20) == 0).collect::<Vec<u64>>().into_iter().for_each(|nth| {
        house.github.plan(Fault::any(misfortune(&mut dice)).nth(nth));
    });
    for days in 1..=NIGHTS {
        house.dawn(days, &world(days));
        let night = house.night().unwrap();
        assert!(night.0.made.is_empty() && !night.1.incomplete(), "night {days}: {:?}", night.1.warnings());
    }
    assert!(house.github.log().len() > 60, "there were requests to fail: {}", house.github.log().len());
    let history = house.data().history().entries(Period::Daily).unwrap();
    let days: Vec<String> = history.iter().map(|run| run.window.id.to_string()).collect();
    assert!(
        days.len() == 30 && history.iter().all(|run| run.state == RunState::Complete && !run.unfinished),
        "{days:?}"
    );
    let expected: Vec<String> = days.iter().map(|day| format!("daily/{day}.md")).collect();
    assert_eq!(house.published_on_the_site(), expected, "no hole and no duplicate");
    let pages = house.git("docs", &["ls-tree", "-r", "--name-only", "main", "updates/daily"]);
    assert_eq!(pages.lines().filter(|page| page.ends_with(".md")).count(), 30, "{pages}");
    // Each page came with one commit and was not touched again.
    for page in pages.lines() {
        assert_eq!(house.git("docs", &["log", "--format=%h", "main", "--", page]).lines().count(), 1, "{page}");
    }
}
