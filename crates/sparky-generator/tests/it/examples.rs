//! `docs/examples`: a real digest of each kind, made again from the recorded analyses, so that none is stale.

use sparky_generator::{Config, Language, Style, generate, verify};
use sparky_schema::analysis::Analysis;
use sparky_schema::content::ItemKind;

use crate::cases::{generated, input, posts_of, read, same};

fn check(recorded: &str, kind: ItemKind, band: std::ops::RangeInclusive<u64>) {
    let facts: Analysis = read(recorded);
    let made = generated(&facts);
    assert_eq!(made.dropped, [], "nothing in a text of ours is untrue");
    let item = made.content.items.iter().find(|item| item.kind == kind).unwrap();
    assert!(item.quiet || band.contains(&item.word_count), "{} words", item.word_count);
    let file = made.files.iter().find(|file| file.path == item.files[0]).unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert_eq!(verify(&text, &facts, None), []);
    same(&format!("../../docs/examples/{}.md", kind.name()), &text);
    for picture in made.files.iter().filter(|file| item.files.contains(&file.path) && file.path.ends_with(".svg")) {
        let name = picture.path.rsplit('/').next().unwrap();
        same(&format!("../../docs/examples/{name}"), &String::from_utf8(picture.bytes.clone()).unwrap());
    }
}

const DAY: &str = include_str!("../../../../docs/examples/recorded/day.json");
const WEEK: &str = include_str!("../../../../docs/examples/recorded/week.json");
const MONTH: &str = include_str!("../../../../docs/examples/recorded/month.json");

#[test]
fn the_daily_digest() {
    check(DAY, ItemKind::Daily, 200..=300);
}

#[test]
fn the_daily_digest_in_spanish() {
    let facts: Analysis = read(DAY);
    let style = Style { language: Language::Es, ..Style::default() };
    let made = generate(&facts, input(), &Config { style, ..Config::default() }).unwrap();
    let text = String::from_utf8(made.files[0].bytes.clone()).unwrap();
    assert_eq!(verify(&text, &facts, None), []);
    same("../../docs/examples/daily.es.md", &text);
}

#[test]
fn the_weekly_report() {
    check(WEEK, ItemKind::Weekly, 800..=1200);
}

#[test]
fn the_monthly_review() {
    check(MONTH, ItemKind::Monthly, 2000..=3000);
}

#[test]
fn the_blog_post() {
    check(MONTH, ItemKind::Blog, 1500..=2500);
}

#[test]
fn the_posts() {
    same("../../docs/examples/social.txt", &posts_of(&generated(&read(WEEK)).content.items));
}

#[test]
fn the_beginning_that_the_readme_shows() {
    let (readme, report) = (include_str!("../../../../README.md"), include_str!("../../../../docs/examples/weekly.md"));
    let shown: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(shown.len() >= 5, "{shown:?}");
    for line in shown {
        let line = line.trim_start_matches('#').trim();
        assert!(report.contains(line), "the report says otherwise now: {line}");
    }
}
