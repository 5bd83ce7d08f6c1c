//! Every service under every fault: the honest status, never two posts, never one that nobody knows of, and the next run
//! finishes the job.

use serde_json::json;
use sparky_publisher::settle;
use sparky_schema::publication::{Status, TargetResult};
use sparky_testkit::{Meddling, Received, Response};

use crate::places::{Place, is_read, is_write, places, scene};
use crate::scene::{DAILY, Scene, one};

fn meddle(place: &Place, wrong: Wrong, which: fn(&Received) -> bool, times: usize) {
    let mut left = times;
    place.meddle(move |received| {
        if !which(received) || left == 0 {
            return None;
        }
        left -= 1;
        Some(wrong.meddling())
    });
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wrong {
    /// It is not taken, and this status comes back.
    Refused(u16),
    /// It is not taken, and a proxy says so.
    Down,
    /// It is not taken, and a page for people comes back.
    Page,
    /// It is not taken, and the connection breaks.
    ResetBefore,
    /// It is taken, and nothing, something else or half of the answer comes back.
    ResetAfter,
    EmptyAfter,
    PageAfter,
    DownAfter,
    Truncated,
    Malformed,
}

const REFUSALS: [u16; 8] = [401, 402, 403, 404, 410, 413, 422, 429];

impl Wrong {
    fn all() -> Vec<Self> {
        let refusals = REFUSALS.into_iter().map(Self::Refused);
        let others = [Self::Down, Self::Page, Self::ResetBefore, Self::ResetAfter, Self::EmptyAfter, Self::PageAfter];
        refusals.chain(others).chain([Self::DownAfter, Self::Truncated, Self::Malformed]).collect()
    }

    fn meddling(self) -> Meddling {
        let page = || Response::text(200, "<!doctype html><html><body>Welcome to the hotel</body></html>");
        match self {
            Self::Refused(429) => Meddling::Before(Response::text(429, "slow down").with("retry-after", "7")),
            Self::Refused(status) => {
                let said = json!({ "error": "no", "message": "no", "title": "no", "detail": "no", "status": status });
                Meddling::Before(Response::json(status, &said))
            }
            Self::Down => Meddling::Before(Response::text(500, "<html>oops</html>")),
            Self::Page => Meddling::Before(page()),
            Self::ResetBefore => Meddling::Before(Response::lost()),
            Self::ResetAfter => Meddling::After(Response::lost()),
            Self::EmptyAfter => Meddling::After(Response::text(200, "")),
            Self::PageAfter => Meddling::After(page()),
            Self::DownAfter => Meddling::After(Response::text(503, "<html>try later</html>")),
            Self::Truncated => Meddling::Truncated,
            Self::Malformed => Meddling::Malformed,
        }
    }
}

fn any(_: &Received) -> bool {
    true
}

async fn publish(scene: &Scene, place: &Place) -> TargetResult {
    scene.publish(&one((place.kind)())).await.targets.remove(0)
}

/// Runs again, with a person who settles what is uncertain by what is there, until nothing is left to do.
async fn finish(scene: &Scene, place: &Place, context: &str) {
    for _ in 0..4 {
        let result = publish(scene, place).await;
        let there = (place.copies)();
        assert!(there <= 1, "{context}: {there} posts");
        match result.status {
            Status::Unchanged => return assert_eq!(there, 1, "{context}: {result:?}"),
            Status::Published | Status::Updated => assert_eq!(there, 1, "{context}: {result:?}"),
            Status::Uncertain => drop(settle(&scene.ledger(), "docs", DAILY, there == 0)),
            _ => unreachable!("{context}: {result:?}"),
        }
    }
    unreachable!("{context}: it never ends");
}

#[tokio::test]
async fn a_write_that_fails_in_any_way_is_told_as_it_is_and_the_next_run_finishes_the_job() {
    for wrong in Wrong::all() {
        for place in places() {
            let scene = scene();
            let context = format!("{} {wrong:?}", place.name);
            meddle(&place, wrong, is_write, 1);
            let result = publish(&scene, &place).await;
            let there = (place.copies)();
            let error = result.error.clone().unwrap_or_default();
            match (wrong, result.status) {
                (Wrong::Refused(status), Status::Failed) => {
                    let word = match status {
                        402 => "402",
                        429 => "7",
                        _ => "",
                    };
                    assert!(error.contains(word) && there == 0, "{context}: {error}");
                    place.calm();
                    let next = publish(&scene, &place).await;
                    assert_eq!((next.status, (place.copies)()), (Status::Published, 1), "{context}: {next:?}");
                }
                (Wrong::Refused(_), _) => unreachable!("{context}: {result:?}"),
                // A webhook of one's own has said all it has to say with 200.
                (Wrong::Page, Status::Published) if place.name == "webhook" => continue,
                // One that says `published` must be right.
                (_, Status::Published) => assert_eq!(there, 1, "{context}"),
                // One that says `failed` says that nothing was sent.
                (_, Status::Failed) => assert_eq!(there, 0, "{context}: {error}"),
                (_, Status::Uncertain) => assert!(there <= 1 && !error.is_empty(), "{context}"),
                _ => unreachable!("{context}: {result:?}"),
            }
            place.calm();
            finish(&scene, &place, &context).await;
        }
    }
}

#[tokio::test]
async fn a_service_that_is_ill_altogether_gets_the_item_when_it_is_well_again() {
    let ill =
        [Wrong::Refused(401), Wrong::Refused(410), Wrong::Refused(429), Wrong::Down, Wrong::Page, Wrong::ResetBefore];
    for wrong in ill {
        for place in places() {
            let scene = scene();
            let context = format!("{} all {wrong:?}", place.name);
            meddle(&place, wrong, any, usize::MAX);
            for _ in 0..2 {
                let result = publish(&scene, &place).await;
                let told = matches!(result.status, Status::Failed | Status::Uncertain);
                // A webhook of one's own has said all it has to say with 200.
                let is_deaf = place.name == "webhook" && wrong == Wrong::Page;
                assert!(is_deaf || (told && result.error.is_some()), "{context}: {result:?}");
                if is_deaf {
                    break;
                }
            }
            place.calm();
            if place.name != "webhook" || wrong != Wrong::Page {
                finish(&scene, &place, &context).await;
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_looked_for_after_a_lost_answer_stays_uncertain() {
    // The look that follows the lost answer fails, and so does the next run's.
    for place in places() {
        let scene = scene();
        let context = format!("{} blind", place.name);
        let mut has_written = false;
        place.meddle(move |received| match (is_write(received), has_written) {
            (true, false) => {
                has_written = true;
                Some(Meddling::After(Response::lost()))
            }
            (_, true) if is_read(received) => Some(Meddling::Before(Response::text(503, "<html>"))),
            _ => None,
        });
        for _ in 0..2 {
            let result = publish(&scene, &place).await;
            assert_eq!(result.status, Status::Uncertain, "{context}: {result:?}");
            assert_eq!((place.copies)(), 1, "{context}");
        }
        place.calm();
        finish(&scene, &place, &context).await;
    }
}
