//! What is asked for: kinds, names of targets, ids and paths that are not to be trusted.

use sparky_publisher::{Config, FilesKind, TargetKind};
use sparky_schema::content::ItemKind;
use sparky_schema::publication::Status;

use crate::scene::{DAILY, Scene, docs, one, statuses, target};

#[tokio::test]
async fn kinds_that_a_target_does_not_take_are_skipped() {
    let scene = Scene::new();
    let mut config = one(FilesKind::Folder { path: scene.path("site") });
    config.targets[0].items = vec![ItemKind::Monthly];
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Skipped]);
    assert!(!scene.path("site").exists());
}

#[tokio::test]
async fn only_the_targets_that_were_asked_for_are_served() {
    let scene = Scene::new();
    let folders = ["a", "b"].map(|name| target(name, FilesKind::Folder { path: scene.path(name) }));
    let config = Config { targets: folders.to_vec(), only: vec!["b".to_owned()], ..Config::default() };
    let publication = scene.publish(&config).await;
    assert_eq!(publication.targets.len(), 1);
    assert_eq!(publication.targets[0].key, "b/daily/2026-07-08");
    assert!(!scene.path("a").exists() && scene.path("b").exists());
}

#[tokio::test]
async fn an_unknown_target_is_no_success() {
    let scene = Scene::new();
    let mut config = one(FilesKind::Folder { path: scene.path("site") });
    config.only = vec!["dosc".to_owned()];
    let publication = scene.publish(&config).await;
    assert_eq!(statuses(&publication), [Status::Failed]);
    let error = publication.targets[0].error.as_deref().unwrap();
    assert!(error.contains("`dosc`") && error.contains("docs"), "{error}");
}

#[tokio::test]
async fn an_id_that_leads_out_of_the_folder_is_refused() {
    for id in ["../daily/2026-07-08", "/etc/cron.d/x", "daily//x", "daily/.git", "c:x", "daily\\x"] {
        let mut scene = Scene::new();
        scene.content.items.clear();
        scene.rendered.clear();
        scene.add(ItemKind::Daily, id, "x");
        let result = scene.publish_to(FilesKind::Folder { path: scene.path("a/b/site") }).await;
        assert_eq!(result.status, Status::Failed, "{id}");
        assert!(result.error.unwrap().contains("no safe file name"));
        assert!(!scene.path("a").exists());
    }
}

#[tokio::test]
async fn a_path_that_leads_out_of_the_repository_is_refused() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    for path in ["../updates", "/updates", "content/../..", ".git/hooks", "", "a\\..\\b"] {
        let TargetKind::Files(FilesKind::DocsGit { url, branch, token, .. }) = bare.target() else { unreachable!() };
        let kind = FilesKind::DocsGit { url, branch, path: path.to_owned(), token };
        let result = scene.publish_to(kind).await;
        assert_eq!(result.status, Status::Failed, "{path}");
        assert!(result.error.unwrap().contains("no folder inside a repository"));
    }
    assert_eq!(bare.count(), 1);
}

#[tokio::test]
async fn a_secret_in_the_address_is_refused_and_not_repeated() {
    let scene = Scene::new();
    for url in
        ["https://me:hunter2@git.invalid/o/r", "https://hunter2@git.invalid/o/r", "ssh://me:hunter2@git.invalid/r"]
    {
        let error = scene.publish_to(docs(url)).await.error.unwrap();
        assert!(error.contains("git.invalid") && error.contains("token_env") && !error.contains("hunter2"), "{error}");
    }
    let error = scene.publish_to(docs("https://me:hunter2@git.invalid:port/o/r")).await.error.unwrap();
    assert!(error.contains("cannot be read") && !error.contains("hunter2"), "{error}");
}

#[tokio::test]
async fn an_item_without_markdown_fails_and_the_others_go_on() {
    let mut scene = Scene::new();
    scene.rendered.retain(|file| !file.path.ends_with(".md"));
    scene.add(ItemKind::Weekly, "weekly/2026-W28", "# A week\n");
    let publication = scene.publish(&one(FilesKind::Folder { path: scene.path("site") })).await;
    assert_eq!(statuses(&publication), [Status::Failed, Status::Published]);
    assert_eq!(publication.targets[0].item, DAILY);
    assert!(publication.targets[0].error.as_deref().unwrap().contains("sparky generate"));
}
