//! The folder target.

use std::fs;
use std::path::Path;

use sparky_publisher::{Config, FilesKind, TargetKind};
use sparky_schema::publication::Status;

use crate::scene::{Scene, one};

fn folder(path: &Path) -> TargetKind {
    FilesKind::Folder { path: path.to_owned() }.into()
}

#[tokio::test]
async fn publishes_then_leaves_alone_then_updates() {
    let mut scene = Scene::new();
    let site = scene.path("site");
    let result = scene.publish_to(folder(&site)).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!(result.key, "docs/daily/2026-07-08");
    assert_eq!(result.url.as_deref(), site.join("daily/2026-07-08.md").to_str());
    assert_eq!(fs::read_to_string(site.join("daily/2026-07-08.md")).unwrap(), "# A quiet day\n");
    assert!(site.join("daily/2026-07-08.html").exists());

    assert_eq!(scene.publish_to(folder(&site)).await.status, Status::Unchanged);

    scene.edit("# A busy day\n");
    assert_eq!(scene.publish_to(folder(&site)).await.status, Status::Updated);
    assert_eq!(fs::read_to_string(site.join("daily/2026-07-08.md")).unwrap(), "# A busy day\n");
}

#[tokio::test]
async fn a_run_that_was_cut_short_is_finished_by_the_next() {
    let scene = Scene::new();
    let site = scene.path("site");
    fs::create_dir_all(site.join("daily")).unwrap();
    fs::write(site.join("daily/2026-07-08.html"), "<p># A quiet day\n</p>").unwrap();
    assert_eq!(scene.publish_to(folder(&site)).await.status, Status::Published);
    fs::remove_file(site.join("daily/2026-07-08.html")).unwrap();
    assert_eq!(scene.publish_to(folder(&site)).await.status, Status::Updated);
    assert!(site.join("daily/2026-07-08.html").exists());
}

#[tokio::test]
async fn a_dry_run_writes_nothing_and_says_what_would_happen() {
    let scene = Scene::new();
    let site = scene.path("site");
    let publication = scene.publish(&Config { dry_run: true, ..one(folder(&site)) }).await;
    assert_eq!(publication.targets[0].status, Status::Published);
    assert!(!site.exists());
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_says_which_and_what_to_do() {
    let scene = Scene::new();
    let file = scene.path("file");
    fs::write(&file, "in the way").unwrap();
    let result = scene.publish_to(folder(&file.join("site"))).await;
    let error = result.error.unwrap();
    assert_eq!(result.status, Status::Failed);
    assert!(error.contains("file/site") && error.contains("writable"), "{error}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "in the way");
}

#[tokio::test]
async fn nothing_is_left_half_written_when_the_place_is_taken() {
    let scene = Scene::new();
    let site = scene.path("site");
    fs::create_dir_all(site.join("daily/2026-07-08.html/in-the-way")).unwrap();
    let result = scene.publish_to(folder(&site)).await;
    assert_eq!(result.status, Status::Failed);
    assert!(result.error.unwrap().contains("2026-07-08.html"));
    assert_eq!(fs::read_dir(site.join("daily")).unwrap().count(), 1);
}
