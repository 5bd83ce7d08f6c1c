//! Files that are made from the code and committed: what they are, how they are made, which are stale.
//!
//! The schemas come from `sparky-schema`; schemas of older versions stay as they are. The reference and the example
//! come from the program itself: `sparky reference cli|config|example|env`. It must not know what is in any of them.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use sparky_schema::{codec, json_schema};

/// The page of `sparky reference`, and the file that it becomes.
const PAGES: [(&str, &str); 4] = [
    ("cli", "docs/reference/cli.md"),
    ("config", "docs/reference/configuration.md"),
    ("example", "sparky.example.toml"),
    ("env", ".env.example"),
];

/// A file as it should be.
struct Generated {
    path: String,
    text: String,
}

/// Writes every file.
pub(crate) fn write(root: &Path) -> Result<()> {
    files(root).try_for_each(|file| {
        let file = file?;
        Ok(codec::write_atomically(&root.join(file.path), file.text.as_bytes())?)
    })
}

/// One line for each file on disk that is not what it should be.
pub(crate) fn stale(root: &Path) -> Result<Vec<String>> {
    let files: Vec<_> = files(root).collect::<Result<_>>()?;
    let differs =
        |file: &&Generated| !std::fs::read(root.join(&file.path)).is_ok_and(|old| old == file.text.as_bytes());
    Ok(files.iter().filter(differs).map(|file| format!("{} is stale: run `cargo xtask generate`", file.path)).collect())
}

/// Makes the files one by one, so that the schemas are there also when the program does not run.
fn files(root: &Path) -> impl Iterator<Item = Result<Generated>> {
    let schemas = json_schema::schemas().into_iter().map(|(name, schema)| {
        Ok(Generated { path: format!("data/schemas/{name}"), text: serde_json::to_string_pretty(&schema)? + "\n" })
    });
    let pages = PAGES.into_iter().map(move |(page, path)| {
        let text = reference(root, page)?;
        Ok(Generated { path: path.to_owned(), text })
    });
    schemas.chain(pages)
}

/// Asks the program, through cargo, so that it is built from the code as it is now.
fn reference(root: &Path, page: &str) -> Result<String> {
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--package", "sparky", "--", "reference", page])
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "`sparky reference {page}` failed: {}", output.status);
    ensure!(!output.stdout.is_empty(), "`sparky reference {page}` printed nothing");
    String::from_utf8(output.stdout).with_context(|| format!("`sparky reference {page}` printed no UTF-8"))
}
