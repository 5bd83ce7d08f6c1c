//! The files of the default branch as folders, and what GitHub makes of those that it knows. It must not know what is
//! in them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Record, embedded};
use crate::world::Repository;

/// The folder `path`; nothing where there is none. `HEAD:` alone is the root.
pub(crate) fn tree(repository: &Repository, path: &str) -> Option<Record> {
    let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
    let inside = repository.files.iter().filter_map(|file| file.strip_prefix(&prefix));
    let names: BTreeSet<&str> = inside.filter_map(|file| file.split('/').next()).collect();
    let entries = names.iter().map(|name| embedded("TreeEntry", json!({ "name": name })));
    let fields = json!({ "id": format!("T_{path}"), "entries": entries.collect::<Vec<_>>() });
    (!names.is_empty() || path.is_empty()).then(|| embedded("Tree", fields))
}

/// What the repository says of the files that help strangers.
pub(super) fn community(repository: &Repository) -> Value {
    let files = || repository.files.iter().chain(&repository.inherited);
    let named = |name: &str| files().find(|file| file.rsplit('/').next().is_some_and(|last| last.starts_with(name)));
    let within = |folder: &str| files().filter(|file| file.contains(folder)).collect::<Vec<_>>();
    let conduct = |_| embedded("CodeOfConduct", json!({ "id": "COC_1", "key": "other", "name": "Other" }));
    let guide =
        |file: &String| embedded("ContributingGuidelines", json!({ "url": format!("https://github.com/{file}") }));
    let templates = |kind: &str, paths: Vec<&String>| -> Vec<Record> {
        paths.into_iter().map(|path| embedded(kind, json!({ "filename": path.rsplit('/').next() }))).collect()
    };
    json!({
        "codeOfConduct": named("CODE_OF_CONDUCT").map(conduct),
        "contributingGuidelines": named("CONTRIBUTING").map(guide),
        "isSecurityPolicyEnabled": named("SECURITY").is_some(),
        "issueTemplates": templates("IssueTemplate", within("ISSUE_TEMPLATE/")),
        "pullRequestTemplates": templates("PullRequestTemplate", named("PULL_REQUEST_TEMPLATE").into_iter().collect()),
    })
}
