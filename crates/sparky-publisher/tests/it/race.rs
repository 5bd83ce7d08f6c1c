//! Pushes that meet somebody else's, or whose end nobody saw.

use sparky_schema::publication::Status;

use crate::scene::{Bare, Scene, git_with};

const FILE: &str = "content/updates/daily/2026-07-08.md";

/// Lets `commit` arrive at the moment of every push for which `condition` holds, before it.
fn competitor(bare: &Bare, condition: &str, commits: &str) {
    let script = format!(
        "unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES\n\
         echo push >> pushes\n\
         if {condition}; then git update-ref refs/heads/main {commits}; fi\n"
    );
    bare.hook("pre-receive", &script);
}

fn pushes(bare: &Bare) -> usize {
    std::fs::read_to_string(bare.path.join("pushes")).unwrap().lines().count()
}

#[tokio::test]
async fn a_concurrent_push_is_not_lost() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    let tip = bare.git(&["rev-parse", "main"]);
    let theirs = bare.commit("refs/waiting", &[&tip], "theirs.md", "Theirs\n");
    competitor(&bare, "test $(wc -l < pushes) -eq 1", &theirs);
    let result = scene.publish_to(bare.target()).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!(pushes(&bare), 2);
    assert_eq!(bare.files(), ["README.md", FILE, "theirs.md"]);
    assert_eq!(bare.git(&["rev-parse", "main^"]), theirs);
}

#[tokio::test]
async fn a_push_between_the_clone_and_the_push_is_not_lost() {
    let mut scene = Scene::new();
    let bare = scene.bare("docs.git");
    let tip = bare.git(&["rev-parse", "main"]);
    let theirs = bare.commit("refs/waiting", &[&tip], "theirs.md", "Theirs\n");
    let compete = format!("[ \"$1\" != push ] || git -C '{}' update-ref refs/heads/main {theirs} {tip}", bare.url());
    scene.git = git_with(scene.folder.path(), &compete);
    let result = scene.publish_to(bare.target()).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!(bare.files(), ["README.md", FILE, "theirs.md"]);
    assert_eq!(bare.git(&["rev-parse", "main^"]), theirs);
}

#[tokio::test]
async fn the_same_text_from_another_run_at_the_same_moment_is_one_commit() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    let tip = bare.git(&["rev-parse", "main"]);
    let theirs = bare.commit("refs/waiting", &[&tip], FILE, "# A quiet day\n");
    competitor(&bare, "test $(wc -l < pushes) -eq 1", &theirs);
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Unchanged);
    assert_eq!(bare.git(&["rev-parse", "main"]), theirs);
}

#[tokio::test]
async fn a_race_that_never_ends_is_given_up() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    let next = "$(git commit-tree -p main -m theirs main^{tree})";
    competitor(&bare, "export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t", next);
    let result = scene.publish_to(bare.target()).await;
    assert_eq!(result.status, Status::Failed);
    assert!(result.error.unwrap().contains("publish again"));
    assert_eq!((pushes(&bare), bare.count()), (5, 6));
    assert_eq!(bare.files(), ["README.md"]);
}

#[tokio::test]
async fn a_push_that_arrived_although_the_connection_broke_is_found() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    // The server dies after it has taken the commit and before it has said so.
    bare.hook("post-receive", "kill -9 $PPID\n");
    let result = scene.publish_to(bare.target()).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!(bare.count(), 2);
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Unchanged);
}

#[tokio::test]
async fn a_push_that_broke_before_it_arrived_is_sent_again() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    bare.hook("pre-receive", "echo push >> pushes\ntest $(wc -l < pushes) -gt 1 || kill -9 $PPID\n");
    let result = scene.publish_to(bare.target()).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!((pushes(&bare), bare.count()), (2, 2));
}

#[tokio::test]
async fn a_first_push_that_broke_is_sent_again_to_the_empty_repository() {
    let scene = Scene::new();
    let bare = scene.empty("docs.git");
    bare.hook("pre-receive", "echo push >> pushes\ntest $(wc -l < pushes) -gt 1 || kill -9 $PPID\n");
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Published);
    assert_eq!((pushes(&bare), bare.count()), (2, 1));
}

#[tokio::test]
async fn a_repository_that_vanishes_during_the_push_leaves_it_uncertain() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    bare.hook("post-receive", "mv HEAD HEAD.gone\nkill -9 $PPID\n");
    let result = scene.publish_to(bare.target()).await;
    assert_eq!(result.status, Status::Uncertain);
    assert!(result.error.unwrap().contains("not sent twice"));
    std::fs::rename(bare.path.join("HEAD.gone"), bare.path.join("HEAD")).unwrap();
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Unchanged);
    assert_eq!(bare.count(), 2);
}
