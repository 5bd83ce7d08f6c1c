//! Which kind of work a change is, from its title, labels and paths. Words are compared whole: `prefix` is no fix
//! and `latest` no test. It must not know how important the work is.

use std::collections::BTreeMap;

use sparky_schema::Window;
use sparky_schema::analysis::{Work, WorkCount};
use sparky_schema::records::FileChange;

use crate::facts::View;
use crate::scope::{conventional, words};

/// The kind of one change: security first, then what the title declares, the labels, the title's words, the paths.
pub(crate) fn kind(title: &str, labels: &[String], files: &[FileChange]) -> Work {
    let declared = conventional(title);
    let by_type = declared.as_ref().and_then(|title| by_type(&title.kind, title.scope));
    if matches!(by_type, None | Some(Work::Fix)) && is_security(title, labels) {
        return Work::Security;
    }
    let by_label = || labels.iter().filter_map(|label| by_label(label)).min_by_key(|work| rank(*work));
    by_type.or_else(by_label).or_else(|| by_words(title)).or_else(|| by_paths(files)).unwrap_or(Work::Other)
}

/// Whether a conventional title says which kind a change is, be it none of ours.
pub(crate) fn is_declared(title: &str) -> bool {
    conventional(title).is_some_and(|title| by_type(&title.kind, title.scope).is_some())
}

/// How many changes of each kind: merged pull requests, or for a local clone commits without merges.
pub(crate) fn counts(views: &[View<'_>], window: &Window) -> Vec<WorkCount> {
    let mut counts: BTreeMap<Work, u64> = BTreeMap::new();
    for view in views {
        let merged = view.records().pull_requests.iter().filter(|p| p.merged_at.is_some_and(|at| window.contains(at)));
        let merged = merged.map(|p| kind(&p.title, &p.labels, &[]));
        let commits = view.plain_commits(window).filter(|_| view.is_clone()).map(|c| kind(&c.subject, &[], &c.files));
        merged.chain(commits).for_each(|work| *counts.entry(work).or_default() += 1);
    }
    let mut counts: Vec<WorkCount> = counts.into_iter().map(|(work, changes)| WorkCount { work, changes }).collect();
    sort(&mut counts);
    counts
}

/// One change that was of no kind is of this one.
pub(crate) fn recount(counts: &mut Vec<WorkCount>, kind: Work) {
    if counts.iter().all(|count| count.work != kind) {
        counts.push(WorkCount { work: kind, changes: 0 });
    }
    for count in counts.iter_mut() {
        count.changes = match count.work {
            Work::Other => count.changes.saturating_sub(1),
            work => count.changes.saturating_add(u64::from(work == kind)),
        };
    }
    counts.retain(|count| count.changes > 0);
    sort(counts);
}

fn sort(counts: &mut [WorkCount]) {
    counts.sort_by(|a, b| b.changes.cmp(&a.changes).then_with(|| a.work.cmp(&b.work)));
}

fn by_type(kind: &str, scope: Option<&str>) -> Option<Work> {
    if scope.is_some_and(|scope| words(scope).any(|word| matches!(&*word, "deps" | "dependencies"))) {
        return Some(Work::Dependencies);
    }
    Some(match kind {
        "feat" | "feature" => Work::Feature,
        "fix" | "bugfix" | "hotfix" | "bug" => Work::Fix,
        "security" | "sec" => Work::Security,
        "perf" => Work::Performance,
        "refactor" | "refact" | "style" | "cleanup" => Work::Refactor,
        "doc" | "docs" => Work::Docs,
        "test" | "tests" => Work::Tests,
        "build" | "ci" | "release" | "packaging" => Work::Build,
        "deps" => Work::Dependencies,
        "chore" | "revert" | "misc" => Work::Other,
        _ => return None,
    })
}

fn is_security(title: &str, labels: &[String]) -> bool {
    let says = |text: &str| {
        words(text).any(|word| matches!(&*word, "security" | "vulnerability" | "cve" | "ghsa" | "rustsec"))
    };
    says(title) || labels.iter().any(|label| says(label))
}

fn by_label(label: &str) -> Option<Work> {
    words(label).find_map(|word| {
        Some(match &*word {
            "dependencies" | "deps" => Work::Dependencies,
            "bug" | "fix" | "bugfix" | "regression" => Work::Fix,
            "feature" | "enhancement" => Work::Feature,
            "performance" | "perf" => Work::Performance,
            "refactor" | "refactoring" => Work::Refactor,
            "documentation" | "docs" => Work::Docs,
            "tests" | "testing" => Work::Tests,
            "ci" | "build" => Work::Build,
            _ => return None,
        })
    })
}

/// When labels disagree the more telling one counts.
fn rank(work: Work) -> u8 {
    match work {
        Work::Security => 0,
        Work::Dependencies => 1,
        Work::Fix => 2,
        Work::Performance => 3,
        Work::Feature => 4,
        Work::Docs => 5,
        Work::Tests => 6,
        Work::Refactor => 7,
        Work::Build => 8,
        Work::Other => 9,
    }
}

fn by_words(title: &str) -> Option<Work> {
    let all: Vec<String> = words(title).collect();
    let has = |word: &str| all.iter().any(|w| w == word);
    if all.first().is_some_and(|word| word == "bump") && has("from") && has("to") {
        return Some(Work::Dependencies);
    }
    // What the work is about says more than its verb: `Add tests` is no feature.
    let about = all.iter().find_map(|word| match &**word {
        "dependency" | "dependencies" | "deps" => Some(Work::Dependencies),
        "readme" | "docs" | "documentation" | "changelog" | "typo" | "typos" => Some(Work::Docs),
        "test" | "tests" => Some(Work::Tests),
        "ci" | "workflow" | "workflows" => Some(Work::Build),
        _ => None,
    });
    let verb = all.first().and_then(|word| by_verb(word));
    if verb == Some(Work::Fix) && about != Some(Work::Docs) { verb } else { about.or(verb) }
}

fn by_verb(word: &str) -> Option<Work> {
    Some(match word {
        "fix" | "fixes" | "fixed" | "repair" | "correct" | "resolve" | "prevent" | "avoid" | "handle" => Work::Fix,
        "add" | "adds" | "added" | "implement" | "introduce" | "support" | "allow" | "enable" | "new" => Work::Feature,
        "optimize" | "optimise" | "speed" => Work::Performance,
        "refactor" | "rename" | "simplify" | "extract" | "move" | "remove" | "reorganize" | "cleanup" => Work::Refactor,
        "document" | "documents" => Work::Docs,
        _ => return None,
    })
}

fn by_paths(files: &[FileChange]) -> Option<Work> {
    let mut works = files.iter().map(|file| by_path(&file.path));
    let first = works.next()??;
    works.all(|work| work == Some(first)).then_some(first)
}

fn by_path(path: &str) -> Option<Work> {
    let lower = path.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or(&lower);
    let within = |folder: &str| lower.split('/').any(|part| part == folder);
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        _ if lower.starts_with(".github/") || matches!(name, "dockerfile" | "makefile" | "justfile") => {
            Some(Work::Build)
        }
        Some("lock") => Some(Work::Dependencies),
        _ if within("tests") || within("test") => Some(Work::Tests),
        Some("md" | "rst" | "adoc") => Some(Work::Docs),
        _ if within("docs") => Some(Work::Docs),
        _ => None,
    }
}
