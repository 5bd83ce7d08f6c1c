//! Facts through their public door: what goes in comes out, whatever happens to the files in between.

mod damage;
mod interrupted;
mod merge;
mod model;
mod months;
mod names;
mod stable;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sparky_schema::RepoName;
use sparky_schema::records::{Comment, Commit, Issue, PullRequest, Release, Signature};
use sparky_store::facts::kinds;
use sparky_store::{DataFolder, RepositoryStore};

/// What a collector might keep.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    covered: BTreeMap<String, u64>,
}

impl State {
    fn at(count: u64) -> Self {
        Self { covered: BTreeMap::from([("issues".to_owned(), count)]) }
    }
}

fn name() -> RepoName {
    "Acme/Rocket".parse().unwrap()
}

fn open(root: &Path) -> RepositoryStore<State> {
    DataFolder::open(root).unwrap().facts().open(&name()).unwrap()
}

/// The folder of the one repository.
fn folder(root: &Path) -> PathBuf {
    root.join("facts/Acme/Rocket")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn issue(number: u64, created: &str, closed: Option<&str>) -> Issue {
    Issue {
        number,
        title: format!("Issue {number}\n\"é\""),
        author: None,
        created_at: at(created),
        closed_at: closed.map(at),
        labels: Vec::new(),
        milestone: None,
        association: None,
        assignees: Vec::new(),
        reactions: BTreeMap::new(),
        state_reason: None,
        updated_at: None,
    }
}

fn pull_request(number: u64, created: &str, merged: Option<&str>) -> PullRequest {
    PullRequest {
        number,
        title: format!("Change {number}"),
        author: None,
        created_at: at(created),
        merged_at: merged.map(at),
        merged_by: None,
        closed_at: merged.map(at),
        draft: false,
        labels: Vec::new(),
        base: "main".to_owned(),
        additions: 1,
        deletions: 0,
        changed_files: 1,
        closes: Vec::new(),
        milestone: None,
        merge_commit: None,
        association: None,
        assignees: Vec::new(),
        reactions: BTreeMap::new(),
        timeline: Vec::new(),
        files: Vec::new(),
        mergeable: None,
        updated_at: None,
    }
}

fn comment(id: &str, created: &str) -> Comment {
    let (id, created_at) = (id.to_owned(), at(created));
    Comment { id, number: 1, author: None, created_at, association: None, reactions: BTreeMap::new() }
}

fn release(tag: &str, published: &str) -> Release {
    Release {
        tag: tag.to_owned(),
        name: String::new(),
        author: None,
        published_at: at(published),
        prerelease: false,
        local_only: false,
        reactions: BTreeMap::new(),
    }
}

fn commit(number: u64, committed: DateTime<Utc>) -> Commit {
    let author = Signature { login: None, name: "Ada".to_owned(), email_hash: None, bot: false };
    Commit {
        sha: format!("{number:040x}").parse().unwrap(),
        committed_at: committed,
        authored_at: committed,
        author,
        co_authors: Vec::new(),
        parents: Vec::new(),
        subject: format!("Commit {number}"),
        body: String::new(),
        additions: Some(number),
        deletions: Some(0),
        changed_files: Some(1),
        files: Vec::new(),
        local_only: false,
    }
}

/// Keeps something of several kinds and months.
pub(crate) fn keep_some(root: &Path) {
    let mut store = open(root);
    *store.state_mut() = State::at(3);
    store.upsert::<kinds::Issues>(&issue(1, "2026-06-30T10:00:00Z", Some("2026-07-01T10:00:00Z"))).unwrap();
    store.upsert::<kinds::Issues>(&issue(2, "2026-07-02T10:00:00Z", None)).unwrap();
    store.upsert::<kinds::PullRequests>(&pull_request(3, "2026-07-03T10:00:00Z", None)).unwrap();
    store.upsert::<kinds::Releases>(&release("v1", "2026-07-03T10:00:00Z")).unwrap();
    store.commit().unwrap();
}

/// Reads all of that.
pub(crate) fn read_all(root: &Path) -> Result<(), sparky_store::Error> {
    let mut store = DataFolder::open(root)?.facts().open::<State>(&name())?;
    store.all::<kinds::Issues>()?;
    store.all::<kinds::PullRequests>()?;
    store.all::<kinds::Releases>()?;
    Ok(())
}

/// Every file below a folder: path and bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let below = files(&path);
            let name = path.file_name().unwrap();
            found.extend(below.into_iter().map(|(path, bytes)| (Path::new(name).join(path), bytes)));
        } else {
            found.insert(path.file_name().unwrap().into(), std::fs::read(&path).unwrap());
        }
    }
    found
}

/// Puts files back where [`files`] found them.
fn put(folder: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
