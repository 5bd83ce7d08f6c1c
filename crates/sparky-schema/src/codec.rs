//! Reading and writing documents: looks at the header first, then parses that exact version, so that an error names
//! the path, line, column and key. It must not know where documents live.

use std::path::{Path, PathBuf};

use crate::document::{Document, Input, SchemaId};
use serde::Deserialize;

mod write;

pub use write::{sha256_hex, write, write_atomically, write_streamed, write_unsynced};

/// A document that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file cannot be written; what was there before is untouched.
    #[error("cannot write {path}: {source}; check that the folder exists, is writable and has space left")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no valid document.
    #[error("{path}:{line}:{column}: {message}{}", key_suffix(.key))]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The key path, for example `repositories[0].records`; empty at the top.
        key: String,
        /// What is wrong.
        message: String,
    },
    /// The file is a document of another kind.
    #[error("{path}: this is a `{found}` document; expected `sparky/{expected}/v1`")]
    OtherDocument {
        /// The file.
        path: PathBuf,
        /// Its header.
        found: String,
        /// The name that was wanted.
        expected: &'static str,
    },
    /// The file was written by a newer program.
    #[error("{path}: `{found}` is newer than this sparky, which reads up to v{newest}; update sparky")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its header.
        found: String,
        /// The newest version that can be read.
        newest: u32,
    },
}

fn key_suffix(key: &str) -> String {
    if key.is_empty() || key == "." { String::new() } else { format!(" (at `{key}`)") }
}

#[derive(Deserialize)]
struct Header {
    schema: String,
}

/// Reads the header of a document: its `schema`, for example `sparky/analysis/v1`.
///
/// # Errors
/// When the file cannot be read, is no JSON object or has no header.
pub fn peek(path: &Path) -> Result<SchemaId, CodecError> {
    let bytes = read_bytes(path)?;
    header(path, &bytes).map(|header| SchemaId(header.schema))
}

/// Reads a document.
///
/// # Errors
/// See [`CodecError`].
pub fn read<D: Document>(path: &Path) -> Result<D, CodecError> {
    read_with_input(path, &path.to_string_lossy()).map(|(document, _)| document)
}

/// Reads a document and says what was read, for the `inputs` of the document made from it; `name` is the path as it
/// shall be written there.
///
/// # Errors
/// See [`CodecError`].
pub fn read_with_input<D: Document>(path: &Path, name: &str) -> Result<(D, Input), CodecError> {
    let bytes = read_bytes(path)?;
    let document = from_slice(path, &bytes)?;
    Ok((document, Input { path: name.to_owned(), sha256: sha256_hex(&bytes) }))
}

/// Parses a document; `path` is for errors only.
///
/// # Errors
/// See [`CodecError`].
pub fn from_slice<D: Document>(path: &Path, bytes: &[u8]) -> Result<D, CodecError> {
    match serde_json::from_slice::<D>(bytes) {
        Ok(document) if header_is_of::<D>(bytes) => Ok(document),
        _ => explained(path, bytes),
    }
}

/// Whether a document that could be read opens with its own header, as written ones do.
fn header_is_of<D: Document>(bytes: &[u8]) -> bool {
    let rest = bytes.trim_ascii_start().strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let value = rest.and_then(|rest| rest.strip_prefix(b"\"schema\"")).map(<[u8]>::trim_ascii_start);
    let value = value.and_then(|rest| rest.strip_prefix(b":")).map(<[u8]>::trim_ascii_start);
    value.is_some_and(|value| value.starts_with(format!("\"{}\"", SchemaId::of::<D>().0).as_bytes()))
}

/// Reads once more, slowly, to say where and what is wrong.
fn explained<D: Document>(path: &Path, bytes: &[u8]) -> Result<D, CodecError> {
    let found = header(path, bytes)?.schema;
    check_header::<D>(path, &found)?;
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let document = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| malformed(path, error.path().to_string(), error.inner()))?;
    deserializer.end().map_err(|error| malformed(path, String::new(), &error))?;
    Ok(document)
}

/// The bytes of a document: two-space JSON with a final newline. Equal documents have equal bytes.
///
/// # Errors
/// When a value cannot be JSON, which the types of this crate exclude.
pub fn to_vec<D: Document>(document: &D) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, CodecError> {
    std::fs::read(path).map_err(|source| CodecError::Read { path: path.to_owned(), source })
}

fn header(path: &Path, bytes: &[u8]) -> Result<Header, CodecError> {
    serde_json::from_slice(bytes).map_err(|error| malformed(path, String::new(), &error))
}

fn check_header<D: Document>(path: &Path, found: &str) -> Result<(), CodecError> {
    if found == SchemaId::of::<D>().0 {
        return Ok(());
    }
    let version = found.strip_prefix("sparky/").and_then(|rest| rest.strip_prefix(D::NAME)?.strip_prefix("/v"));
    if version.and_then(|version| version.parse::<u32>().ok()).is_some_and(|version| version > D::VERSION) {
        return Err(CodecError::Newer { path: path.to_owned(), found: found.to_owned(), newest: D::VERSION });
    }
    Err(CodecError::OtherDocument { path: path.to_owned(), found: found.to_owned(), expected: D::NAME })
}

fn malformed(path: &Path, key: String, error: &serde_json::Error) -> CodecError {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message).to_owned();
    CodecError::Malformed { path: path.to_owned(), line: error.line(), column: error.column(), key, message }
}
