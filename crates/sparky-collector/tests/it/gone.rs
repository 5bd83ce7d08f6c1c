//! What was deleted inside of something that stays, or taken off it, goes from the facts with the next run.

use sparky_testkit::World;
use sparky_testkit::world::{Repository, at};

use crate::hub::{Hub, comparable, only};
use crate::scene::week;
use crate::worlds::{LONG, small};

const LATER: &str = "2026-07-13T07:00:00Z";

/// Collects, lets something happen an hour later, and collects again.
fn after(change: impl Fn(&mut Repository)) -> sparky_schema::collection::Records {
    let app: World = small();
    let hub = Hub { sources: vec![crate::hub::named("acme/app")], ..Hub::new(app) };
    hub.all(&week());
    hub.clock.advance(std::time::Duration::from_secs(7_200));
    hub.server.change(|world| {
        change(world.repository("acme/app"));
        for number in [1, 3, 90] {
            world.touch("acme/app", number, at(LATER));
        }
    });
    let known = hub.all(&week());
    assert_eq!(comparable(known.clone()), comparable(hub.fresh(&week()).unwrap()));
    only(known).records
}

#[test]
fn comments_and_reviews_that_were_deleted_are_gone() {
    let records = after(|found| {
        let pull = found.pull_request(1);
        pull.comments[2].deleted = true;
        pull.reviews[3].deleted = true;
        pull.reviews[LONG - 1].comments[4].deleted = true;
        found.issue(3).comments.iter_mut().for_each(|comment| comment.deleted = true);
        found.discussions.as_mut().unwrap()[0].comments.truncate(2);
    });
    assert_eq!((records.reviews.len(), records.review_comments.len()), (LONG - 1, LONG - 1));
    assert_eq!((records.comments.len(), records.discussions[0].comments.len()), (LONG - 1, 2));
}

#[test]
fn labels_assignees_and_states_that_were_taken_back_are_gone() {
    let records = after(|found| {
        let pull = found.pull_request(1);
        (pull.labels, pull.assignees, pull.milestone) = (Vec::new(), Vec::new(), None);
        (pull.closes, pull.title) = (Vec::new(), "Renamed".to_owned());
        found.issue(3).labels.truncate(1);
        found.releases.remove(0);
    });
    let pull = &records.pull_requests[0];
    assert_eq!((pull.labels.len(), pull.assignees.len(), pull.closes.len()), (0, 0, 0));
    assert_eq!((pull.milestone.as_deref(), pull.title.as_str()), (None, "Renamed"));
    assert_eq!((records.issues[0].labels.len(), records.releases.len()), (1, 1));
}
