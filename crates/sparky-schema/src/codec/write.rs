//! Writing files so that a reader sees the old bytes or the new ones, never a part: a temporary file beside the old
//! one, then a rename. It must not know what is in them.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::CodecError;
use crate::document::{Document, Input};

/// Writes a document atomically and says what was written.
///
/// # Errors
/// [`CodecError::Write`]; the old file is then untouched.
pub fn write<D: Document>(path: &Path, document: &D, name: &str) -> Result<Input, CodecError> {
    write_streamed(path, document, name)
}

/// Writes what can be written as JSON in the form of a document, atomically and without holding it in memory, and says
/// what was written. A file that holds the same bytes already is left alone. `value` must be what a document of that name looks like.
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
    replace(path, true, |file| file.write_all(bytes))
}

/// Like [`write_atomically`], but not synced, which is several times faster: a run that is killed leaves the old bytes or
/// the new ones, a power cut may leave neither. For files whose digest is checked when they are read.
///
/// # Errors
/// [`CodecError::Write`]; the old file is then untouched.
pub fn write_unsynced(path: &Path, bytes: &[u8]) -> Result<(), CodecError> {
    replace(path, false, |file| file.write_all(bytes))
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
    if is_same(file.path(), path).unwrap_or(false) {
        return Ok(());
    }
    if sync {
        file.as_file().sync_all().map_err(fault)?;
    }
    file.persist(path).map_err(|error| fault(error.error))?;
    if sync {
        sync_folder(folder);
    }
    Ok(())
}

/// Whether two files hold the same, which is found out without holding either.
fn is_same(one: &Path, other: &Path) -> std::io::Result<bool> {
    if std::fs::metadata(one)?.len() != std::fs::metadata(other)?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (BufReader::new(File::open(one)?), BufReader::new(File::open(other)?));
    loop {
        let (a, b) = (one.fill_buf()?, other.fill_buf()?);
        let length = a.len().min(b.len());
        if a.get(..length) != b.get(..length) {
            return Ok(false);
        }
        if length == 0 {
            return Ok(a.is_empty() && b.is_empty());
        }
        one.consume(length);
        other.consume(length);
    }
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
