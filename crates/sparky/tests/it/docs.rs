//! The documentation is true: each command of a `console` block runs as it stands there, in a folder with a clone and a
//! GitHub to ask, and ends with the exit code that the page says; files that a page shows are written first; links lead
//! somewhere.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shards::Team;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { pages(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

/// A fenced block: what it is, and its lines.
fn blocks(text: &str) -> Vec<(String, Vec<&str>)> {
    let mut blocks: Vec<(String, Vec<&str>)> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(kind), false) => blocks.push((kind.to_owned(), Vec::new())),
            (None, true) => blocks.last_mut().unwrap().1.push(line),
            _ => {}
        }
        open ^= line.starts_with("```");
    }
    blocks
}

/// Runs a line in the scene as a shell would, without the machine's environment.
fn shell(team: &Team, line: &str) -> (i32, String) {
    let binaries = assert_cmd::cargo::cargo_bin("sparky");
    let scripts = docs().join("../scripts");
    let machine = std::env::vars_os().find(|(key, _)| key == "PATH").unwrap().1;
    let ours = [binaries.parent().unwrap().to_owned()].into_iter().chain(std::env::split_paths(&machine));
    let mut command = Command::new("bash");
    command.env_clear().args(["-euo", "pipefail", "-c", line]).current_dir(team.scene.path(""));
    command.envs(std::env::vars_os().filter(|(key, _)| key == "LLVM_PROFILE_FILE"));
    command.env("PATH", std::env::join_paths(ours).unwrap()).env("HOME", team.scene.path("")).env("SCRIPTS", scripts);
    command.env("GITHUB_TOKEN", "t").env("GITHUB_GRAPHQL_URL", team.github.graphql_url());
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    (output.status.code().unwrap(), said)
}

/// The pages whose `console` blocks are run, each in a folder of its own. The others show what belongs to other places.
const RUN: [&str; 8] = [
    "user-guide.md",
    "tutorial.md",
    "operator-guide.md",
    "troubleshooting.md",
    "security.md",
    "runbooks/daily-pipeline.md",
    "runbooks/weekly-summary.md",
    "runbooks/emergency-procedures.md",
];

#[test]
fn every_command_of_the_guides_runs_as_it_stands_there() {
    for page in RUN {
        let team = Team::new();
        let text = std::fs::read_to_string(docs().join(page)).unwrap();
        let mut commands = 0;
        for (kind, lines) in blocks(&text) {
            if let Some(name) = kind.split_once(" title=").map(|(_, name)| name) {
                team.scene.write(name, &(lines.join("\n") + "\n"));
            }
            for line in lines.iter().filter(|_| kind == "console").filter_map(|line| line.strip_prefix("$ ")) {
                let (line, expected) = line.split_once("  # exits with ").unwrap_or((line, "0"));
                let (code, said) = shell(&team, line);
                assert_eq!(code.to_string(), expected, "{page}: {line}\n{said}");
                commands += 1;
            }
        }
        assert!(commands > 0, "{page} shows no command");
    }
}

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    let root = docs().join("..");
    let others = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root.join(name));
    for page in pages(&docs()).into_iter().chain(others) {
        // A digest links what it tells about, on the service that has it.
        if page.components().any(|part| part.as_os_str() == "examples") && !page.ends_with("README.md") {
            continue;
        }
        let text = std::fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            if link.contains("://") || link.contains(' ') {
                continue;
            }
            let target = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            assert!(target.exists(), "{}: {link} leads nowhere", page.display());
            if !anchor.is_empty() {
                let headings = std::fs::read_to_string(&target).unwrap();
                let known = headings.lines().filter(|line| line.starts_with('#')).any(|line| slug(line) == anchor);
                assert!(known, "{}: {link} leads to no heading", page.display());
            }
        }
    }
}

/// As GitHub makes anchors of headings.
fn slug(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
