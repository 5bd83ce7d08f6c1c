//! Whether each threat that the documentation names has a test that is there. It must not know what a test does.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

const PAGE: &str = "docs/security.md";

/// The threats without a test, and the tests that are none.
pub(crate) fn faults(root: &Path) -> Result<Vec<String>> {
    let page = fs::read_to_string(root.join(PAGE)).with_context(|| format!("cannot read {PAGE}"))?;
    let mut sources = String::new();
    gather(&root.join("crates"), &mut sources)?;
    let mut faults = Vec::new();
    for row in rows(&page) {
        let named: Vec<&str> = row.tests.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            faults.push(format!("{PAGE}: nothing tests the threat: {}", row.threat));
        }
        let is_there = |name: &str| sources.contains(&format!("fn {name}(")) || root.join(name).exists();
        let lost = named.into_iter().filter(|name| !is_there(name));
        faults.extend(lost.map(|name| format!("{PAGE}: there is no test {name}, against: {}", row.threat)));
    }
    Ok(faults)
}

struct Row<'a> {
    threat: &'a str,
    tests: &'a str,
}

/// The rows of the table of threats.
fn rows(page: &str) -> Vec<Row<'_>> {
    let section = page.split_once("## Threats").map_or("", |(_, rest)| rest);
    let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
    let cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = cells.filter_map(|line| Some((line.split_once(" | ")?.0, line.rsplit_once(" | ")?.1)));
    rows.skip(1).map(|(threat, tests)| Row { threat, tests }).collect()
}

fn gather(folder: &Path, sources: &mut String) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}
