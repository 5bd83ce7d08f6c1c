//! The repository behind GitHub's API: a bare one of real git.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sparky_testkit::Response;

use super::{World, asked, data, ok};
use crate::scene::Bare;

impl World {
    fn bare(&self) -> Bare {
        Bare { path: self.repository.clone().unwrap() }
    }

    /// The object that a name means; null when there is none.
    fn object(&self, name: &str) -> Value {
        let lines = self.bare().git(&["for-each-ref", "--format=%(refname)"]);
        let (branch, path) = name.split_once(':').unwrap_or((name, ""));
        let branch = branch.strip_prefix("refs/heads/").unwrap_or(branch);
        let known = branch == "HEAD" && !lines.is_empty() || lines.contains(&format!("refs/heads/{branch}"));
        if !known {
            return Value::Null;
        }
        if path.is_empty() {
            return json!(self.bare().git(&["rev-parse", branch]));
        }
        let found = self.bare().git(&["ls-tree", branch, "--", path]);
        found.split_whitespace().nth(2).map_or(Value::Null, |oid| json!({ "oid": oid }))
    }

    pub(super) fn read(&self, variables: &Value) -> Response {
        let reference = |name: &str, object: Value| match object {
            Value::Null => Value::Null,
            oid => json!({ "name": name, "target": { "oid": oid } }),
        };
        let wanted = variables["ref"].as_str().unwrap();
        let name = wanted.strip_prefix("refs/heads/").unwrap();
        let mut repository = json!({
            "url": "https://github.com/octo/docs",
            "viewerPermission": "WRITE",
            "defaultBranchRef": reference("main", self.object("main")),
            "ref": if name.is_empty() { Value::Null } else { reference(name, self.object(name)) },
        });
        for (key, expression) in variables.as_object().unwrap().iter().filter(|(key, _)| key.starts_with("file")) {
            repository[key] = self.object(expression.as_str().unwrap());
        }
        data(json!({ "repository": repository }))
    }

    pub(super) fn commit(&mut self, input: &Value) -> Response {
        assert_eq!(input["branch"]["repositoryNameWithOwner"], "octo/docs");
        let (branch, bare) = (input["branch"]["branchName"].as_str().unwrap(), self.bare());
        let reference = format!("refs/heads/{branch}");
        if std::mem::take(&mut self.race) {
            bare.commit(&reference, &[&bare.git(&["rev-parse", branch])], "README.md", "Mine\n");
        }
        let head = bare.git(&["rev-parse", branch]);
        if input["expectedHeadOid"] != head.as_str() {
            let message = format!("Expected branch to point to \"{}\" but it did not. Pull and try again.", head);
            let error = json!({ "type": "STALE_DATA", "path": ["createCommitOnBranch"], "message": message });
            return ok(&json!({ "data": { "createCommitOnBranch": null }, "errors": [error] }));
        }
        bare.git(&["read-tree", &head]);
        for addition in input["fileChanges"]["additions"].as_array().into_iter().flatten() {
            let bytes = STANDARD.decode(addition["contents"].as_str().unwrap()).unwrap();
            std::fs::write(bare.path.join("text"), bytes).unwrap();
            let blob = bare.git(&["hash-object", "-w", "text"]);
            let entry = format!("100644,{blob},{}", addition["path"].as_str().unwrap());
            bare.git(&["update-index", "--add", "--cacheinfo", &entry]);
        }
        for deletion in input["fileChanges"]["deletions"].as_array().into_iter().flatten() {
            bare.git(&["--work-tree=.", "update-index", "--force-remove", deletion["path"].as_str().unwrap()]);
        }
        let tree = bare.git(&["write-tree"]);
        let message = ["headline", "body"].map(|part| input["message"][part].as_str().unwrap()).join("\n\n");
        let commit = bare.git(&["commit-tree", &tree, "-m", &message, "-p", &head]);
        bare.git(&["update-ref", &reference, &commit, &head]);
        let made = json!({ "createCommitOnBranch": { "commit": { "oid": commit, "url": "https://github.com/c" } } });
        self.wrote(data(made))
    }

    pub(super) fn tree(&self, oid: &str) -> Response {
        let lines = self.bare().git(&["ls-tree", "-r", "-t", oid]);
        let entry = |line: &str| {
            let (meta, path) = line.split_once('\t').unwrap();
            let meta: Vec<&str> = meta.split(' ').collect();
            json!({ "mode": meta[0], "type": meta[1], "sha": meta[2], "path": path })
        };
        ok(&json!({ "sha": oid, "truncated": false, "tree": lines.lines().map(entry).collect::<Vec<_>>() }))
    }

    pub(super) fn blob(&self, oid: &str) -> Response {
        let output = std::process::Command::new("git")
            .current_dir(self.bare().path)
            .args(["cat-file", "blob", oid])
            .output()
            .unwrap();
        let coded = STANDARD.encode(output.stdout);
        // GitHub breaks the lines.
        let lines: Vec<&str> = coded.as_bytes().chunks(60).map(|line| std::str::from_utf8(line).unwrap()).collect();
        ok(&json!({ "sha": oid, "encoding": "base64", "content": lines.join("\n") }))
    }

    pub(super) fn commits(&self, query: &str) -> Response {
        let of = |name: &str| asked(query, name).unwrap();
        let message = self.bare().git(&["log", "-1", "--format=%B", &of("sha"), "--", &of("path")]);
        ok(&json!([{ "commit": { "message": message } }]))
    }

    pub(super) fn new_branch(&mut self, body: &Value) -> Response {
        let (reference, oid) = (body["ref"].as_str().unwrap(), body["sha"].as_str().unwrap());
        if !self.object(reference).is_null() {
            return Response::json(422, &json!({ "message": "Reference already exists" }));
        }
        self.bare().git(&["update-ref", reference, oid]);
        self.wrote(Response::json(201, &json!({ "ref": reference })))
    }
}
