//! One run at a time on one data folder. The operating system frees the lock when a run dies.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::Error;

/// Held beside the lock, so that whoever only wants to know whether there is a run never keeps one from beginning.
pub(crate) const BUSY: &str = ".sparky-busy";

/// Held while a run works on the folder; dropping it frees the folder.
#[derive(Debug)]
pub struct Lock {
    file: File,
    busy: Option<File>,
}

impl Lock {
    pub(crate) fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(".lock");
        let fault = |source| Error::Io { path: path.clone(), source };
        let open = |path: &Path| File::options().create(true).write(true).truncate(false).open(path);
        let file = open(&path).map_err(fault)?;
        match file.try_lock() {
            // Nothing is decided by the other one.
            Ok(()) => Ok(Self { file, busy: open(&folder.join(BUSY)).ok().filter(|busy| busy.try_lock().is_ok()) }),
            Err(TryLockError::WouldBlock) => Err(Error::Locked { folder: folder.to_owned() }),
            Err(TryLockError::Error(source)) => Err(fault(source)),
        }
    }

    /// Whether a run works on the folder now.
    pub(crate) fn is_taken(folder: &Path) -> bool {
        let Ok(busy) = File::open(folder.join(BUSY)) else { return false };
        match busy.try_lock_shared() {
            Ok(()) => busy.unlock().is_err(),
            Err(error) => matches!(error, TryLockError::WouldBlock),
        }
    }
}

impl Drop for Lock {
    /// Closing the file is not enough: a program that is being started at this moment has it open as well.
    fn drop(&mut self) {
        for file in self.busy.iter().chain([&self.file]) {
            let _ = file.unlock();
        }
    }
}
