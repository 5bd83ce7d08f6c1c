//! What a `Cargo.toml` says about dependencies. It must not know which of them are allowed.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use toml::{Table, Value};

/// The names in one `Cargo.toml`.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// The crate.
    pub(crate) name: String,
    /// What it needs to be built, also on some platforms only.
    pub(crate) dependencies: Vec<String>,
    /// What its tests need on top.
    pub(crate) dev_dependencies: Vec<String>,
}

impl Manifest {
    /// Reads the text of a `Cargo.toml`.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let file: Table = text.parse()?;
        let name = file.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
        let mut manifest = Self { name: name.context("there is no package.name")?.to_owned(), ..Self::default() };
        manifest.add(&file);
        let platforms = file.get("target").and_then(Value::as_table);
        platforms.into_iter().flat_map(Table::values).filter_map(Value::as_table).for_each(|one| manifest.add(one));
        Ok(manifest)
    }

    fn add(&mut self, tables: &Table) {
        self.dependencies.extend(names(tables, "dependencies"));
        self.dependencies.extend(names(tables, "build-dependencies"));
        self.dev_dependencies.extend(names(tables, "dev-dependencies"));
    }
}

/// The real names in a table of dependencies: `package = ".."` names a renamed one.
fn names(tables: &Table, key: &str) -> Vec<String> {
    let entries = tables.get(key).and_then(Value::as_table).into_iter().flatten();
    entries.map(|(name, entry)| entry.get("package").and_then(Value::as_str).unwrap_or(name).to_owned()).collect()
}

/// The manifests of all crates, by folder.
pub(crate) fn manifests(root: &Path) -> Result<Vec<Manifest>> {
    let crates = root.join("crates");
    let entries = std::fs::read_dir(&crates).with_context(|| format!("cannot list {}", crates.display()))?;
    let mut paths = vec![root.join("xtask/Cargo.toml")];
    for entry in entries {
        paths.push(entry?.path().join("Cargo.toml"));
    }
    paths.sort();
    paths.iter().filter(|path| path.is_file()).map(read).collect()
}

fn read(path: &PathBuf) -> Result<Manifest> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Manifest::parse(&text).with_context(|| format!("cannot read {}", path.display()))
}
