//! Pictures: what they show, that they say nothing else, and that they can be read by everybody.

use sparky_generator::{Config, Generated, Profile, generate, verify};
use sparky_schema::analysis::Analysis;
use sparky_schema::document::Input;

use crate::cases::{generated, read};

const WEEK: &str = include_str!("../../../../docs/examples/recorded/week.json");

fn file(made: &Generated, path: &str) -> String {
    let found = made.files.iter().find(|file| file.path == path).unwrap();
    String::from_utf8(found.bytes.clone()).unwrap()
}

#[test]
fn each_picture_is_a_file_of_the_item_and_linked_from_the_text() {
    let made = generated(&read(WEEK));
    let item = &made.content.items[0];
    let pictures: Vec<&String> = item.files.iter().filter(|path| path.ends_with(".svg")).collect();
    assert_eq!(pictures.len(), 4, "{:?}", item.files);
    let text = file(&made, "weekly/2020-W50.md");
    for path in pictures {
        assert!(text.contains(&format!("](./{})", path.trim_start_matches("weekly/"))), "{path}: {text}");
    }
    assert!(text.contains("| Monday, 7 December | 28 | 19 |"), "the numbers are in a table: {text}");
    assert!(!item.body_markdown.contains("!["), "what is sent elsewhere has no pictures");
}

#[test]
fn pictures_are_light_and_dark_and_have_a_name() {
    let svg = file(&generated(&read(WEEK)), "weekly/2020-W50.activity.svg");
    assert!(svg.contains("prefers-color-scheme:dark") && svg.contains("@media print"), "{svg}");
    assert!(svg.contains("role=\"img\"") && svg.contains("<title>Activity on each day of the week</title>"), "{svg}");
    assert!(!svg.contains("<script") && !svg.contains("href"), "{svg}");
}

#[test]
fn a_page_holds_its_pictures_and_every_number_is_known() {
    let facts: Analysis = read(WEEK);
    let made = generated(&facts);
    let page = file(&made, "weekly/2020-W50.html");
    assert_eq!(page.matches("<svg").count(), 4, "{page}");
    assert_eq!(verify(&page, &facts, None), []);
    assert_eq!(verify(&file(&made, "weekly/2020-W50.md"), &facts, None), []);
    let foreign = file(&made, "weekly/2020-W50.md").replace("2020-W50.activity", "https://evil.test/a");
    assert_ne!(verify(&foreign, &facts, None), []);
}

#[test]
fn links_to_other_pages_are_no_part_of_the_text() {
    let facts: Analysis = read(WEEK);
    let text = file(&generated(&facts), "weekly/2020-W50.md");
    let nav = "\n<!-- sparky:nav -->\n\n[← Week 49, 2020](../weekly/2020-W49.md)\n\n<!-- /sparky:nav -->\n";
    assert_eq!(verify(&format!("{text}{nav}"), &facts, None), []);
    assert_ne!(verify(&format!("{text}{nav}Week 49 had 4711 commits.\n"), &facts, None), []);
}

#[test]
fn where_pages_are_folders_pictures_lie_one_up() {
    let config = Config { front_matter: Profile::Hugo, ..Config::default() };
    let input = Input { path: "analysis.json".to_owned(), sha256: "0".repeat(64) };
    let made = generate(&read(WEEK), input, &config).unwrap();
    assert!(file(&made, "weekly/2020-W50.md").contains("](../2020-W50.activity.svg)"));
}

#[test]
fn names_of_people_cannot_break_a_picture() {
    let mut facts: Analysis = read(WEEK);
    facts.people[0].person.name = "<b>&\"x|y".to_owned();
    let made = generated(&facts);
    let svg = file(&made, "weekly/2020-W50.people.svg");
    assert!(svg.contains("&lt;b&gt;") && !svg.contains("<b>"), "{svg}");
    assert!(!file(&made, "weekly/2020-W50.html").contains("<b>"));
}
