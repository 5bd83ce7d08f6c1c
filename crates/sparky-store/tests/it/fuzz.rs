//! Whatever a disk leaves of the data folder: what can be believed is read, the rest is an error that names the file.

use std::path::{Path, PathBuf};

use sparky_schema::Period;
use sparky_schema::run::RunState;
use sparky_store::{DataFolder, Record, RecordState, SessionRecord, Span, Spent};
use sparky_testkit::{Dice, damaged};

use crate::{run, window};

const CASES: u64 = 150;

/// A folder with something of everything that is kept.
fn filled(root: &Path) -> DataFolder {
    let data = DataFolder::open(root).unwrap();
    let day = window(Period::Daily, 8);
    data.history().record(&sparky_schema::run::Run { state: RunState::Complete, ..run(&day) }).unwrap();
    let record = Record::intent("team", "daily/2026-07-08", "0".repeat(64));
    data.ledger()
        .write(&Record { state: RecordState::Published, url: Some("https://x".to_owned()), ..record })
        .unwrap();
    let spent = Spent {
        at: "2026-07-08T01:00:00Z".parse().unwrap(),
        id: "a".to_owned(),
        model: "m".to_owned(),
        tokens: 3,
        cost_usd: 0.5,
        settled: true,
    };
    data.spending().put(&spent).unwrap();
    let spans = vec![Span { since: spent.at, until: None }];
    data.sessions().write(&SessionRecord { name: "week".to_owned(), spans }).unwrap();
    crate::facts::keep_some(root);
    data
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().flat_map(|path| if path.is_dir() { self::files(&path) } else { vec![path] }).collect()
}

/// Asks everything; what fails says where.
fn ask(root: &Path) {
    let named = |error: sparky_store::Error| {
        assert!(error.to_string().contains(&root.display().to_string()), "{error}");
    };
    let data = match DataFolder::open(root) {
        Ok(data) => data,
        Err(error) => return named(error),
    };
    data.history().entries(Period::Daily).map(drop).unwrap_or_else(named);
    data.history().damaged(Period::Daily).map(drop).unwrap_or_else(named);
    data.ledger().read("team", "daily/2026-07-08").map(drop).unwrap_or_else(named);
    data.ledger().below("team", "daily").map(drop).unwrap_or_else(named);
    data.spending().month("2026-07-20T00:00:00Z".parse().unwrap()).map(drop).unwrap_or_else(named);
    data.sessions().read("week").map(drop).unwrap_or_else(named);
    data.facts().damaged().map(drop).unwrap_or_else(named);
    crate::facts::read_all(root).unwrap_or_else(named);
}

#[test]
fn a_damaged_file_is_believed_by_nobody_and_named() {
    let sound = tempfile::tempdir().unwrap();
    drop(filled(sound.path()));
    let all = files(sound.path());
    for seed in 0..CASES {
        let scratch = tempfile::tempdir().unwrap();
        let mut dice = Dice::new(seed);
        let hit = dice.roll(all.len());
        for (n, file) in all.iter().enumerate() {
            let to = scratch.path().join(file.strip_prefix(sound.path()).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            let bytes = std::fs::read(file).unwrap();
            std::fs::write(to, if n == hit { damaged(&bytes, seed) } else { bytes }).unwrap();
        }
        ask(scratch.path());
    }
}
