//! An index and links between pages at every place that keeps pages, for every site generator.

mod links;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sparky_publisher::{Config, FilesKind, Pages, Rendered, Site, withdraw};
use sparky_schema::Language;
use sparky_schema::content::ItemKind;
use sparky_schema::page::Profile;
use sparky_schema::publication::{Publication, Status};
use sparky_schema::window::{Period, Window};

use crate::scene::{Bare, Scene, one, statuses};

/// A day of July 2026, as the generator would render it.
pub(crate) fn day(scene: &mut Scene, day: u32) {
    window(scene, Period::Daily, &format!("2026-07-{day:02}"));
}

fn window(scene: &mut Scene, period: Period, date: &str) {
    let window = Window::containing(period, date.parse().unwrap(), chrono_tz::UTC).unwrap();
    let kind = ItemKind::ALL.into_iter().find(|kind| kind.name() == period.name()).unwrap();
    let id = format!("{}/{}", period.name(), window.id);
    scene.content.items.clear();
    scene.rendered.clear();
    let text = format!("---\ntitle: \"Day {{{{ of }}}} \\\"{}\\\"\"\n---\n\n# Day\n\nText.\n", window.id);
    scene.add(kind, &id, &text);
    scene.rendered[1].bytes =
        b"<!doctype html><html><body>\n<main>\n<h1>Day</h1>\n</main>\n<footer></footer></body></html>".to_vec();
    scene.content.items[0].title = format!("Day {{{{ of }}}} [{}]", window.id);
    scene.content.window = window;
}

pub(crate) fn indexed(config: Config, profile: Profile) -> Config {
    let mut config = config;
    config.targets.iter_mut().for_each(|target| target.pages = Pages { profile, index: true });
    config
}

fn folder(scene: &Scene) -> Config {
    indexed(one(FilesKind::Folder { path: scene.path("site") }), Profile::Plain)
}

fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            files.extend(tree(&entry.path()).into_iter().map(|(below, text)| (format!("{name}/{below}"), text)));
        } else {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

async fn status(scene: &Scene, config: &Config) -> Status {
    let publication = scene.publish(config).await;
    assert_eq!(publication.targets[0].error, None);
    statuses(&publication)[0]
}

#[tokio::test]
async fn a_window_that_is_filled_in_mends_the_links_of_its_neighbours() {
    let mut scene = Scene::new();
    let config = folder(&scene);
    for number in [8, 10, 9] {
        day(&mut scene, number);
        assert_eq!(status(&scene, &config).await, Status::Published);
    }
    let files = tree(&scene.path("site"));
    let nav = |name: &str| files[name].split_once("<!-- sparky:nav -->").unwrap().1.to_owned();
    assert!(nav("daily/2026-07-08.md").contains("[9 July 2026 →](../daily/2026-07-09.md)"), "{files:?}");
    assert!(nav("daily/2026-07-10.md").contains("[← 9 July 2026](../daily/2026-07-09.md)"));
    assert!(nav("daily/2026-07-09.md").contains(
        "[← 8 July 2026](../daily/2026-07-08.md) · [All digests](../README.md) · [10 July 2026 →](../daily/2026-07-10.md)"
    ));
    assert!(nav("daily/2026-07-10.html").contains("<a href=\"../daily/2026-07-09.html\">← 9 July 2026</a>"));
    assert!(files["daily/2026-07-10.html"].contains("</main>\n<!-- sparky:nav -->\n<nav>"), "behind the text");
    let index = &files["README.md"];
    let at = |id: &str| index.find(&format!("]({id}.md), daily")).unwrap();
    assert!(at("daily/2026-07-10") < at("daily/2026-07-09") && at("daily/2026-07-09") < at("daily/2026-07-08"));
    assert!(index.contains("## July 2026") && index.contains("[Day \\{\\{ of \\}\\} \\[2026-07-10\\]]("), "{index}");
    assert!(files["index.html"].contains("<a href=\"daily/2026-07-08.html\">Day {{ of }} [2026-07-08]</a>"));
}

#[tokio::test]
async fn windows_that_are_published_again_change_nothing() {
    let mut scene = Scene::new();
    let config = folder(&scene);
    for number in [8, 9, 10] {
        day(&mut scene, number);
        status(&scene, &config).await;
    }
    let before = tree(&scene.path("site"));
    for number in [9, 8, 10] {
        day(&mut scene, number);
        assert_eq!(status(&scene, &config).await, Status::Unchanged);
    }
    assert_eq!(tree(&scene.path("site")), before);
}

#[tokio::test]
async fn what_is_lost_or_spoiled_between_pages_is_made_again() {
    let mut scene = Scene::new();
    let config = folder(&scene);
    for number in [8, 9] {
        day(&mut scene, number);
        status(&scene, &config).await;
    }
    let whole = tree(&scene.path("site"));
    fs::remove_file(scene.path("site/README.md")).unwrap();
    assert_eq!(status(&scene, &config).await, Status::Updated);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&tree(&scene.path("site"))), names(&whole));
    assert!(tree(&scene.path("site"))["README.md"].contains("Day \\{\\{ of \\}\\} \"2026-07-08\"]("), "from the page");
}

#[tokio::test]
async fn each_kind_has_its_own_row_and_a_window_is_listed_where_it_ends() {
    let mut scene = Scene::new();
    let config = folder(&scene);
    for (period, date) in
        [(Period::Daily, "2026-06-30"), (Period::Weekly, "2026-07-01"), (Period::Weekly, "2026-06-24")]
    {
        window(&mut scene, period, date);
        status(&scene, &config).await;
    }
    let files = tree(&scene.path("site"));
    assert!(!files["daily/2026-06-30.md"].contains("→") && !files["daily/2026-06-30.md"].contains("←"));
    assert!(files["weekly/2026-W27.md"].contains("[← Week 26, 2026](../weekly/2026-W26.md)"));
    let (july, june) = files["README.md"].split_once("## June 2026").unwrap();
    assert!(july.contains("(weekly/2026-W27.md), weekly"), "{july}");
    assert!(june.contains("(weekly/2026-W26.md), weekly") && june.contains("(daily/2026-06-30.md), daily"), "{june}");
    assert!(july.contains("[July 2026](#july-2026) · [June 2026](#june-2026)"), "{july}");
}

#[tokio::test]
async fn what_people_write_around_the_blocks_stays() {
    let mut scene = Scene::new();
    let config = folder(&scene);
    day(&mut scene, 8);
    status(&scene, &config).await;
    let (page, index) = (scene.path("site/daily/2026-07-08.md"), scene.path("site/README.md"));
    let edited = fs::read_to_string(&page).unwrap().replace("Text.", "My text.") + "\nMy end.\n";
    fs::write(&page, &edited).unwrap();
    fs::write(&index, fs::read_to_string(&index).unwrap().replace("# Digests", "# My news\n\nWelcome.")).unwrap();
    day(&mut scene, 9);
    assert_eq!(status(&scene, &config).await, Status::Published);
    let text = fs::read_to_string(&page).unwrap();
    assert!(text.contains("My text.") && text.ends_with("\nMy end.\n") && text.contains("9 July 2026 →"), "{text}");
    let text = fs::read_to_string(&index).unwrap();
    assert!(text.contains("# My news\n\nWelcome.") && text.contains("(daily/2026-07-09.md)"), "{text}");
    day(&mut scene, 8);
    scene.edit("# New\n");
    let publication = scene.publish(&config).await;
    assert_eq!(statuses(&publication), [Status::Skipped]);
    assert!(fs::read_to_string(&page).unwrap().contains("My text."));
}

#[tokio::test]
async fn pages_without_a_block_and_an_index_of_a_person_are_left_alone() {
    let mut scene = Scene::new();
    let mut config = folder(&scene);
    config.targets[0].pages.profile = Profile::Plain;
    fs::create_dir_all(scene.path("site/daily")).unwrap();
    fs::write(scene.path("site/README.md"), "# Mine\n").unwrap();
    fs::write(scene.path("site/daily/2026-07-07.md"), "# By hand\n").unwrap();
    day(&mut scene, 8);
    assert_eq!(status(&scene, &config).await, Status::Published);
    let files = tree(&scene.path("site"));
    assert_eq!((files["README.md"].as_str(), files["daily/2026-07-07.md"].as_str()), ("# Mine\n", "# By hand\n"));
    assert!(files["index.md"].contains("[By hand](daily/2026-07-07.md), daily"), "the next name is free: {files:?}");
    assert!(
        files["daily/2026-07-08.md"].contains("[← 7 July 2026](../daily/2026-07-07.md) · [All digests](../index.md)")
    );
    fs::write(scene.path("site/index.md"), "# Mine, too\n").unwrap();
    day(&mut scene, 9);
    assert_eq!(status(&scene, &config).await, Status::Published);
    assert_eq!(fs::read_to_string(scene.path("site/index.md")).unwrap(), "# Mine, too\n");
}

#[tokio::test]
async fn what_is_withdrawn_leaves_the_index_and_the_links() {
    let mut scene = Scene::new();
    let bare = scene.bare("docs.git");
    let git = indexed(one(bare.target()), Profile::Plain);
    for config in [folder(&scene), git] {
        for number in [8, 9, 10] {
            day(&mut scene, number);
            status(&scene, &config).await;
        }
        let before = bare.count();
        let (ledger, web) = (scene.ledger(), scene.web());
        let results = withdraw("daily/2026-07-09", &config, scene.doors(&web, &ledger)).await;
        assert_eq!((results[0].status, &results[0].error), (Status::Withdrawn, &None));
        let is_git = bare.count() > 1;
        let files = if is_git { git_tree(&bare) } else { tree(&scene.path("site")) };
        assert!(!files.contains_key("daily/2026-07-09.md"));
        assert!(files.values().all(|text| !text.contains("2026-07-09")), "{files:?}");
        assert!(files["daily/2026-07-08.md"].contains("[10 July 2026 →](../daily/2026-07-10.md)"));
        assert_eq!(bare.count(), if is_git { before + 1 } else { before }, "one commit");
        fs::remove_dir_all(scene.path("data/ledger")).unwrap();
    }
}

fn git_tree(bare: &Bare) -> BTreeMap<String, String> {
    let below = |path: &String| path.strip_prefix("content/updates/").map(str::to_owned);
    bare.files().iter().filter_map(|path| Some((below(path)?, bare.show(path)))).collect()
}

#[tokio::test]
async fn a_docs_repository_gets_page_index_and_links_in_one_commit() {
    let mut scene = Scene::new();
    let bare = scene.bare("docs.git");
    let config = indexed(one(bare.target()), Profile::Hugo);
    let config = Config { site: Site { profile: Profile::Hugo, ..Site::default() }, ..config };
    for (at, number) in [8, 10, 9].into_iter().enumerate() {
        day(&mut scene, number);
        assert_eq!(status(&scene, &config).await, Status::Published);
        assert_eq!(status(&scene, &config).await, Status::Unchanged);
        assert_eq!(bare.count(), at + 2);
    }
    let files = git_tree(&bare);
    assert!(files["_index.md"].starts_with("---\ntitle: \"Digests\"\n"), "{}", files["_index.md"]);
    assert!(files["_index.md"].contains("](daily/2026-07-09/), daily"), "{}", files["_index.md"]);
    assert!(files["daily/2026-07-09.md"].contains("[← 8 July 2026](../../daily/2026-07-08/) · [All digests](../../)"));
}

#[tokio::test]
async fn two_targets_in_one_run_have_two_profiles() {
    let mut scene = Scene::new();
    let mut config = one(FilesKind::Folder { path: scene.path("a") });
    config.targets.extend(one(FilesKind::Folder { path: scene.path("b") }).targets);
    config.targets[1].name = "other".to_owned();
    config.targets[1].pages.profile = Profile::Mintlify;
    let variant = |bytes: &[u8]| Rendered {
        item: "daily/2026-07-08".to_owned(),
        path: "daily/2026-07-08.mintlify.md".to_owned(),
        bytes: bytes.to_vec(),
    };
    let missing = scene.publish(&config).await;
    assert_eq!(statuses(&missing), [Status::Published, Status::Failed]);
    assert!(missing.targets[1].error.as_ref().unwrap().contains("sparky generate"), "{missing:?}");
    scene.rendered.push(variant(b"---\ntitle: \"x\"\n---\n\n![a](./2026-07-08.activity.svg)\n"));
    scene.rendered.push(Rendered { path: "daily/2026-07-08.activity.svg".to_owned(), ..variant(b"<svg/>") });
    let publication: Publication = scene.publish(&config).await;
    assert_eq!(statuses(&publication), [Status::Updated, Status::Published]);
    assert_eq!(fs::read_to_string(scene.path("a/daily/2026-07-08.md")).unwrap(), "# A quiet day\n");
    assert!(!scene.path("a/daily/2026-07-08.mintlify.md").exists() && !scene.path("b/daily/2026-07-08.md").exists());
    let text = fs::read_to_string(scene.path("b/daily/2026-07-08.mdx")).unwrap();
    assert!(text.starts_with("---\ntitle: \"x\"\n"), "{text}");
    assert_eq!(statuses(&scene.publish(&config).await), [Status::Unchanged, Status::Unchanged]);
}

#[tokio::test]
async fn a_place_of_spanish_texts_speaks_spanish() {
    let mut scene = Scene::new();
    let site = Site { language: Language::Es, ..Site::default() };
    let config = Config { site, ..folder(&scene) };
    for (period, date) in [(Period::Daily, "2026-07-08"), (Period::Daily, "2026-07-09"), (Period::Weekly, "2026-07-09")]
    {
        window(&mut scene, period, date);
        assert_eq!(status(&scene, &config).await, Status::Published);
    }
    let files = tree(&scene.path("site"));
    let nav = "[← 8 de julio de 2026](../daily/2026-07-08.md) · [Todos los resúmenes](../README.md)";
    assert!(files["daily/2026-07-09.md"].contains(nav), "{files:?}");
    let index = &files["README.md"];
    assert!(index.contains("[Julio de 2026](#julio-de-2026)") && index.contains("## Julio de 2026"), "{index}");
    assert!(index.contains("lang: \"es\"") && index.contains("Todos los resúmenes por meses."), "{index}");
    assert!(index.contains("), resumen diario") && index.contains("), informe semanal"), "{index}");
    let page = &files["index.html"];
    assert!(page.contains("<html lang=\"es\">") && page.contains("<title>Resúmenes</title>"), "{page}");
}
