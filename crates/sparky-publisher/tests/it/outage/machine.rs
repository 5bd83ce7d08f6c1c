//! A machine of a workflow: it begins with what the data branch holds, brings intents there before the first call, and
//! leaves what it knows there in the end. One that dies takes the rest along.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sparky_publisher::{Config, Keeper, TargetKind};

use crate::scene::{Scene, one};

/// Files by their paths.
type Files = BTreeMap<PathBuf, Vec<u8>>;
/// The ledger as it outlives every machine.
pub(super) type Branch = Arc<Mutex<Files>>;

pub(super) struct Machine {
    pub(super) scene: Scene,
    branch: Branch,
    /// What was there when it began, or what it has brought there since.
    base: Arc<Mutex<Files>>,
}

impl Machine {
    /// It begins so many seconds after the first one.
    pub(super) fn new(scene: Scene, branch: Branch, seconds: usize) -> Self {
        scene.clock.0.advance(Duration::from_secs(seconds as u64));
        // It makes the folder.
        scene.ledger();
        let base = branch.lock().unwrap().clone();
        for (path, bytes) in &base {
            let path = scene.path("data/ledger").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        Self { scene, branch, base: Arc::new(Mutex::new(base)) }
    }

    pub(super) fn config(&self, kind: TargetKind) -> Config {
        let (ledger, base, branch) = (self.scene.path("data/ledger"), Arc::clone(&self.base), Arc::clone(&self.branch));
        let keeper = Keeper::new(move || push(&ledger, &mut base.lock().unwrap(), &mut branch.lock().unwrap()));
        Config { keeper: Some(keeper), ..one(kind) }
    }

    /// The run is over, and so is the machine.
    pub(super) fn done(&self) {
        // One that was late has changed nothing.
        let _ = push(&self.scene.path("data/ledger"), &mut self.base.lock().unwrap(), &mut self.branch.lock().unwrap());
    }
}

/// Brings there what is new here; somebody else's word on the same item is never written over.
fn push(ledger: &Path, base: &mut Files, branch: &mut Files) -> Result<(), String> {
    let (mut own, mut merged) = (Files::new(), branch.clone());
    read(ledger, ledger, &mut own);
    let paths: Vec<PathBuf> = own.keys().chain(base.keys()).cloned().collect();
    for path in paths.iter().filter(|path| own.get(*path) != base.get(*path)) {
        if branch.get(path) != base.get(path) {
            return Err("another run publishes the same".to_owned());
        }
        match own.get(path) {
            Some(bytes) => drop(merged.insert(path.clone(), bytes.clone())),
            None => drop(merged.remove(path)),
        }
    }
    *branch = merged;
    *base = own;
    Ok(())
}

fn read(root: &Path, folder: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type().unwrap().is_dir() {
            true => read(root, &entry.path(), files),
            false => {
                let name = entry.path().strip_prefix(root).unwrap().to_owned();
                files.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
    }
}
