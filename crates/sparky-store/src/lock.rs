//! One run at a time on one data folder. The operating system frees the lock when a run dies.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::Error;

/// Held while a run works on the folder; dropping it frees the folder.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    pub(crate) fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(".lock");
        let fault = |source| Error::Io { path: path.clone(), source };
        let file = File::options().create(true).write(true).truncate(false).open(&path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(Error::Locked { folder: folder.to_owned() }),
            Err(TryLockError::Error(source)) => Err(fault(source)),
        }
    }
}

impl Drop for Lock {
    /// Closing the file is not enough: a program that is being started at this moment has it open as well.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}
