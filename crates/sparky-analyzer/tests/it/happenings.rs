//! What happened, how it is described and in which order.

use serde_json::{Value, json};
use sparky_schema::analysis::{Analysis, Event, Happening, Outcome, TopicKind, Work};

use crate::world::{analyzed, commit, local_clone, on_github, pull_request, review};

const DAY: &str = "2026-07-08T12:00:00Z";

fn committed(extra: &Value) -> Happening {
    let commits = json!({"commits": [commit('1', DAY, &json!({"name": "Ann", "email_hash": "00aa"}), extra)]});
    analyzed(&[local_clone("acme/tool", &commits)]).happenings.remove(0)
}

fn work(subject: &str) -> Work {
    committed(&json!({"subject": subject})).work
}

fn detail(body: &str) -> String {
    committed(&json!({"body": body})).detail
}

fn events(analysis: &Analysis) -> Vec<Event> {
    analysis.happenings.iter().map(|happening| happening.event).collect()
}

#[test]
fn words_are_compared_whole() {
    assert_eq!(work("Prefix every line"), Work::Other);
    assert_eq!(work("Use the latest layout"), Work::Other);
    assert_eq!(work("Fix the crash"), Work::Fix);
    assert_eq!(work("feat(api)!: drop v1"), Work::Feature);
    assert_eq!(work("Bump serde from 1.0 to 1.1"), Work::Dependencies);
    assert_eq!(work("chore(deps): update all"), Work::Dependencies);
    assert_eq!(work("fix: CVE-2026-1234 in the parser"), Work::Security);
    assert_eq!(work("docs: explain the security model"), Work::Docs);
    assert_eq!(work("Add tests for the parser"), Work::Tests);
    assert_eq!(work("Note: this is no type"), Work::Other);
}

#[test]
fn a_conventional_title_gives_scope_and_breaking() {
    let happening = committed(&json!({"subject": "feat(api)!: drop v1"}));
    assert_eq!((happening.scope.as_deref(), happening.breaking), (Some("api"), true));
    assert_eq!(happening.title, "feat(api)!: drop v1");
    assert_eq!(happening.number, None);
}

#[test]
fn without_a_scope_the_area_with_most_lines_is_the_scope() {
    let files = json!([
        {"path": "crates/one/src/a.rs", "additions": 9, "deletions": 0},
        {"path": "docs/b.md", "additions": 5, "deletions": 1},
        {"path": "README.md", "additions": null, "deletions": null},
    ]);
    assert_eq!(committed(&json!({"files": files})).scope.as_deref(), Some("crates/one"));
}

#[test]
fn the_detail_is_the_first_sentence_of_prose() {
    assert_eq!(
        detail("The cache was too small, e.g. for trees.\nIt grows now."),
        "The cache was too small, e.g. for trees."
    );
    let code = "Calls `thread_local! { X. }` once. Then more.";
    assert_eq!(detail(code), "Calls `thread_local! { X. }` once.");
    assert_eq!(detail("The thread_local! macro is gone. Good."), "The thread_local! macro is gone.");
    assert_eq!(detail("It is fast! Good."), "It is fast!");
    assert_eq!(detail("A stray ` mark hides nothing. Good."), "A stray ` mark hides nothing.");
    assert_eq!(detail("- a list\n- of things\n\nThen prose. More."), "Then prose.");
    assert_eq!(detail("```\nlet x = 1;\n\nlet y = 2;\n```"), "");
    assert_eq!(detail("See https://example.org for more."), "");
    assert_eq!(detail("Reviewed-by: Ann Other"), "");
    assert_eq!(detail(&"word ".repeat(60)), "");
    assert_eq!(detail(""), "");
}

#[test]
fn merges_are_marked_and_make_a_topic_of_their_own_at_the_end() {
    let ann = json!({"name": "Ann"});
    let merge = commit('1', DAY, &ann, &json!({"parents": ["2".repeat(40), "3".repeat(40)]}));
    let plain = commit('4', DAY, &ann, &json!({}));
    let both = analyzed(&[local_clone("acme/tool", &json!({"commits": [merge, plain]}))]);
    let marked: Vec<bool> = both.happenings.iter().map(|happening| happening.merge).collect();
    assert_eq!(marked, [false, true]);
    let kinds: Vec<TopicKind> = both.topics.iter().map(|topic| topic.kind).collect();
    assert_eq!(kinds, [TopicKind::Work, TopicKind::Merges]);
}

#[test]
fn a_pull_request_opened_and_merged_appears_twice() {
    let merged = json!({"merged_at": "2026-07-08T15:00:00Z", "closed_at": "2026-07-08T15:00:00Z",
        "merged_by": {"login": "bob"}, "closes": [4], "title": "fix: it (#1)"});
    let records = json!({
        "pull_requests": [pull_request(1, "ann", DAY, &merged), pull_request(2, "ann", DAY, &json!({"draft": true}))],
        "reviews": [review("r", 1, &json!({"login": "cat"}), DAY), review("s", 1, &json!({"login": "robot", "bot": true}), DAY)],
    });
    let analysis = analyzed(&[on_github("acme/app", &records)]);
    assert_eq!(events(&analysis), [Event::Merged, Event::PullRequestOpened, Event::PullRequestOpened]);
    let merged = &analysis.happenings[0];
    assert_eq!(merged.open_for.as_deref(), Some("3 hours"));
    assert_eq!(merged.merged_by.as_ref().map(|person| person.name.as_str()), Some("bob"));
    assert_eq!(merged.with.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["cat"]);
    assert_eq!((merged.reviews, merged.comments, merged.closes.as_slice()), (Some(2), Some(0), &[4][..]));
    assert_eq!(merged.url.as_deref(), Some("https://github.com/acme/app/pull/1"));
    assert_eq!(analysis.happenings[1].outcome, Some(Outcome::Merged));
    assert_eq!(analysis.happenings[2].outcome, Some(Outcome::Draft));
}

#[test]
fn releases_lead_by_version_and_their_tags_are_safe_in_links() {
    let release = |tag: &str, prerelease: bool| json!({"tag": tag, "name": "", "author": null, "published_at": DAY, "prerelease": prerelease, "local_only": tag == "v0.0.1"});
    let releases = json!([
        release("v1.2.3", false),
        release("v2.0.0", false),
        release("v1.2.0", false),
        release("v3.0.0-rc.1", true),
        release("app@1#é/x", true),
        release("v0.0.1", true)
    ]);
    let analysis = analyzed(&[local_clone("acme/tool", &json!({"releases": releases}))]);
    let tags: Vec<&str> = analysis.happenings.iter().filter_map(|h| h.tag.as_deref()).collect();
    assert_eq!(tags[..3], ["v2.0.0", "v1.2.0", "v1.2.3"]);
    let link = |tag: &str| analysis.happenings.iter().find(|h| h.tag.as_deref() == Some(tag)).unwrap().url.clone();
    let expected = "https://github.com/acme/tool/releases/tag/app%401%23%C3%A9%2Fx";
    assert_eq!(link("app@1#é/x").as_deref(), Some(expected));
    assert_eq!(link("v0.0.1"), None, "the remote does not have it");
}

#[test]
fn updates_of_dependencies_by_bots_come_last() {
    let bot = json!({"author": {"login": "renovate", "bot": true}, "title": "Bump a from 1 to 2", "merged_at": DAY,
        "additions": 5000});
    let records = json!({"pull_requests": [
        pull_request(1, "renovate", "2026-07-01T00:00:00Z", &bot),
        pull_request(2, "ann", "2026-07-01T00:00:00Z", &json!({"closed_at": DAY, "additions": 1, "deletions": 0})),
    ]});
    let analysis = analyzed(&[on_github("acme/app", &records)]);
    assert_eq!(events(&analysis), [Event::PullRequestClosed, Event::Merged]);
}

#[test]
fn what_was_pushed_without_a_pull_request_is_told_and_what_one_brought_is_not_told_twice() {
    let ann = json!({"name": "Ann", "login": "ann"});
    let both = json!({"parents": ["0".repeat(40), "2".repeat(40)], "subject": "Merge branch 'work'"});
    let commits = [commit('1', DAY, &ann, &json!({})), commit('3', DAY, &ann, &both)];
    let listed = |pull_requests: &[Value]| {
        let records = json!({"commits": commits, "pull_requests": pull_requests});
        events(&analyzed(&[on_github("acme/tool", &records)]))
    };
    assert_eq!(listed(&[]), [Event::Committed], "the merge says nothing");
    assert_eq!(listed(&[pull_request(1, "ann", DAY, &json!({}))]), [Event::Committed, Event::PullRequestOpened]);
    let merged = json!({"merged_at": DAY, "merged_by": {"login": "ann"}, "closed_at": DAY});
    assert_eq!(listed(&[pull_request(1, "ann", "2026-07-01T12:00:00Z", &merged)]), [Event::Merged]);
    // Whether one brought them is not known.
    let mut unread = on_github("acme/tool", &json!({"commits": commits}));
    unread["kinds"] = json!(["commits", "issues"]);
    assert_eq!(events(&analyzed(&[unread])), []);
}
