//! Whole digests, byte by byte: read them when they change.

use std::path::Path;

use sparky_schema::content::Item;

use crate::cases::{generated, read};

fn check(case: &str, analysis: &str) {
    let made = generated(&read(analysis));
    assert_eq!(made.dropped, [], "nothing in a digest of ours is untrue");
    same(case, "digest.md", &String::from_utf8(made.files[0].bytes.clone()).unwrap());
    same(case, "posts.txt", &posts(&made.content.items));
    if let Some(blog) = made.files.iter().find(|file| file.path.starts_with("blog/")) {
        same(case, "blog.md", &String::from_utf8(blog.bytes.clone()).unwrap());
    }
}

fn same(case: &str, name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{case}/{name}"));
    let is_same = std::fs::read_to_string(&file).unwrap_or_default() == text;
    let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{case}-{name}"));
    std::fs::write(&new, text).unwrap();
    assert!(is_same, "the text differs; when that is meant, copy {} over {}", new.display(), file.display());
}

/// Every post as it is sent, with those that may follow it.
fn posts(items: &[Item]) -> String {
    let posts = items.iter().filter_map(|item| Some((item.platform?, item.text.as_ref()?, &item.thread)));
    let told = posts.map(|(platform, text, thread)| {
        let more: String = thread.iter().map(|next| format!("\n\n-- then --\n{next}")).collect();
        format!("== {} ==\n{text}{more}\n\n", platform.name())
    });
    told.collect()
}

#[test]
fn a_busy_week_of_a_repository() {
    check("week", include_str!("../golden/week/analysis.json"));
}

#[test]
fn a_busy_day() {
    check("day", include_str!("../golden/day/analysis.json"));
}

#[test]
fn a_day_of_two_repositories() {
    check("two-repositories", include_str!("../../../sparky-analyzer/tests/golden/mixed/analysis.json"));
}
