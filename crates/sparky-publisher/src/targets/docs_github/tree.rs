//! The files of a branch and commits on top of it, through GitHub's API. It must not know about retries and reviews.

use std::collections::BTreeMap;
use std::sync::Arc;

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sparky_github::{Error as GitHubError, GitHub};

use crate::deliver::Checked;
use crate::error::{Error, Refusal};
use crate::post::Post;
use crate::targets::Change;
use crate::targets::github_discussion::whole;
use crate::web::text;

const PERMISSION: &str = "contents: write";
/// A commit of ours says so in its last line.
pub(super) const TRAILER: &str = "Sparky-Target: ";

/// The repository.
pub(super) struct Tree<'a> {
    pub(super) github: &'a Arc<GitHub>,
    pub(super) target: &'a str,
    pub(super) repo: &'a str,
}

/// A file as it shall be in the repository.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// The item that it belongs to; none for the index and for pages of other windows.
    pub(super) item: Option<String>,
}

/// The state of a branch at one moment.
pub(super) struct Tip {
    pub(super) branch: String,
    /// Its newest commit.
    pub(super) oid: String,
    /// The address of the repository.
    pub(super) url: String,
    files: BTreeMap<String, String>,
}

impl Tip {
    /// The files that are there, of those that were asked for.
    pub(super) fn paths(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    /// The name that git gives to a file.
    pub(super) fn oid(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Whether a file is there as it shall be.
    pub(super) fn holds(&self, entry: &Entry) -> bool {
        self.oid(&entry.path) == Some(&blob(&entry.bytes))
    }

    /// As the first file is; when only another differs, changed.
    pub(super) fn compare(&self, entries: &[Entry]) -> Change {
        let change = |entry: &Entry| match self.files.get(&entry.path) {
            Some(oid) if *oid == blob(&entry.bytes) => Change::Same,
            Some(_) => Change::Changed,
            None => Change::New,
        };
        let changes: Vec<Change> = entries.iter().map(change).collect();
        Change::of_files(&changes)
    }
}

impl Tree<'_> {
    /// The branch, or the default one.
    pub(super) async fn tip(&self, branch: Option<&str>, paths: &[String]) -> Result<Tip, Error> {
        let repository = self.read(branch, paths).await?;
        let is_empty = repository.get("defaultBranchRef").is_none_or(Value::is_null);
        match (tip(&repository, paths), branch) {
            (Some(tip), _) => Ok(tip),
            _ if is_empty => Err(self.refused(Refusal::Empty, "")),
            (None, Some(branch)) => Err(self.refused(Refusal::NoBranch, branch)),
            (None, None) => Err(self.refused(Refusal::NoDefaultBranch, "")),
        }
    }

    /// A branch that need not be there.
    pub(super) async fn tip_if_any(&self, branch: &str, paths: &[String]) -> Result<Option<Tip>, Error> {
        Ok(tip(&self.read(Some(branch), paths).await?, paths))
    }

    async fn read(&self, branch: Option<&str>, paths: &[String]) -> Result<Value, Error> {
        let (owner, name) = self.repo.split_once('/').unwrap_or_default();
        let mut variables =
            json!({ "owner": owner, "name": name, "ref": format!("refs/heads/{}", branch.unwrap_or("")) });
        let (mut words, mut fields) = (String::new(), String::new());
        for (index, path) in paths.iter().enumerate() {
            words.push_str(&format!(", $file{index}: String!"));
            fields.push_str(&format!(" file{index}: object(expression: $file{index}) {{ ... on Blob {{ oid }} }}"));
            variables[format!("file{index}")] = json!(format!("{}:{}", branch.unwrap_or("HEAD"), path));
        }
        let query = format!(
            "query ReadDocs($owner: String!, $name: String!, $ref: String!{words}) {{ repository(owner: $owner, name: \
             $name) {{ url viewerPermission defaultBranchRef {{ name target {{ oid }} }} ref(qualifiedName: $ref) {{ \
             name target {{ oid }} }}{fields} }} }}"
        );
        let answer = whole("ReadDocs", self.github.graphql("ReadDocs", &query, variables).await);
        let mut data = answer.map_err(|error| self.fault(error))?;
        let repository = data.get_mut("repository").map(Value::take).unwrap_or_default();
        let (reference, whole) = (if branch.is_some() { "ref" } else { "defaultBranchRef" }, repository);
        let mut whole = whole;
        whole["branch"] = whole.get(reference).cloned().unwrap_or_default();
        Ok(whole)
    }

    /// All files of the branch as it was seen: their paths and the names that git gives them. None where there are too
    /// many for one answer.
    pub(super) async fn files(&self, tip: &Tip) -> Result<Option<BTreeMap<String, String>>, Error> {
        let path = format!("/repos/{}/git/trees/{}?recursive=1", self.repo, tip.oid);
        let answer = self.github.get("ListFiles", &path).await.map_err(|error| self.fault(error))?;
        if answer.get("truncated").and_then(Value::as_bool) == Some(true) {
            return Ok(None);
        }
        let file = |entry: &Value| {
            let is_file = text(entry, "type") == Some("blob") && text(entry, "mode") == Some("100644");
            Some((text(entry, "path")?.to_owned(), text(entry, "sha")?.to_owned())).filter(|_| is_file)
        };
        let entries = answer.get("tree").and_then(Value::as_array);
        Ok(entries.map(|entries| entries.iter().filter_map(file).collect()))
    }

    /// What a file holds, by the name that git gives it.
    pub(super) async fn blob(&self, oid: &str) -> Result<Vec<u8>, Error> {
        let path = format!("/repos/{}/git/blobs/{oid}", self.repo);
        let answer = self.github.get("GetFile", &path).await.map_err(|error| self.fault(error))?;
        let coded: String = text(&answer, "content").unwrap_or_default().split_whitespace().collect();
        Ok(STANDARD.decode(coded).unwrap_or_default())
    }

    /// Whether the last commit to a file was none of ours.
    pub(super) async fn is_changed_by_others(&self, tip: &Tip, path: &str) -> Result<bool, Error> {
        let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let query = format!("sha={}&path={}&per_page=1", encode(&tip.oid), encode(path));
        let list = self.github.get("ListCommits", &format!("/repos/{}/commits?{query}", self.repo)).await;
        let list = list.map_err(|error| self.fault(error))?;
        let message = list.pointer("/0/commit/message").and_then(Value::as_str);
        // A squash of a pull request keeps its title, which is the headline of our commit.
        let is_ours = |message: &str| message.contains(TRAILER) || message.starts_with("docs: ");
        Ok(message.is_some_and(|message| !is_ours(message)))
    }

    /// Where the files of a review wait.
    pub(super) fn review_branch(&self, posts: &[Post<'_>]) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
        let window = posts.first().map(|post| post.content.window.id.to_string()).unwrap_or_default();
        format!("sparky/{}/{}", self.target.chars().map(plain).collect::<String>(), window)
    }

    pub(super) async fn check(&self, branch: Option<&str>) -> Result<Checked, Error> {
        self.tip(branch, &[]).await?;
        let repository = self.read(branch, &[]).await?;
        match text(&repository, "viewerPermission") {
            Some("READ" | "TRIAGE") => Err(self.refused(Refusal::NotAllowed, "the token may only read")),
            Some(role) => Ok(Checked::good([format!("{} may be written ({role})", self.repo)])),
            None => {
                Ok(Checked::good([format!("{} can be read; the token does not say whether it may write", self.repo)]))
            }
        }
    }

    pub(super) const fn fault(&self, source: GitHubError) -> Error {
        Error::GitHub { source, permission: PERMISSION }
    }

    pub(super) fn refused(&self, refusal: Refusal, said: &str) -> Error {
        Error::Repository { repo: self.repo.to_owned(), refusal, said: said.to_owned() }
    }
}

fn tip(repository: &Value, paths: &[String]) -> Option<Tip> {
    let branch = repository.get("branch")?;
    let oid = |(index, path): (usize, &String)| {
        let oid = repository.pointer(&format!("/file{index}/oid"))?.as_str()?;
        Some((path.clone(), oid.to_owned()))
    };
    Some(Tip {
        branch: text(branch, "name")?.to_owned(),
        oid: branch.pointer("/target/oid")?.as_str()?.to_owned(),
        url: text(repository, "url").unwrap_or_default().to_owned(),
        files: paths.iter().enumerate().filter_map(oid).collect(),
    })
}

/// The name that git gives to the bytes.
fn blob(bytes: &[u8]) -> String {
    let mut context = digest::Context::new(&digest::SHA1_FOR_LEGACY_USE_ONLY);
    context.update(format!("blob {}\0", bytes.len()).as_bytes());
    context.update(bytes);
    context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
