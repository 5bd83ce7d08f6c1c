//! What models cost and what they said, over runs that are killed and folders that meet.

use sparky_store::{DataFolder, Error, Spent};
use tempfile::TempDir;

fn spent(at: &str, id: &str, cost_usd: f64, settled: bool) -> Spent {
    Spent { at: at.parse().unwrap(), id: id.to_owned(), model: "m".to_owned(), tokens: 10, cost_usd, settled }
}

#[test]
fn a_bill_takes_the_place_of_its_estimate_and_not_the_other_way_round() {
    let folder = TempDir::new().unwrap();
    let spending = DataFolder::open(folder.path()).unwrap().spending();
    let at = "2026-11-20T06:00:00Z";
    for entry in [spent(at, "a", 2.0, false), spent(at, "a", 1.0, true), spent(at, "a", 2.0, false)] {
        spending.put(&entry).unwrap();
    }
    spending.put(&spent("2026-12-01T00:00:00Z", "b", 4.0, true)).unwrap();
    assert_eq!(spending.month(at.parse().unwrap()).unwrap(), [spent(at, "a", 1.0, true)]);
    assert!(folder.path().join("spending/2026-12.ndjson").is_file());
}

#[test]
fn folders_that_meet_count_each_call_once() {
    let (ours, theirs) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let open = |folder: &TempDir| DataFolder::open(folder.path()).unwrap().spending();
    let at = "2026-11-20T06:00:00Z";
    open(&ours).put(&spent(at, "a", 2.0, false)).unwrap();
    open(&theirs).put(&spent(at, "a", 1.0, true)).unwrap();
    open(&theirs).put(&spent(at, "b", 3.0, true)).unwrap();
    open(&ours).merge(&open(&theirs)).unwrap();
    open(&ours).merge(&open(&theirs)).unwrap();
    let month = open(&ours).month(at.parse().unwrap()).unwrap();
    assert_eq!(month, [spent(at, "a", 1.0, true), spent(at, "b", 3.0, true)]);
}

#[test]
fn a_damaged_month_is_told() {
    let folder = TempDir::new().unwrap();
    let spending = DataFolder::open(folder.path()).unwrap().spending();
    let at = "2026-11-20T06:00:00Z";
    spending.put(&spent(at, "a", 1.0, true)).unwrap();
    std::fs::write(folder.path().join("spending/2026-11.ndjson"), "{\n").unwrap();
    assert!(matches!(spending.put(&spent(at, "b", 1.0, true)), Err(Error::Spending { .. })));
}

#[test]
fn the_cache_holds_what_was_put_there() {
    let folder = TempDir::new().unwrap();
    let cache = DataFolder::open(folder.path()).unwrap().cache("model");
    assert_eq!(cache.get("abc"), None);
    cache.put("abc", b"{}").unwrap();
    assert_eq!(cache.get("abc").as_deref(), Some(&b"{}"[..]));
    assert!(folder.path().join("cache/model/abc.json").is_file());
}
