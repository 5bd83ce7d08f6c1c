//! What was told of windows: read back newest first, joined without losing anything, and damage is silence.

use sparky_schema::SchemaId;
use sparky_schema::told::{Told, ToldInsight};
use sparky_schema::window::{Period, Window};
use sparky_store::DataFolder;

fn told(date: &str, key: &str) -> Told {
    let window = Window::containing(Period::Weekly, date.parse().unwrap(), chrono_tz::UTC).unwrap();
    let insights = vec![ToldInsight { key: key.to_owned(), value: Some(3) }];
    Told { schema: SchemaId::of::<Told>(), window, insights, paces: Vec::new(), releases: None }
}

fn keys(data: &DataFolder, before: &str) -> Vec<String> {
    let window = told(before, "").window;
    let told = data.tellings().before(&window);
    assert!(told.iter().all(|(told, input)| input.path == format!("history/insights/weekly/{}.json", told.window.id)));
    told.into_iter().flat_map(|(told, _)| told.insights).map(|insight| insight.key).collect()
}

#[test]
fn windows_before_are_read_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::open(folder.path()).unwrap();
    for (date, key) in [("2026-06-24", "a"), ("2026-07-08", "c"), ("2026-07-01", "b"), ("2025-07-01", "long ago")] {
        data.tellings().record(&told(date, key)).unwrap();
    }
    assert_eq!(keys(&data, "2026-07-08"), ["b", "a"], "not the week itself, and not what was a year ago");
    std::fs::write(folder.path().join("history/insights/weekly/2026-W27.json"), "{").unwrap();
    assert_eq!(keys(&data, "2026-07-08"), ["a"]);
}

#[test]
fn joining_adds_what_is_missing_and_keeps_ours() {
    let (ours, theirs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (ours, theirs) = (DataFolder::open(ours.path()).unwrap(), DataFolder::open(theirs.path()).unwrap());
    ours.tellings().record(&told("2026-07-01", "ours")).unwrap();
    theirs.tellings().record(&told("2026-07-01", "theirs")).unwrap();
    theirs.tellings().record(&told("2026-06-24", "theirs alone")).unwrap();
    ours.tellings().merge(&theirs.tellings()).unwrap();
    assert_eq!(keys(&ours, "2026-07-08"), ["ours", "theirs alone"]);
}
