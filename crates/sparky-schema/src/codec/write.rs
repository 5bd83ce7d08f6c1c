//! Writing files so that a reader sees the old bytes or the new ones, never a part: a temporary file beside the old
//! one, then a rename. It must not know what is in them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{CodecError, to_vec};
use crate::document::{Document, Input};

/// Writes a document atomically and says what was written.
///
/// # Errors
/// [`CodecError::Write`]; the old file is then untouched.
pub fn write<D: Document>(path: &Path, document: &D, name: &str) -> Result<Input, CodecError> {
    let bytes = to_vec(document)
        .map_err(|error| CodecError::Write { path: path.to_owned(), source: std::io::Error::other(error) })?;
    write_atomically(path, &bytes)?;
    Ok(Input { path: name.to_owned(), sha256: sha256_hex(&bytes) })
}

/// Writes what can be written as JSON in the form of a document, atomically and without holding it in memory, and says
/// what was written. `value` must be what a document of that name looks like.
///
/// # Errors
/// [`CodecError::Write`]; the old file is then untouched.
pub fn write_streamed(path: &Path, value: &impl serde::Serialize, name: &str) -> Result<Input, CodecError> {
    let mut sha256 = String::new();
    replace(path, true, |file| {
        let mut writer = BufWriter::new(Hashing { file, digest: Sha256::new() });
        serde_json::to_writer_pretty(&mut writer, value)?;
        writer.write_all(b"\n")?;
        let Hashing { digest, .. } = writer.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        sha256 = hex(&digest.finalize());
        Ok(())
    })?;
    Ok(Input { path: name.to_owned(), sha256 })
}

struct Hashing<'a> {
    file: &'a mut File,
    digest: Sha256,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Writes a file so that a reader sees the old bytes or the new ones, never a part, also after a power cut. Makes
/// missing folders. Leaves a file alone that holds the same bytes already.
///
/// # Errors
/// [`CodecError::Write`]; the old file is then untouched.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), CodecError> {
    replace_if_other(path, bytes, true)
}

/// Like [`write_atomically`], but not synced, which is several times faster: a run that is killed leaves the old bytes or
/// the new ones, a power cut may leave neither. For files whose digest is checked when they are read.
///
/// # Errors
/// [`CodecError::Write`]; the old file is then untouched.
pub fn write_unsynced(path: &Path, bytes: &[u8]) -> Result<(), CodecError> {
    replace_if_other(path, bytes, false)
}

fn replace_if_other(path: &Path, bytes: &[u8], sync: bool) -> Result<(), CodecError> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    replace(path, sync, |file| file.write_all(bytes))
}

fn replace(path: &Path, sync: bool, fill: impl FnOnce(&mut File) -> std::io::Result<()>) -> Result<(), CodecError> {
    let fault = |source| CodecError::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(fault)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sparky-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder).map_err(fault)?;
    fill(file.as_file_mut()).map_err(fault)?;
    if sync {
        file.as_file().sync_all().map_err(fault)?;
    }
    file.persist(path).map_err(|error| fault(error.error))?;
    if sync {
        sync_folder(folder);
    }
    Ok(())
}

// Makes the rename outlast a power cut. Where a folder cannot be synced, the file is written all the same.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

/// SHA-256 as lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
