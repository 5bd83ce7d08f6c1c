//! Reactions to single comments of every sort.

use sparky_schema::collection::Collection;
use sparky_schema::records::Reactions;
use sparky_testkit::World;
use sparky_testkit::world::{Comment, Commit, Discussion, DiscussionComment, Issue, PullRequest, Repository, Review};

use crate::hub::{Hub, only};
use crate::scene::week;

fn liked(name: &str, count: u64) -> Comment {
    let comment = Comment::new("ken", "2026-07-08T11:00:00Z", name);
    Comment { reactions: [("HEART".to_owned(), count), ("EYES".to_owned(), 0)].into(), ..comment }
}

fn hub() -> Hub {
    let mut found = Repository::new("acme/app");
    found.push(Commit::new("ada", "2026-07-07T10:00:00Z", "Work"));
    let mut pull = PullRequest::new(1, "ada", "2026-07-08T10:00:00Z", "Change");
    pull.comments = vec![liked("on a pull request", 2), liked("without", 0)];
    pull.reviews = vec![Review {
        comments: vec![liked("on a diff", 3)],
        ..Review::new("ben", "COMMENTED", "2026-07-08T11:00:00Z")
    }];
    let mut issue = Issue::new(2, "ada", "2026-07-08T10:00:00Z", "Fault");
    // More than fit on the first page of comments.
    issue.comments = (0..130).map(|number| liked("on an issue", number % 2)).collect();
    let said = DiscussionComment { said: liked("in a discussion", 4), replies: vec![liked("an answer", 5)] };
    let talk = Discussion::new(3, "ada", "2026-07-08T10:00:00Z", "Talk");
    found.discussions = Some(vec![Discussion { comments: vec![said], ..talk }]);
    (found.pull_requests, found.issues) = (vec![pull], vec![issue]);
    Hub::new(World::of([found]))
}

/// The reactions of all comments, sorted.
fn reactions(collection: Collection) -> Vec<Reactions> {
    let records = only(collection).records;
    let talk = records.discussions.into_iter().flat_map(|discussion| discussion.comments);
    let comments = records.comments.into_iter().chain(records.review_comments).chain(talk);
    let mut reactions: Vec<Reactions> = comments.map(|comment| comment.reactions).collect();
    reactions.sort();
    reactions
}

#[test]
fn every_sort_of_comment_has_its_reactions() {
    let hub = hub();
    let hearts = |count| Reactions::from([("heart".to_owned(), count)]);
    let mut expected = vec![Reactions::new(); 66];
    expected.extend(vec![hearts(1); 65]);
    expected.extend((2..=5).map(hearts));
    assert_eq!(reactions(hub.all(&week())), expected);
    let log = hub.server.log();
    let asked = log.iter().flat_map(|seen| seen.query.lines()).filter(|line| line.contains("on Reactable"));
    let ids: usize = asked.map(|line| line.matches("_R_0_").count()).sum();
    assert_eq!(ids, 69, "only comments with reactions are asked for again");
}

#[test]
fn a_comment_without_reactions_costs_no_question() {
    let hub = hub();
    hub.server.change(|world| {
        let found = world.repository("acme/app");
        found.issues.clear();
        found.discussions = None;
        found.pull_requests.iter_mut().for_each(|pull| {
            pull.reviews.clear();
            pull.comments.iter_mut().for_each(|comment| comment.reactions.clear());
        });
    });
    assert_eq!(reactions(hub.all(&week())), [Reactions::new(), Reactions::new()]);
    assert!(hub.server.log().iter().all(|seen| !seen.query.contains("on Reactable")));
}
