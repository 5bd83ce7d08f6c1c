//! Texts that wait: kept whole, found again, merged, let go.

use sparky_schema::SchemaId;
use sparky_schema::content::Content;
use sparky_schema::window::{Period, Window};
use sparky_store::{DataFolder, Error, Held};
use tempfile::TempDir;

fn content(day: &str, digest: Option<&str>) -> Content {
    Content {
        schema: SchemaId::of::<Content>(),
        inputs: Vec::new(),
        digest: digest.map(str::to_owned),
        private: false,
        language: sparky_schema::Language::default(),
        window: Window::containing(Period::Daily, day.parse().unwrap(), chrono_tz::UTC).unwrap(),
        incomplete: false,
        repositories: None,
        impact: None,
        items: Vec::new(),
    }
}

fn held(day: &str, digest: Option<&str>) -> Held {
    let files: [(&str, &[u8]); 2] = [("daily/a.md", "# Größe\n".as_bytes()), ("daily/a.card.png", b"\x89PNG\xff\x00")];
    Held::new(vec!["site".to_owned()], content(day, digest), &files)
}

#[test]
fn what_waits_is_kept_whole_and_the_oldest_comes_first() {
    let folder = TempDir::new().unwrap();
    let data = DataFolder::open(folder.path()).unwrap();
    let all = [held("2026-07-07", None), held("2026-07-08", None), held("2026-07-08", Some("team"))];
    all.iter().rev().for_each(|held| data.waiting().hold(held).unwrap());
    assert_eq!(data.waiting().all().unwrap(), all);
    let files: Vec<(&str, Vec<u8>)> = all[0].files().collect();
    assert_eq!(files[0], ("daily/a.md", "# Größe\n".as_bytes().to_vec()));
    assert_eq!(files[1], ("daily/a.card.png", b"\x89PNG\xff\x00".to_vec()));
    data.waiting().release(None, &all[0].content.window).unwrap();
    data.waiting().release(None, &all[0].content.window).unwrap();
    assert_eq!(data.waiting().all().unwrap(), all[1..]);
}

#[test]
fn it_lies_where_the_ledger_is_and_does_not_disturb_it() {
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (data, other) = (DataFolder::open(here.path()).unwrap(), DataFolder::open(there.path()).unwrap());
    other.waiting().hold(&held("2026-07-08", None)).unwrap();
    data.ledger().merge(&other.ledger()).unwrap();
    data.waiting().merge(&other.waiting()).unwrap();
    data.waiting().merge(&other.waiting()).unwrap();
    assert!(here.path().join("ledger/waiting/_/daily/2026-07-08.held").is_file());
    assert_eq!(data.waiting().all().unwrap(), other.waiting().all().unwrap());
    std::fs::write(here.path().join("ledger/waiting/_/daily/2026-07-08.held"), "{").unwrap();
    assert!(matches!(data.waiting().all(), Err(Error::Waiting { .. })));
}
