//! Every link of every page leads to a page or a picture, as each site generator would serve them.

use std::collections::{BTreeMap, BTreeSet};

use sparky_publisher::{Config, FilesKind, Rendered, Site};
use sparky_schema::page::Profile;
use sparky_schema::window::Period;
use url::Url;

use super::{git_tree, indexed, window};
use crate::scene::{Scene, one, statuses};

/// Where a file of `content/updates` is served by the generator.
fn served(profile: Profile, name: &str) -> String {
    let top = if profile == Profile::Quartz || profile == Profile::Hugo { "/updates/" } else { "/content/updates/" };
    let Some((stem, _)) = name.rsplit_once('.').filter(|(_, ending)| matches!(*ending, "md" | "mdx")) else {
        return format!("{top}{name}");
    };
    let is_index = matches!(stem, "README" | "index" | "_index");
    match profile {
        // These read files, and make addresses of them.
        Profile::Plain | Profile::Docusaurus | Profile::Mdbook => format!("{top}{name}"),
        Profile::Mintlify => format!("{top}{stem}"),
        _ if is_index && profile == Profile::Quartz => format!("{top}index"),
        _ if is_index => top.to_owned(),
        Profile::Jekyll => format!("{top}{stem}.html"),
        Profile::Hugo => format!("{top}{}/", stem.to_lowercase()),
        Profile::Quartz => format!("{top}{stem}"),
    }
}

fn links(text: &str) -> Vec<&str> {
    let after = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    after.map(|(url, _)| url).filter(|url| !url.starts_with('#')).collect()
}

fn check(profile: Profile, files: &BTreeMap<String, String>) {
    let places: BTreeSet<String> = files.keys().map(|name| served(profile, name)).collect();
    let mut found = 0;
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".md") || name.ends_with(".mdx")) {
        let page = Url::parse(&format!("https://x.test{}", served(profile, name))).unwrap();
        for link in links(text) {
            let to = page.join(link).unwrap().path().to_owned();
            assert!(places.contains(&to), "{profile:?}: {name} links to {link}, which is {to}: {places:?}");
            found += 1;
        }
    }
    assert!(found > 8, "{profile:?}: {found}");
}

#[tokio::test]
async fn links_between_pages_and_to_pictures_hold_for_every_site_generator() {
    for profile in Profile::ALL {
        let mut scene = Scene::new();
        let bare = scene.bare("docs.git");
        let site = Site { profile, ..Site::default() };
        let config = Config { site, ..indexed(one(bare.target()), profile) };
        for (period, date) in
            [(Period::Daily, "2026-07-08"), (Period::Weekly, "2026-07-08"), (Period::Daily, "2026-07-10")]
        {
            window(&mut scene, period, date);
            picture(&mut scene, profile);
            let publication = scene.publish(&config).await;
            assert_eq!(publication.targets[0].error, None, "{:?}", statuses(&publication));
        }
        check(profile, &git_tree(&bare));
    }
}

/// As the generator writes it.
fn picture(scene: &mut Scene, profile: Profile) {
    let item = scene.content.items[0].id.clone();
    let name = item.rsplit('/').next().unwrap().to_owned();
    let link = format!("\n![Activity]({}{name}.activity.svg)\n", profile.beside());
    scene.rendered[0].bytes.extend(link.as_bytes());
    scene.rendered.push(Rendered { path: format!("{item}.activity.svg"), item, bytes: b"<svg/>".to_vec() });
}

#[tokio::test]
async fn the_address_of_the_site_says_where_its_pages_are() {
    let mut scene = Scene::new();
    let path = scene.path("docs/news/updates");
    let url = Some("https://acme.dev/updates/".to_owned());
    let site = Site { profile: Profile::Mintlify, url, ..Site::default() };
    let config = Config { site, ..indexed(one(FilesKind::Folder { path: path.clone() }), Profile::Mintlify) };
    for date in ["2026-07-08", "2026-07-09"] {
        window(&mut scene, Period::Daily, date);
        scene.publish(&config).await;
    }
    let text = std::fs::read_to_string(path.join("daily/2026-07-09.mdx")).unwrap();
    assert!(text.contains("[← 8 July 2026](/updates/daily/2026-07-08)"), "{text}");
    assert!(text.contains("[//]: # \"sparky:nav\"") && !text.contains("<!--"), "{text}");
}
