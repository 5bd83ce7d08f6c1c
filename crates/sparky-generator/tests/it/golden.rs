//! Whole digests, byte by byte: read them when they change.

use crate::cases::{generated, posts_of, read, same};

fn check(case: &str, analysis: &str) {
    let made = generated(&read(analysis));
    assert_eq!(made.dropped, [], "nothing in a digest of ours is untrue");
    same(&format!("tests/golden/{case}/digest.md"), &String::from_utf8(made.files[0].bytes.clone()).unwrap());
    same(&format!("tests/golden/{case}/posts.txt"), &posts_of(&made.content.items));
    if let Some(blog) = made.files.iter().find(|file| file.path.starts_with("blog/")) {
        same(&format!("tests/golden/{case}/blog.md"), &String::from_utf8(blog.bytes.clone()).unwrap());
    }
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
