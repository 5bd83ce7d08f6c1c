//! GitHub.

use serde_json::{Value, json};
use sparky_collector::{Config, Error, Filter, NoProgress, SourceSpec, collect};
use sparky_git::Git;
use sparky_github::Error as ApiError;
use sparky_schema::codec;
use sparky_schema::collection::Collection;
use sparky_schema::gap::{GapReason, Kind, NoteKind};

use crate::scene::{config, latest, week};
use crate::server::{Reply, Server, not_found, page, repository, rest, whole};

const BEFORE: &str = "2026-06-20T10:00:00Z";
const IN: &str = "2026-07-08T10:00:00Z";
const LATER: &str = "2026-07-15T10:00:00Z";

fn named(name: &str) -> SourceSpec {
    SourceSpec::Repository(name.parse().unwrap())
}

fn read(server: &Server, config: &Config) -> Result<Collection, Error> {
    server.runtime.block_on(collect(config, &Git::default(), Some(&server.github), &NoProgress))
}

fn user(login: &str) -> Value {
    json!({ "__typename": "User", "login": login })
}

fn probe(name: &str) -> Value {
    json!({
        "nameWithOwner": name, "url": format!("https://github.com/{name}"), "isEmpty": false, "isArchived": false,
        "isPrivate": false, "pushedAt": IN,
        "defaultBranchRef": { "name": "main", "target": { "committedDate": BEFORE } },
        "latestPullRequest": { "nodes": [{ "updatedAt": IN }] }, "latestIssue": { "nodes": [] },
        "latestRelease": { "nodes": [{ "publishedAt": null }] },
    })
}

fn commit(digit: char, at: &str, user: Value) -> Value {
    json!({
        "oid": digit.to_string().repeat(40), "committedDate": at, "authoredDate": at,
        "message": "feat: it\n\nBecause.", "additions": 2, "deletions": 1, "changedFilesIfAvailable": 1,
        "author": { "name": "Ann", "email": "ann@example.com", "user": user }, "parents": { "nodes": [{ "oid": "f".repeat(40) }] },
    })
}

fn comment(id: &str, at: &str) -> Value {
    json!({ "id": id, "createdAt": at, "author": user("carol") })
}

fn review(id: &str, state: &str, at: Value, comments: Value) -> Value {
    json!({ "id": id, "state": state, "submittedAt": at, "author": user("rita"), "comments": comments })
}

fn pull(number: u64, updated: &str, changes: Value) -> Value {
    let mut pull = json!({
        "id": format!("P{number}"), "number": number, "title": format!("pull {number}"), "createdAt": IN,
        "updatedAt": updated, "mergedAt": null, "closedAt": null, "isDraft": false, "additions": 3, "deletions": 1,
        "changedFiles": 2, "baseRefName": "main", "author": user("ann"), "mergedBy": null,
        "labels": whole(&[json!({ "name": "bug" })]), "closingIssuesReferences": whole(&[]),
        "comments": whole(&[]), "reviews": whole(&[]),
    });
    pull.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    pull
}

fn issue(number: u64, changes: Value) -> Value {
    let mut issue = json!({
        "id": format!("I{number}"), "number": number, "title": "an issue", "createdAt": IN, "updatedAt": IN,
        "closedAt": null, "author": null, "labels": whole(&[]), "comments": whole(&[]),
    });
    issue.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    issue
}

/// A first page that says that there is more.
fn begun(all: &[Value]) -> Value {
    page(all, &json!({}), 1)
}

/// A small repository, told in pages of one.
fn world(operation: &str, variables: &Value) -> Reply {
    let review_comments = [comment("RC1", IN), comment("RC2", IN), comment("RC3", LATER)];
    let reviews = [
        review("R1", "COMMENTED", json!(BEFORE), whole(&[])),
        review("R2", "APPROVED", json!(IN), begun(&review_comments)),
        review("R3", "PENDING", Value::Null, whole(&[])),
        review("R4", "DISMISSED", json!(LATER), whole(&[])),
        review("R5", "CHANGES_REQUESTED", json!(IN), whole(&[])),
    ];
    let comments = [comment("C1", IN), comment("C2", IN), comment("C3", BEFORE)];
    let labels = [json!({ "name": "b" }), json!({ "name": "a" })];
    let closing =
        |repository: &str, number: u64| json!({ "number": number, "repository": { "nameWithOwner": repository } });
    let closes = [closing("o/r", 7), closing("else/where", 8)];
    let pulls = [
        pull(
            1,
            LATER,
            json!({ "mergedAt": LATER, "closedAt": LATER, "mergedBy": user("ann"), "reviews": begun(&reviews),
            "comments": begun(&comments), "labels": begun(&labels), "closingIssuesReferences": begun(&closes) }),
        ),
        pull(
            2,
            IN,
            json!({ "createdAt": BEFORE, "mergedAt": IN, "closedAt": IN, "mergedBy": user("bob"),
            "author": { "__typename": "Bot", "login": "dependabot" } }),
        ),
        pull(3, IN, json!({ "createdAt": BEFORE })),
        pull(4, LATER, json!({ "createdAt": LATER })),
    ];
    let issues = [
        issue(7, json!({ "closedAt": LATER, "comments": begun(&[comment("C8", IN), comment("C9", LATER)]) })),
        issue(9, json!({ "createdAt": BEFORE })),
    ];
    let release = |tag: &str, draft: bool, at: &str| {
        json!({ "id": tag, "tagName": tag, "name": null, "isDraft": draft, "isPrerelease": false, "publishedAt": at,
            "author": user("ann") })
    };
    let releases = [release("v2", false, IN), release("v3", true, IN), release("v1", false, BEFORE)];
    let until = "2026-07-13T00:00:00Z";
    let commits = [commit('a', IN, user("ann")), commit('b', until, Value::Null), commit('a', IN, user("ann"))];
    match operation {
        "Repository" => repository(probe("o/r")),
        "Commits" => {
            repository(json!({ "defaultBranchRef": { "target": { "history": page(&commits, variables, 1) } } }))
        }
        "PullRequests" => repository(json!({ "pullRequests": page(&pulls, variables, 1) })),
        "Issues" => repository(json!({ "issues": page(&issues, variables, 1) })),
        "Releases" => repository(json!({ "releases": page(&releases, variables, 1) })),
        "RestOfReviews" => rest(page(&reviews, variables, 1)),
        "RestOfReviewComments" => rest(page(&review_comments, variables, 1)),
        "RestOfLabels" => rest(page(&labels, variables, 1)),
        "RestOfClosingIssues" => rest(page(&closes, variables, 1)),
        "RestOfComments" if variables["id"] == "I7" => {
            rest(page(&[comment("C8", IN), comment("C9", LATER)], variables, 1))
        }
        "RestOfComments" => rest(page(&comments, variables, 1)),
        other => panic!("unexpected query {other}"),
    }
}

#[test]
fn everything_is_read_to_the_last_page_of_the_last_list_as_of_the_end_of_the_window() {
    let server = Server::new(|operation, variables, _| world(operation, variables));
    let collection = read(&server, &config(vec![named("o/r"), named("O/R")])).unwrap();
    assert_eq!((collection.repositories.len(), collection.gaps.len()), (1, 0));
    let facts = &collection.repositories[0];
    assert_eq!(facts.kinds, Kind::ALL[..7]);
    let records = &facts.records;
    assert_eq!(records.commits.len(), 1);
    assert_eq!(records.commits[0].author.login.as_ref().unwrap().as_str(), "ann");
    let pulls: Vec<_> = records.pull_requests.iter().map(|pull| (pull.number, pull.merged_at.is_some())).collect();
    assert_eq!(pulls, [(2, true), (1, false)]);
    let first = &records.pull_requests[1];
    assert_eq!((first.labels.as_slice(), first.closes.as_slice()), (&["a".to_owned(), "b".to_owned()][..], &[7][..]));
    assert_eq!((&first.merged_by, first.closed_at), (&None, None));
    assert!(records.pull_requests[0].author.as_ref().unwrap().bot);
    let reviews: Vec<_> = records.reviews.iter().map(|review| review.id.as_str()).collect();
    assert_eq!(reviews, ["R1", "R2", "R5"]);
    let ids = |list: &[sparky_schema::records::Comment]| list.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&records.review_comments), ["RC1", "RC2"]);
    assert_eq!(ids(&records.comments), ["C1", "C2", "C8"]);
    let issues: Vec<_> = records.issues.iter().map(|issue| (issue.number, issue.closed_at)).collect();
    assert_eq!(issues, [(7, None)]);
    assert_eq!(records.releases.iter().map(|release| release.tag.as_str()).collect::<Vec<_>>(), ["v2"]);
    let again = read(&server, &config(vec![named("o/r")])).unwrap();
    assert_eq!(codec::to_vec(&collection).unwrap(), codec::to_vec(&again).unwrap());
}

#[test]
fn what_moves_to_the_top_while_pages_are_read_is_neither_lost_nor_doubled() {
    let server = Server::new(|operation, variables, count| {
        if operation != "PullRequests" {
            return world(operation, variables);
        }
        let (one, two) = (pull(1, "2026-07-09T00:00:00Z", json!({})), pull(2, "2026-07-08T00:00:00Z", json!({})));
        let moved = pull(2, "2026-07-19T00:00:00Z", json!({ "title": "edited" }));
        // Before the second page is asked for, number 2 is updated and so moves in front of the cursor.
        let all = if count == 0 { vec![one, two] } else { vec![moved, one] };
        match (count, variables["after"].as_str()) {
            (1, Some(_)) => repository(json!({ "pullRequests": whole(&[]) })),
            _ => repository(json!({ "pullRequests": page(&all, variables, 1) })),
        }
    });
    let collection = read(&server, &config(vec![named("o/r")])).unwrap();
    let titles: Vec<_> = collection.repositories[0].records.pull_requests.iter().map(|p| p.title.as_str()).collect();
    assert_eq!(titles, ["pull 1", "edited"]);
    assert!(collection.gaps.is_empty());
}

#[test]
fn a_page_that_is_too_heavy_is_asked_for_in_smaller_pieces() {
    let server = Server::new(|operation, variables, _| match operation {
        "PullRequests" if variables["first"].as_u64().unwrap() > 10 => (502, json!({})),
        _ => world(operation, variables),
    });
    let collection = read(&server, &config(vec![named("o/r")])).unwrap();
    assert_eq!(collection.repositories[0].records.pull_requests.len(), 2);
    assert!(collection.gaps.is_empty());
    assert!(server.asked("PullRequests") > 10);
}

#[test]
fn a_kind_that_fails_or_comes_with_holes_is_a_gap_and_the_others_are_kept() {
    let server = Server::new(|operation, variables, _| match operation {
        "Releases" => (500, json!({})),
        "Issues" => {
            let list = json!({ "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": [null, issue(7, json!({}))] });
            let errors = json!([{ "type": "SERVICE_UNAVAILABLE", "message": "A part is missing." }]);
            (200, json!({ "data": { "repository": { "issues": list } }, "errors": errors }))
        }
        _ => world(operation, variables),
    });
    let collection = read(&server, &config(vec![named("o/r")])).unwrap();
    let gaps: Vec<_> = collection.gaps.iter().map(|gap| (gap.kinds.as_slice(), gap.reason)).collect();
    assert_eq!(
        gaps,
        [(&[Kind::Issues, Kind::Comments][..], GapReason::Partial), (&[Kind::Releases][..], GapReason::Unavailable)]
    );
    let facts = &collection.repositories[0];
    assert_eq!(facts.kinds, [Kind::Commits, Kind::PullRequests, Kind::Reviews, Kind::ReviewComments]);
    assert_eq!(facts.records.issues.len(), 1);
}

#[test]
fn a_repository_that_cannot_be_read_is_a_gap_beside_others_and_an_error_alone() {
    for (status, reason) in [(200, GapReason::NotFound), (403, GapReason::Forbidden), (451, GapReason::Blocked)] {
        let server = Server::new(move |operation, variables, _| match (variables["name"].as_str(), status) {
            (Some("bad"), 200) => not_found(),
            (Some("bad"), status) => (status, json!({ "message": "No." })),
            _ => world(operation, variables),
        });
        let collection = read(&server, &config(vec![named("o/bad"), named("o/r")])).unwrap();
        assert_eq!((collection.gaps[0].reason, collection.gaps.len()), (reason, 1));
        assert_eq!(collection.repositories.len(), 1);
        assert!(matches!(read(&server, &config(vec![named("o/bad")])), Err(Error::NothingReadable(_))));
    }
    let server = Server::new(|operation, variables, _| match operation {
        "Repository" => world(operation, variables),
        _ => (403, json!({ "message": "Resource not accessible." })),
    });
    assert!(matches!(read(&server, &config(vec![named("o/r")])), Err(Error::NothingReadable(gaps)) if gaps.len() == 1));
    let server = Server::new(|_, _, _| (401, json!({ "message": "Bad credentials" })));
    let error = read(&server, &config(vec![named("o/r")])).unwrap_err();
    assert!(matches!(error, Error::GitHub(ApiError::BadCredentials { .. })), "{error}");
    let alone = server.runtime.block_on(collect(&config(vec![named("o/r")]), &Git::default(), None, &NoProgress));
    assert!(matches!(alone, Err(Error::GitHub(ApiError::NoToken))));
}

#[test]
fn empty_renamed_and_archived_are_notes() {
    let server = Server::new(|operation, variables, _| match operation {
        "Repository" => {
            let mut probe = probe("o/new-name");
            probe["isEmpty"] = json!(true);
            probe["isArchived"] = json!(true);
            probe["defaultBranchRef"] = Value::Null;
            repository(probe)
        }
        "Commits" => repository(json!({ "defaultBranchRef": null })),
        "PullRequests" => repository(json!({ "pullRequests": whole(&[]) })),
        "Issues" => repository(json!({ "issues": whole(&[]) })),
        "Releases" => repository(json!({ "releases": whole(&[]) })),
        _ => world(operation, variables),
    });
    let collection = read(&server, &config(vec![named("o/old")])).unwrap();
    let facts = &collection.repositories[0];
    let notes: Vec<_> = facts.notes.iter().map(|note| note.kind).collect();
    assert_eq!(notes, [NoteKind::Empty, NoteKind::Renamed, NoteKind::Archived]);
    assert_eq!((facts.name_with_owner.as_str(), &facts.default_branch), ("o/new-name", &None));
    assert!(collection.gaps.is_empty());
}

fn organization(holes: bool) -> Server {
    let repository = |name: &str, archived: bool, fork: bool, private: bool| json!({ "nameWithOwner": format!("o/{name}"), "isArchived": archived, "isFork": fork, "isPrivate": private });
    let all = [
        repository("api", false, false, false),
        repository("old", true, false, false),
        repository("fork", false, true, false),
        repository("secret", false, false, true),
        repository("api-docs", false, false, false),
    ];
    Server::new(move |operation, variables, _| match operation {
        "Organization" if variables["login"] == "nobody" => (200, json!({ "data": { "repositoryOwner": null } })),
        "Organization" => {
            let errors = if holes { json!([{ "type": "FORBIDDEN", "message": "One is hidden." }]) } else { json!([]) };
            let list = page(&all, variables, 2);
            (200, json!({ "data": { "repositoryOwner": { "repositories": list } }, "errors": errors }))
        }
        "Repository" => crate::server::repository(probe(&format!("o/{}", variables["name"].as_str().unwrap()))),
        _ => world(operation, variables),
    })
}

#[test]
fn an_organization_is_filtered() {
    let server = organization(false);
    let names = |filter: Filter| -> Vec<String> {
        let config = Config { filter, ..config(vec![SourceSpec::Organization("o".to_owned())]) };
        let collection = read(&server, &config).unwrap();
        collection.repositories.iter().map(|facts| facts.name_with_owner.name().to_owned()).collect()
    };
    assert_eq!(names(Filter::default()), ["api", "api-docs"]);
    assert_eq!(names(Filter { exclude: vec!["*-do?s".to_owned()], ..Filter::default() }), ["api"]);
    assert_eq!(names(Filter { include: vec!["O/API-*".to_owned()], ..Filter::default() }), ["api-docs"]);
    let all = Filter { archived: true, forks: true, private: true, ..Filter::default() };
    assert_eq!(names(all), ["api", "api-docs", "fork", "old", "secret"]);
    let none = Config {
        filter: Filter { include: vec!["x".to_owned()], ..Filter::default() },
        ..config(vec![SourceSpec::Organization("o".to_owned())])
    };
    assert!(matches!(read(&server, &none), Err(Error::NoSources)));
    let error = read(&server, &config(vec![SourceSpec::Organization("nobody".to_owned())])).unwrap_err();
    assert!(error.to_string().contains("organization or user `nobody`"), "{error}");
    let collection = read(&organization(true), &config(vec![SourceSpec::Organization("o".to_owned())])).unwrap();
    assert_eq!((collection.gaps[0].reason, collection.repositories.len()), (GapReason::Partial, 2));
}

#[test]
fn the_latest_window_holds_the_newest_activity() {
    let server = Server::new(|operation, variables, _| match variables["name"].as_str() {
        Some("bad") => not_found(),
        _ => world(operation, variables),
    });
    let collection = read(&server, &latest(vec![named("o/bad"), named("o/r")], LATER)).unwrap();
    assert_eq!((collection.window, collection.gaps.len()), (week(), 1));
}

#[test]
fn every_query_is_valid_against_githubs_own_schema_and_says_what_it_costs() {
    for (operation, text) in sparky_collector::queries() {
        assert!(text.starts_with(&format!("query {operation}(")), "{operation}");
        assert_eq!(sparky_testkit::schema::validate(text), [""; 0], "{operation}");
        assert!(text.contains("rateLimit { cost }"), "{operation} does not say what it costs");
    }
}
