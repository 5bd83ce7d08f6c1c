//! The docs repository, when all goes well.

mod over_http;

use sparky_publisher::{Config, FilesKind};
use sparky_schema::content::ItemKind;
use sparky_schema::publication::Status;

use crate::scene::{Scene, docs, git_with, one, run, statuses};

const FILE: &str = "content/updates/daily/2026-07-08.md";

#[tokio::test]
async fn one_commit_the_first_time_and_none_the_second() {
    let mut scene = Scene::new();
    let bare = scene.bare("docs.git");
    let result = scene.publish_to(bare.target()).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!(result.url.as_deref(), Some(FILE));
    assert_eq!((bare.count(), bare.show(FILE)), (2, "# A quiet day".to_owned()));
    assert_eq!(bare.files(), ["README.md", FILE]);
    let author = bare.git(&["log", "-1", "--format=%an <%ae>|%cn|%s%b", "main"]);
    assert_eq!(author, "Sparky <sparky@users.noreply.github.com>|Sparky|docs: daily digest 2026-07-08");

    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Unchanged);
    assert_eq!(bare.count(), 2);

    scene.edit("# A busy day\n");
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Updated);
    assert_eq!((bare.count(), bare.show(FILE)), (3, "# A busy day".to_owned()));
}

#[tokio::test]
async fn several_items_are_one_commit() {
    let mut scene = Scene::new();
    scene.add(ItemKind::Weekly, "weekly/2026-W28", "# A week\n");
    let bare = scene.bare("docs.git");
    let publication = scene.publish(&one(bare.target())).await;
    assert_eq!(statuses(&publication), [Status::Published, Status::Published]);
    assert_eq!(bare.count(), 2);
    assert_eq!(bare.show("content/updates/weekly/2026-W28.md"), "# A week");
    assert_eq!(bare.git(&["log", "-1", "--format=%s", "main"]), "docs: daily and weekly digests 2026-07-08");

    scene.edit("# A busy day\n");
    let publication = scene.publish(&one(bare.target())).await;
    assert_eq!(statuses(&publication), [Status::Updated, Status::Unchanged]);
    assert_eq!(bare.git(&["log", "-1", "--format=%s", "main"]), "docs: daily digest 2026-07-08");
}

#[tokio::test]
async fn an_empty_repository_gets_its_default_branch() {
    let scene = Scene::new();
    let bare = scene.empty("docs.git");
    bare.git(&["symbolic-ref", "HEAD", "refs/heads/trunk"]);
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Published);
    assert_eq!(bare.git(&["for-each-ref", "--format=%(refname)"]), "refs/heads/trunk");
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Unchanged);
    assert_eq!(bare.git(&["rev-list", "--count", "HEAD"]), "1");
}

#[tokio::test]
async fn another_branch_and_folder_through_a_file_address() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    bare.git(&["branch", "release/next", "main"]);
    let kind = FilesKind::DocsGit {
        url: format!("file://{}", bare.url()),
        branch: Some("release/next".to_owned()),
        path: ".vitepress/news/".to_owned(),
        token: None,
    };
    assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Published);
    assert_eq!(bare.git(&["show", "release/next:.vitepress/news/daily/2026-07-08.md"]), "# A quiet day");
    assert_eq!(bare.count(), 1);
    assert_eq!(scene.publish_to(kind).await.status, Status::Unchanged);
}

#[tokio::test]
async fn an_https_address_gives_a_link_to_the_page() {
    let mut scene = Scene::new();
    let bare = scene.bare("docs.git");
    let url = "https://git.invalid/team/docs.git";
    let detour = format!("set -- -c url.'{}'.insteadOf={url} \"$@\"", bare.url());
    scene.git = git_with(scene.folder.path(), &detour);
    let result = scene.publish_to(docs(url)).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    assert_eq!(result.url, Some(format!("https://git.invalid/team/docs/blob/main/{FILE}")));
}

#[tokio::test]
async fn the_top_of_the_repository() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    let kind = FilesKind::DocsGit { url: bare.url(), branch: None, path: ".".to_owned(), token: None };
    assert_eq!(scene.publish_to(kind).await.url.as_deref(), Some("daily/2026-07-08.md"));
    assert_eq!(bare.files(), ["README.md", "daily/2026-07-08.md"]);
}

#[tokio::test]
async fn a_dry_run_pushes_nothing_and_says_what_would_happen() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    let config = Config { dry_run: true, ..one(bare.target()) };
    let publication = scene.publish(&config).await;
    assert_eq!(statuses(&publication), [Status::Published]);
    assert_eq!(bare.count(), 1);
    scene.publish_to(bare.target()).await;
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Unchanged]);
}

#[tokio::test]
async fn a_link_of_that_name_is_replaced_and_never_followed() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    let victim = scene.path("victim");
    std::fs::write(&victim, "precious").unwrap();
    std::fs::write(bare.path.join("link"), victim.to_str().unwrap()).unwrap();
    let blob = bare.git(&["hash-object", "-w", "link"]);
    bare.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{blob},{FILE}")]);
    let tree = bare.git(&["write-tree"]);
    let commit = bare.git(&["commit-tree", &tree, "-m", "link"]);
    bare.git(&["update-ref", "refs/heads/main", &commit]);
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Updated);
    assert!(bare.git(&["ls-tree", "main", FILE]).starts_with("100644 blob"));
    assert_eq!(std::fs::read_to_string(victim).unwrap(), "precious");
}

#[tokio::test]
async fn a_long_history_is_not_fetched() {
    let scene = Scene::new();
    let bare = scene.bare("docs.git");
    for text in ["one", "two", "three"] {
        let tip = bare.git(&["rev-parse", "main"]);
        bare.commit("refs/heads/main", &[&tip], "README.md", text);
    }
    // Without the history of the branch a full fetch is impossible; a shallow one works all the same.
    let old = bare.git(&["rev-parse", "main~2"]);
    let object = bare.path.join("objects").join(&old[..2]).join(&old[2..]);
    std::fs::remove_file(object).unwrap();
    let result = scene.publish_to(bare.target()).await;
    assert_eq!((result.status, result.error), (Status::Published, None));
    run(&bare.path, &["cat-file", "-e", "main^"]);
}

#[tokio::test]
async fn pictures_travel_with_the_page() {
    let mut scene = Scene::new();
    let picture = |bytes: &[u8]| sparky_publisher::Rendered {
        item: "daily/2026-07-08".to_owned(),
        path: "daily/2026-07-08.activity.svg".to_owned(),
        bytes: bytes.to_vec(),
    };
    scene.rendered.push(picture(b"<svg/>"));
    let bare = scene.bare("docs.git");
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Published);
    assert_eq!(bare.show("content/updates/daily/2026-07-08.activity.svg"), "<svg/>");
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Unchanged);
    scene.rendered.pop();
    scene.rendered.push(picture(b"<svg></svg>"));
    assert_eq!(scene.publish_to(bare.target()).await.status, Status::Updated);
    assert_eq!(
        (bare.count(), bare.show("content/updates/daily/2026-07-08.activity.svg")),
        (3, "<svg></svg>".to_owned())
    );
}
