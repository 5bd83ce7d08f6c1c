//! A docs repository through GitHub's API, with and without a review.

use serde_json::{Value, json};
use sparky_publisher::{Config, GitHubKind, Rendered};
use sparky_schema::content::ItemKind;
use sparky_schema::page::Profile;
use sparky_schema::publication::{Status, TargetResult};
use sparky_testkit::Response;

use super::forge::{Answer, Forge};
use crate::pages::{day, indexed};
use crate::scene::{Bare, DAILY, Scene, one, statuses};

const FILE: &str = "content/updates/daily/2026-07-08.md";
const BRANCH: &str = "sparky/docs/2026-07-08";

fn kind(forge: &Forge, review: bool) -> GitHubKind {
    let (github, repo, path) = (forge.client(), "octo/docs".to_owned(), "content/updates".to_owned());
    GitHubKind::Docs { github, repo, branch: None, path, review }
}

fn set_up() -> (Scene, Forge, Bare) {
    let (scene, forge) = (Scene::new(), Forge::start());
    let bare = scene.bare("docs.git");
    forge.change(|world| world.repository = Some(bare.path.clone()));
    (scene, forge, bare)
}

async fn publish(scene: &Scene, forge: &Forge) -> TargetResult {
    scene.publish_to(kind(forge, false)).await
}

#[tokio::test]
async fn all_files_are_one_commit_and_nothing_new_is_none() {
    let (mut scene, forge, bare) = set_up();
    scene.add(ItemKind::Weekly, "weekly/2026-W28", "# A week\n");
    scene.rendered.push(Rendered { item: DAILY.to_owned(), path: "daily.svg".to_owned(), bytes: b"<svg/>".to_vec() });
    let publication = scene.publish(&one(kind(&forge, false))).await;
    assert_eq!(statuses(&publication), [Status::Published, Status::Published]);
    assert_eq!(publication.targets[0].url.as_deref(), Some(&*format!("https://github.com/octo/docs/blob/main/{FILE}")));
    assert_eq!((bare.count(), bare.show(FILE)), (2, "# A quiet day".to_owned()));
    assert_eq!(bare.show("content/updates/daily/2026-07-08.svg"), "<svg/>");
    assert_eq!(bare.git(&["log", "-1", "--format=%s", "main"]), "docs: daily and weekly digests 2026-07-08");
    std::fs::remove_dir_all(scene.path("data/ledger")).unwrap();
    assert_eq!(statuses(&scene.publish(&one(kind(&forge, false))).await), [Status::Unchanged, Status::Unchanged]);
    scene.edit("# A busy day\n");
    let publication = scene.publish(&one(kind(&forge, false))).await;
    assert_eq!(statuses(&publication), [Status::Updated, Status::Unchanged]);
    assert_eq!((bare.count(), forge.writes()), (3, 2));
}

#[tokio::test]
async fn a_lost_race_starts_again_on_the_other_commit() {
    let (scene, forge, bare) = set_up();
    forge.change(|world| world.race = true);
    let result = publish(&scene, &forge).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!((bare.count(), bare.show("README.md")), (3, "Mine".to_owned()));
}

#[tokio::test]
async fn a_lost_answer_is_looked_up() {
    let troubles: [Answer; 3] = [Response::lost, || Response::text(502, "gateway"), || Response::text(200, "<html>")];
    for trouble in troubles {
        let (scene, forge, bare) = set_up();
        forge.change(|world| world.after = Some(trouble));
        let result = publish(&scene, &forge).await;
        assert_eq!((result.status, result.error), (Status::Published, None));
        assert_eq!((bare.count(), forge.writes()), (2, 1));
    }
}

#[tokio::test]
async fn a_text_that_a_person_has_changed_stays_and_the_others_go() {
    let (mut scene, forge, bare) = set_up();
    scene.add(ItemKind::Weekly, "weekly/2026-W28", "# A week\n");
    scene.publish(&one(kind(&forge, false))).await;
    bare.commit("refs/heads/main", &[&bare.git(&["rev-parse", "main"])], FILE, "# My day\n");
    scene.rendered.iter_mut().for_each(|file| file.bytes = b"# Another text\n".to_vec());
    let publication = scene.publish(&one(kind(&forge, false))).await;
    assert_eq!(statuses(&publication), [Status::Skipped, Status::Updated]);
    assert!(publication.targets[0].error.as_ref().unwrap().contains("somebody else has changed"));
    assert_eq!(bare.show(FILE), "# My day");
}

#[tokio::test]
async fn a_review_is_one_pull_request_that_is_brought_up_to_date() {
    let (mut scene, forge, bare) = set_up();
    let result = scene.publish_to(kind(&forge, true)).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!(result.url.as_deref(), Some("https://github.com/octo/docs/pull/1"));
    assert_eq!((bare.count(), bare.git(&["show", &format!("{BRANCH}:{FILE}")])), (1, "# A quiet day".to_owned()));
    let pull = forge.change(|world| world.pulls[0].clone());
    assert_eq!((&pull["head"], &pull["base"]), (&json!(BRANCH), &json!("main")));
    let writes = forge.writes();
    assert_eq!(scene.publish_to(kind(&forge, true)).await.status, Status::Unchanged);
    assert_eq!(forge.writes(), writes);
    scene.edit("# A busy day\n");
    scene.content.items[0].title = "A busy day".to_owned();
    assert_eq!(scene.publish_to(kind(&forge, true)).await.status, Status::Updated);
    assert_eq!(forge.change(|world| world.pulls.len()), 1);
    assert!(forge.change(|world| world.pulls[0]["body"].to_string()).contains("A busy day"));
    // Merged: nothing to do, until the text changes.
    bare.git(&["update-ref", "refs/heads/main", BRANCH]);
    forge.change(|world| world.pulls[0]["merged_at"] = json!("2026-07-10T00:00:00Z"));
    forge.change(|world| world.pulls[0]["state"] = json!("closed"));
    let result = scene.publish_to(kind(&forge, true)).await;
    assert_eq!(result.status, Status::Unchanged);
    assert_eq!(result.url, Some(format!("https://github.com/octo/docs/blob/main/{FILE}")));
    scene.edit("# Another day\n");
    assert_eq!(scene.publish_to(kind(&forge, true)).await.status, Status::Updated);
    assert_eq!(forge.change(|world| world.pulls[1]["head"].clone()), json!(format!("{BRANCH}-2")));
}

#[tokio::test]
async fn a_review_that_breaks_off_in_the_middle_goes_on_there() {
    let troubles: [Answer; 2] = [Response::lost, || Response::text(502, "gateway")];
    for trouble in troubles {
        for step in 0..3 {
            let (scene, forge, bare) = set_up();
            // The branch, the commit, the pull request: one of the answers is lost.
            forge.change(|world| (world.after, world.skip) = (Some(trouble), step));
            for _ in 0..2 {
                scene.publish_to(kind(&forge, true)).await;
            }
            assert!(forge.change(|world| world.after.is_none()));
            assert_eq!(scene.publish_to(kind(&forge, true)).await.status, Status::Unchanged);
            assert_eq!(forge.change(|world| world.pulls.len()), 1);
            assert_eq!(bare.git(&["rev-list", "--count", BRANCH]), "2");
        }
    }
}

#[tokio::test]
async fn a_declined_review_and_a_reviewers_text_stay() {
    let (mut scene, forge, bare) = set_up();
    scene.publish_to(kind(&forge, true)).await;
    bare.commit(&format!("refs/heads/{BRANCH}"), &[&bare.git(&["rev-parse", BRANCH])], FILE, "# Reviewed\n");
    scene.edit("# A busy day\n");
    let result = scene.publish_to(kind(&forge, true)).await;
    assert!(result.status == Status::Skipped && result.error.unwrap().contains("somebody else has changed"));
    forge.change(|world| world.pulls[0]["state"] = json!("closed"));
    let result = scene.publish_to(kind(&forge, true)).await;
    assert!(result.status == Status::Waiting && result.error.unwrap().contains("closed the pull request"));
    assert_eq!(bare.git(&["show", &format!("{BRANCH}:{FILE}")]), "# Reviewed");
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    let refusals: [(Answer, &str); 3] = [
        (
            || {
                let error = json!({ "type": "UNPROCESSABLE", "message": "Repository rule violations found" });
                Response::json(200, &json!({ "data": { "createCommitOnBranch": null }, "errors": [error] }))
            },
            "a rule or hook",
        ),
        (
            || {
                let error = json!({ "type": "FORBIDDEN", "message": "Resource not accessible by integration" });
                Response::json(200, &json!({ "data": { "createCommitOnBranch": null }, "errors": [error] }))
            },
            "contents: write",
        ),
        (|| Response::json(401, &json!({ "message": "Bad credentials" })), "check the token"),
    ];
    for (refusal, word) in refusals {
        let (scene, forge, bare) = set_up();
        forge.change(|world| world.refusal = Some(refusal));
        let result = publish(&scene, &forge).await;
        let error = result.error.unwrap();
        assert!(result.status == Status::Failed && error.contains(word), "{error}");
        assert_eq!(bare.count(), 1);
    }
}

#[tokio::test]
async fn an_empty_repository_and_a_missing_branch_are_named() {
    let (scene, forge) = (Scene::new(), Forge::start());
    let bare = scene.empty("empty.git");
    forge.change(|world| world.repository = Some(bare.path.clone()));
    let error = publish(&scene, &forge).await.error.unwrap();
    assert!(error.contains("octo/docs: the repository is empty"), "{error}");
    let (scene, forge, _) = set_up();
    let GitHubKind::Docs { github, repo, path, review, .. } = kind(&forge, false) else { unreachable!() };
    let branch = Some("gone".to_owned());
    let error = scene.publish_to(GitHubKind::Docs { github, repo, branch, path, review }).await.error.unwrap();
    assert!(error.contains("no such branch"), "{error}");
}

#[tokio::test]
async fn what_is_withdrawn_is_removed_in_a_commit_of_its_own() {
    let (scene, forge, bare) = set_up();
    let config = one(kind(&forge, false));
    scene.publish(&config).await;
    forge.change(|world| world.race = true);
    let result = scene.withdraw(&config).await;
    assert_eq!((result.status, result.error), (Status::Withdrawn, None));
    assert_eq!(bare.files(), ["README.md"]);
    assert_eq!(scene.publish(&config).await.targets[0].status, Status::Withdrawn);
    assert_eq!((bare.count(), forge.writes()), (4, 2));
}

#[tokio::test]
async fn dry_runs_and_looks_write_nothing() {
    for review in [false, true] {
        let (scene, forge, bare) = set_up();
        let config = one(kind(&forge, review));
        assert!(scene.check(&config).await.unwrap().notes[0].contains("WRITE"));
        let published = scene.publish_in_full(&Config { dry_run: true, ..config.clone() }).await;
        let each: Vec<_> = published.requests.iter().map(|request| (request.method, request.url.as_str())).collect();
        let (file, commit) = (format!("octo/docs:main:{FILE}"), ("POST", "/graphql"));
        let (made, asked) = (("POST", "/repos/octo/docs/git/refs"), ("POST", "/repos/octo/docs/pulls"));
        let wanted = if review { vec![made, commit, asked] } else { vec![commit] };
        assert_eq!(each, [vec![("WRITE", &*file)], wanted].concat());
        let commit = published.requests.iter().find(|request| request.url == "/graphql").unwrap();
        let body: Value = serde_json::from_str(&commit.body).unwrap();
        let input = &body["variables"]["input"];
        let addition = json!({ "path": FILE, "contents": "(base64 of 14 bytes)" });
        assert_eq!(input["fileChanges"]["additions"], json!([addition]));
        assert_eq!(input["branch"]["branchName"], if review { BRANCH } else { "main" });
        assert_eq!((&input["expectedHeadOid"], forge.writes()), (&json!(bare.git(&["rev-parse", "main"])), 0));
        // Nothing is shown where nothing would be sent.
        scene.publish(&config).await;
        let again = scene.publish_in_full(&Config { dry_run: true, ..config }).await;
        assert!(again.requests.is_empty(), "{:?}", again.requests);
    }
}

#[tokio::test]
async fn page_index_and_links_are_one_commit() {
    let (mut scene, forge, bare) = set_up();
    let config = indexed(one(kind(&forge, false)), Profile::Plain);
    for (at, number) in [8, 10, 9].into_iter().enumerate() {
        day(&mut scene, number);
        let publication = scene.publish(&config).await;
        assert_eq!((statuses(&publication), &publication.targets[0].error), (vec![Status::Published], &None));
        assert_eq!(statuses(&scene.publish(&config).await), [Status::Unchanged]);
        assert_eq!((bare.count(), forge.writes()), (at + 2, at + 1));
    }
    let show = |name: &str| bare.show(&format!("content/updates/{name}"));
    assert!(show("README.md").contains("](daily/2026-07-09.md), daily"), "{}", show("README.md"));
    assert!(show("daily/2026-07-08.md").contains("[9 July 2026 →](../daily/2026-07-09.md)"));
    assert!(show("daily/2026-07-10.md").contains("[← 9 July 2026](../daily/2026-07-09.md)"));
    assert_eq!(bare.show("README.md"), "Docs", "that of the repository stays");
}

#[tokio::test]
async fn a_page_that_a_person_has_changed_is_not_written_over_as_a_neighbour() {
    let (mut scene, forge, bare) = set_up();
    let config = indexed(one(kind(&forge, false)), Profile::Plain);
    day(&mut scene, 8);
    scene.publish(&config).await;
    let mine = bare.show(FILE).replace("Text.", "My text.");
    bare.commit("refs/heads/main", &[&bare.git(&["rev-parse", "main"])], FILE, &mine);
    day(&mut scene, 9);
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Published]);
    assert_eq!(bare.show(FILE), mine.trim_end());
    day(&mut scene, 8);
    scene.edit("# Another text\n");
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Skipped]);
    assert_eq!(bare.show(FILE), mine.trim_end());
}

#[tokio::test]
async fn what_is_withdrawn_leaves_the_index_in_the_same_commit() {
    let (mut scene, forge, bare) = set_up();
    let config = indexed(one(kind(&forge, false)), Profile::Plain);
    for number in [8, 9] {
        day(&mut scene, number);
        scene.publish(&config).await;
    }
    let count = bare.count();
    assert_eq!(scene.withdraw(&config).await.status, Status::Withdrawn);
    assert_eq!(bare.count(), count + 1);
    assert!(!bare.files().contains(&FILE.to_owned()));
    let left = ["README.md", "daily/2026-07-09.md"].map(|name| bare.show(&format!("content/updates/{name}")));
    assert!(left.iter().all(|text| !text.contains("2026-07-08")), "{left:?}");
}

#[tokio::test]
async fn a_review_holds_the_index_too() {
    let (mut scene, forge, bare) = set_up();
    let config = indexed(one(kind(&forge, true)), Profile::Plain);
    day(&mut scene, 8);
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Published]);
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Unchanged]);
    assert_eq!(bare.count(), 1);
    let index = bare.git(&["show", &format!("{BRANCH}:content/updates/README.md")]);
    assert!(index.contains("](daily/2026-07-08.md), daily"), "{index}");
}
