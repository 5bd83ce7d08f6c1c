//! What a person has changed at a target is left alone and told.

use std::fs;

use sparky_publisher::{FilesKind, TargetKind};
use sparky_schema::publication::Status;

use crate::scene::{Scene, run};

#[tokio::test]
async fn a_file_that_somebody_has_changed_stays_until_it_is_removed() {
    let mut scene = Scene::new();
    let (site, file) = (scene.path("site"), scene.path("site/daily/2026-07-08.md"));
    let kind = || TargetKind::from(FilesKind::Folder { path: site.clone() });
    assert_eq!(scene.publish_to(kind()).await.status, Status::Published);
    scene.edit("# Second\n");
    assert_eq!(scene.publish_to(kind()).await.status, Status::Updated);
    fs::write(&file, "# By hand\n").unwrap();
    scene.edit("# Third\n");
    for _ in 0..2 {
        let result = scene.publish_to(kind()).await;
        assert_eq!(result.status, Status::Skipped);
        assert!(result.error.unwrap().contains("left alone"));
        assert_eq!(fs::read_to_string(&file).unwrap(), "# By hand\n");
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(scene.publish_to(kind()).await.status, Status::Published);
    assert_eq!(fs::read_to_string(&file).unwrap(), "# Third\n");
}

#[tokio::test]
async fn a_page_of_a_repository_that_somebody_has_changed_stays() {
    let mut scene = Scene::new();
    let bare = scene.bare("docs.git");
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Published);
    scene.edit("# Second\n");
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Updated);
    run(scene.folder.path(), &["clone", "--quiet", &bare.url(), "copy"]);
    let page = "content/updates/daily/2026-07-08.md";
    fs::write(scene.path("copy").join(page), "# By hand\n").unwrap();
    run(&scene.path("copy"), &["commit", "--quiet", "--all", "-m", "docs: correct a name"]);
    run(&scene.path("copy"), &["push", "--quiet"]);
    scene.edit("# Third\n");
    let count = bare.count();
    let result = scene.publish_to(bare.target()).await;
    assert_eq!((result.status, bare.show(page).as_str(), bare.count()), (Status::Skipped, "# By hand", count));
    assert!(result.error.unwrap().contains("left alone"));
}
