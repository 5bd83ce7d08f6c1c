//! Which kind of work a change is, from its title, labels and paths. Words are compared whole: `prefix` is no fix
//! and `latest` no test. It must not know how important the work is.

mod title;
mod updates;
mod verbs;

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use sparky_schema::Window;
use sparky_schema::analysis::{Work, WorkCount};
use sparky_schema::records::FileChange;

use crate::bots;
use crate::facts::View;
use crate::scope::words;
use title::Title;

/// What goes wrong, by name.
const FLAWS: [&str; 6] = ["vulnerability", "vulnerabilities", "cve", "ghsa", "rustsec", "xss"];

/// What is done about security.
const SECURITY_WORK: [&str; 17] = [
    "advisory",
    "bug",
    "fix",
    "fixes",
    "fixed",
    "flaw",
    "harden",
    "hardening",
    "hole",
    "issue",
    "issues",
    "mitigate",
    "patch",
    "patches",
    "prevent",
    "update",
    "upgrade",
];

/// The kind of one change: security first, then what the title declares, the labels, the title's words, the paths.
/// `by_updater` says that a bot whose trade it is wrote it.
pub(crate) fn kind(title: &str, labels: &[String], files: &[FileChange], by_updater: bool) -> Work {
    let read = Title::of(title);
    if matches!(read.declared, None | Some(Work::Fix)) && is_security(title, labels) {
        return Work::Security;
    }
    if by_updater && matches!(read.declared, None | Some(Work::Other | Work::Build)) {
        return Work::Dependencies;
    }
    let by_label = || labels.iter().filter_map(|label| by_label(label)).min_by_key(|work| rank(*work));
    let by_words = || title::by_words(read.rest);
    read.declared.or_else(by_label).or_else(by_words).or_else(|| by_paths(files)).unwrap_or(Work::Other)
}

/// Whether a title declares which kind a change is, be it none of ours.
pub(crate) fn is_declared(title: &str) -> bool {
    Title::of(title).declared.is_some()
}

/// How many changes of each kind: merged pull requests, or for a local clone commits without merges.
pub(crate) fn counts(views: &[View<'_>], window: &Window) -> Vec<WorkCount> {
    let of_view = |view: &View<'_>| {
        let merged = view.records().pull_requests.iter().filter(|p| p.merged_at.is_some_and(|at| window.contains(at)));
        let merged = merged.map(|p| kind(&p.title, &p.labels, &[], bots::updates(p.author.as_ref())));
        let commits =
            view.plain_commits(window).filter(|_| view.is_clone()).map(|c| kind(&c.subject, &[], &c.files, false));
        merged.chain(commits).collect::<Vec<Work>>()
    };
    let works: Vec<Vec<Work>> = views.par_iter().map(of_view).collect();
    let mut counts: BTreeMap<Work, u64> = BTreeMap::new();
    works.into_iter().flatten().for_each(|work| *counts.entry(work).or_default() += 1);
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

fn is_security(title: &str, labels: &[String]) -> bool {
    let names = |text: &str, known: &[&str]| words(text).any(|word| known.contains(&&*word));
    // A text may have a chapter on security, and a project a policy.
    let told = names(title, &["security"]) && names(title, &SECURITY_WORK);
    told || names(title, &FLAWS) || labels.iter().any(|label| names(label, &FLAWS) || names(label, &["security"]))
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
