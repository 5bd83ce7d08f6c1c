//! The docs repository, when it refuses.

use sparky_publisher::{Config, FilesKind, TargetKind};
use sparky_schema::publication::Status;

use crate::scene::{Scene, docs, git_with, run, statuses, target};
use crate::services::secret;

async fn error_of(scene: &Scene, kind: impl Into<TargetKind>) -> String {
    let result = scene.publish_to(kind).await;
    assert_eq!((result.status, result.url), (Status::Failed, None));
    result.error.unwrap()
}

#[tokio::test]
async fn a_missing_repository() {
    let scene = Scene::new();
    let error = error_of(&scene, docs(scene.path("nowhere.git").to_str().unwrap())).await;
    assert!(error.contains("nowhere.git") && error.contains("check `url`"), "{error}");
}

#[tokio::test]
async fn a_host_that_does_not_exist_and_a_token_that_stays_secret() {
    let scene = Scene::new();
    let token = Some(secret("DOCS_TOKEN", "hunter2"));
    let url = "https://no-such-host.invalid/o/r".to_owned();
    let kind = FilesKind::DocsGit { url, branch: None, path: "content".to_owned(), token };
    let error = error_of(&scene, kind).await;
    assert!(error.contains("no such host") && !error.contains("hunter2"), "{error}");
}

#[tokio::test]
async fn the_token_reaches_git_in_its_environment_and_nowhere_else() {
    let mut scene = Scene::new();
    let said = scene.path("said");
    let record = format!("echo \"$@\" >> '{0}.words'\nenv >> '{0}.env'", said.display());
    // A server that repeats what it was sent.
    let refuse = "[ $1 = init ] || { echo \"fatal: hunter2 $(env | grep Basic): error: 403\" >&2; exit 128; }";
    scene.git = git_with(scene.folder.path(), &format!("{record}\n{refuse}"));
    let token = Some(secret("DOCS_TOKEN", "hunter2"));
    let url = "https://docs.invalid/o/r".to_owned();
    let error = error_of(&scene, FilesKind::DocsGit { url, branch: None, path: "content".to_owned(), token }).await;
    let basic = "eC1hY2Nlc3MtdG9rZW46aHVudGVyMg==";
    assert!(!error.contains("hunter2") && !error.contains(basic), "{error}");
    assert!(error.contains("may not push") && error.contains("Basic ***"), "{error}");
    let words = std::fs::read_to_string(said.with_extension("words")).unwrap();
    assert!(!words.contains("hunter2") && !words.contains(basic), "{words}");
    let env = std::fs::read_to_string(said.with_extension("env")).unwrap();
    assert!(env.contains("=http.https://docs.invalid/.extraHeader\n"), "{env}");
    assert!(env.contains(&format!("=Authorization: Basic {basic}\n")));
}

#[tokio::test]
async fn a_token_is_not_sent_without_encryption() {
    let mut scene = Scene::new();
    let env = scene.path("env");
    scene.git = git_with(scene.folder.path(), &format!("env >> '{}'; [ $1 = init ] || exit 1", env.display()));
    let token = Some(secret("DOCS_TOKEN", "hunter2"));
    let url = "http://docs.invalid/o/r".to_owned();
    error_of(&scene, FilesKind::DocsGit { url, branch: None, path: "content".to_owned(), token }).await;
    assert!(!std::fs::read_to_string(env).unwrap().contains("extraHeader"));
}

#[tokio::test]
async fn a_protected_branch_fails_and_the_other_targets_are_served() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    bare.hook("update", "echo 'main is protected by the docs team' >&2\nexit 1\n");
    let site = FilesKind::Folder { path: scene.path("site") };
    let targets = vec![target("docs", bare.target()), target("site", site)];
    let publication = scene.publish(&Config { targets, ..Config::default() }).await;
    assert_eq!(statuses(&publication), [Status::Failed, Status::Published]);
    let error = publication.targets[0].error.as_deref().unwrap();
    assert!(error.contains("a rule or hook") && error.contains("protected by the docs team"), "{error}");
    assert_eq!(bare.count(), 1);
}

#[tokio::test]
async fn a_branch_that_does_not_exist() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    for (branch, hint) in [("gone", "no such branch"), ("a:b", "no name for a branch"), ("-f", "no such branch")] {
        let kind = FilesKind::DocsGit {
            url: bare.url(),
            branch: Some(branch.to_owned()),
            path: "content".to_owned(),
            token: None,
        };
        let error = error_of(&scene, kind).await;
        assert!(error.contains(branch) && error.contains(hint), "{error}");
    }
    assert_eq!(bare.git(&["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
}

#[tokio::test]
async fn a_working_copy_is_not_pulled_from_under_its_owner() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    run(scene.folder.path(), &["clone", "--quiet", &bare.url(), "copy"]);
    let error = error_of(&scene, docs(scene.path("copy").to_str().unwrap())).await;
    assert!(error.contains("bare repository"), "{error}");
}

#[tokio::test]
async fn a_file_where_the_folder_should_be() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    let tip = bare.git(&["rev-parse", "main"]);
    bare.commit("refs/heads/main", &[&tip], "content", "a file\n");
    let error = error_of(&scene, bare.target()).await;
    assert!(error.contains("content/updates"), "{error}");
    assert_eq!(bare.show("content"), "a file");
}
