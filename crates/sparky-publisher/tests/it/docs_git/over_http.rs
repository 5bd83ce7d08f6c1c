//! The docs repository over HTTP, with a password, as hosts serve it.

use sparky_publisher::FilesKind;
use sparky_schema::publication::Status;
use sparky_testkit::{Meddling, Response};

use crate::places::{GitHttp, TOKEN};
use crate::scene::Scene;

const FILE: &str = "content/updates/daily/2026-07-08.md";

#[tokio::test]
async fn a_page_is_pushed_with_the_token_and_a_second_run_pushes_nothing() {
    let (mut scene, server) = (Scene::new(), GitHttp::start());
    scene.patience = std::time::Duration::from_secs(20);
    assert_eq!(scene.publish_to(server.kind(TOKEN)).await.status, Status::Published);
    assert_eq!((server.bare.count(), server.bare.show(FILE)), (2, "# A quiet day".to_owned()));
    assert_eq!(scene.publish_to(server.kind(TOKEN)).await.status, Status::Unchanged);
    let pushes = server.service.log().iter().filter(|request| request.path.ends_with("/git-receive-pack")).count();
    assert_eq!((server.bare.count(), pushes), (2, 1));
}

#[tokio::test]
async fn a_wrong_token_is_named_by_its_variable_and_not_shown() {
    let (scene, server) = (Scene::new(), GitHttp::start());
    let result = scene.publish_to(server.kind("wrong-token")).await;
    let error = result.error.unwrap();
    assert!(
        result.status == Status::Failed && error.contains("DOCS_TOKEN") && !error.contains("wrong-token"),
        "{error}"
    );
    let FilesKind::DocsGit { url, branch, path, .. } = server.kind(TOKEN) else { unreachable!() };
    let error = scene.publish_to(FilesKind::DocsGit { url, branch, path, token: None }).await.error.unwrap();
    assert!(error.contains("`token_env`"), "{error}");
    assert_eq!(server.bare.count(), 1);
}

#[tokio::test]
async fn a_token_that_may_only_read_is_told_apart_from_a_wrong_one() {
    let (scene, server) = (Scene::new(), GitHttp::start());
    server.service.meddle(|received| {
        received.path.contains("git-receive-pack").then(|| Meddling::Before(Response::text(403, "read-only token")))
    });
    let error = scene.publish_to(server.kind(TOKEN)).await.error.unwrap();
    assert!(error.contains("may not push") && error.contains("DOCS_TOKEN"), "{error}");
}

#[tokio::test]
async fn a_push_whose_end_nobody_saw_stays_uncertain_until_it_can_be_looked_for() {
    let (scene, server) = (Scene::new(), GitHttp::start());
    let mut has_pushed = false;
    server.service.meddle(move |received| {
        if has_pushed {
            return Some(Meddling::Before(Response::text(503, "try later")));
        }
        has_pushed = received.method == "POST" && received.path.ends_with("git-receive-pack");
        has_pushed.then(|| Meddling::After(Response::lost()))
    });
    for _ in 0..2 {
        let result = scene.publish_to(server.kind(TOKEN)).await;
        assert_eq!(result.status, Status::Uncertain, "{:?}", result.error);
    }
    server.service.calm();
    assert_eq!(scene.publish_to(server.kind(TOKEN)).await.status, Status::Unchanged);
    assert_eq!(server.bare.count(), 2);
}
