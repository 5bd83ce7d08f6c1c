//! Damage to any file of the data folder is seen, what is lost is read again, and the document stays the same.

use std::fs;
use std::path::{Path, PathBuf};

use crate::hub::{Hub, bytes};
use crate::scene::week;
use crate::worlds::small;

/// Everything under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// What happens to a file.
type Damage = (&'static str, fn(&Path));

const DAMAGES: [Damage; 5] = [
    ("lost", |path| fs::remove_file(path).unwrap()),
    ("empty", |path| fs::write(path, "").unwrap()),
    ("cut", |path| {
        let text = fs::read(path).unwrap();
        fs::write(path, &text[..text.len() / 2]).unwrap();
    }),
    ("changed", |path| {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replacen("2026-07-06T00:0", "2026-07-06T01:0", 1).replacen("\"id\"", "\"iD\"", 1) + " ")
            .unwrap();
    }),
    ("doubled", |path| {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, format!("{text}{text}")).unwrap();
    }),
];

#[test]
fn whatever_file_is_damaged_in_whatever_way_the_facts_are_the_same() {
    let hub = Hub::new(small());
    let whole = bytes(&hub.all(&week()));
    let facts = hub.data.folder.path().join("facts");
    let paths = files(&facts);
    assert!(paths.len() > 10, "{paths:?}");
    for (number, path) in paths.iter().enumerate() {
        // Every file is damaged in two ways, and each way hits many files.
        for (way, damage) in [DAMAGES[number % 5], DAMAGES[(number + 2) % 5]] {
            damage(path);
            let (repaired, requests, _) = hub.cost(|hub| bytes(&hub.all(&week())));
            assert!(repaired == whole, "{way} {}", path.display());
            assert!(requests > 1, "{way} {} was not seen", path.display());
            let (_, requests, _) = hub.cost(|hub| hub.all(&week()));
            assert_eq!(requests, 1, "{way} {} was not repaired", path.display());
        }
    }
    assert_eq!(files(&facts), paths);
}

#[test]
fn a_stranger_among_the_files_is_removed() {
    let hub = Hub::new(small());
    let whole = bytes(&hub.all(&week()));
    let folder = hub.data.folder.path().join("facts/acme/app/issues");
    fs::copy(folder.join("2026-07.ndjson"), folder.join("2026-08.ndjson")).unwrap();
    assert_eq!(bytes(&hub.all(&week())), whole);
    assert_eq!(files(&folder).len(), 1);
}

#[test]
fn damage_to_what_a_window_does_not_need_is_repaired_when_one_needs_it() {
    let days = ["2026-07-08", "2026-05-20"].map(crate::scene::day);
    let hub = Hub::new(small());
    hub.server.change(|world| {
        let app = world.repository("acme/app");
        let old =
            sparky_testkit::world::Issue::new(200, "ada", "2026-05-20T10:00:00Z", "Old").closed("2026-05-20T11:00:00Z");
        app.issues.push(old);
    });
    let whole = days.each_ref().map(|day| bytes(&hub.all(day)));
    let old = hub.data.folder.path().join("facts/acme/app/issues/2026-05.ndjson");
    fs::write(&old, "{}\n").unwrap();
    let (first, requests, _) = hub.cost(|hub| bytes(&hub.all(&days[0])));
    assert_eq!((first == whole[0], requests), (true, 1));
    assert!(bytes(&hub.all(&days[1])) == whole[1]);
}
