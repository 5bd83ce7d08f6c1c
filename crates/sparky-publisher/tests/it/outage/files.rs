//! Targets that are files of this machine: a run that dies between two writes leaves some of them as they were.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sparky_publisher::{Blog, BlogKind, Config, FilesKind, Site, TargetKind};
use sparky_schema::publication::Status;
use sparky_store::{Record, RecordState};
use sparky_testkit::Dice;

use crate::pages::{day, indexed};
use crate::scene::{Scene, one};

type Files = BTreeMap<PathBuf, Vec<u8>>;

const SEEDS: u64 = 12;

fn kinds(root: &Path) -> [TargetKind; 4] {
    [
        FilesKind::Folder { path: root.to_owned() }.into(),
        FilesKind::Feed { path: root.to_owned() }.into(),
        FilesKind::StepSummary { file: Some(root.join("summary.md")) }.into(),
        BlogKind::Export { path: root.to_owned(), blog: Blog::default() }.into(),
    ]
}

/// A day with some words.
fn written(scene: &mut Scene, number: u32) {
    day(scene, number);
    let page = String::from_utf8(scene.rendered[1].bytes.clone()).unwrap();
    scene.rendered[1].bytes = page.replace("</h1>", "</h1>\n<p>Text.</p>").into_bytes();
}

fn config(root: &Path, at: usize) -> Config {
    let site = Site { url: Some("https://docs.example.org".to_owned()), ..Site::default() };
    let config = one(kinds(root)[at].clone());
    let config = if at == 0 { indexed(config, sparky_schema::page::Profile::Plain) } else { config };
    Config { site, ..config }
}

fn read(folder: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type().unwrap().is_dir() {
            true => read(&entry.path(), files),
            false => drop(files.insert(entry.path(), std::fs::read(entry.path()).unwrap())),
        }
    }
}

fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    read(folder, &mut files);
    files
}

/// Some of the files are as they were before. The JSON feed goes last.
fn undo(before: &Files, after: &Files, dice: &mut Dice) {
    let is_first = |path: &Path| path.ends_with("atom.xml");
    for path in after.keys().filter(|path| before.get(*path) != after.get(*path) && !is_first(path)) {
        match (dice.roll(2), before.get(path)) {
            (0, _) => {}
            (_, Some(bytes)) => std::fs::write(path, bytes).unwrap(),
            (_, None) => std::fs::remove_file(path).unwrap(),
        }
    }
}

#[tokio::test]
async fn files_that_were_written_in_part_are_completed() {
    for (at, seed) in (0..4).flat_map(|at| (0..SEEDS).map(move |seed| (at, seed))) {
        let (mut scene, mut dice) = (Scene::fast(), Dice::new(seed * 10 + at as u64));
        std::fs::create_dir_all(scene.path("site")).unwrap();
        let (site, config) = (scene.path("site"), config(&scene.path("site"), at));
        // An earlier window may be there.
        if dice.roll(2) == 0 {
            written(&mut scene, 7);
            scene.publish(&config).await;
        }
        written(&mut scene, 8);
        let before = files(&site);
        let first = scene.publish(&config).await.targets.remove(0);
        assert_eq!(first.status, Status::Published, "{at} {seed}: {first:?}");
        let whole = files(&site);
        undo(&before, &whole, &mut dice);
        let (ledger, item) = (scene.ledger(), scene.content.items[0].id.clone());
        let record = ledger.read("docs", &item).unwrap().unwrap();
        match dice.roll(3) {
            0 => ledger.forget("docs", &item).unwrap(),
            1 => {
                ledger.write(&Record { state: RecordState::Intended, at: Some(scene.clock.0.now()), ..record }).unwrap()
            }
            _ => {}
        }
        let result = scene.publish(&config).await.targets.remove(0);
        let good = [Status::Published, Status::Updated, Status::Unchanged].contains(&result.status);
        assert!(good && files(&site) == whole, "{at} {seed}: {result:?}");
        assert_eq!(scene.publish(&config).await.targets[0].status, Status::Unchanged, "{at} {seed}");
    }
}
