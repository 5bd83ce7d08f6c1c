//! Which files of a repository help strangers: what GitHub says of it, for that counts the owner's too, or the names of
//! the files, for it does not know them all. It must not know when they are asked for.

use serde::Deserialize;
use sparky_schema::collection::Community;

/// What an answer says.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Found {
    license_info: Option<Something>,
    code_of_conduct: Option<Something>,
    contributing_guidelines: Option<Something>,
    is_security_policy_enabled: Option<bool>,
    issue_templates: Option<Vec<Something>>,
    pull_request_templates: Option<Vec<Something>>,
    root: Option<Tree>,
    hidden: Option<Tree>,
    docs: Option<Tree>,
}

/// That it is there is all that counts.
#[derive(Debug, Deserialize)]
struct Something {}

/// A folder; anything else of that name has no entries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Tree {
    entries: Option<Vec<Entry>>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
}

impl Found {
    pub(crate) fn community(&self) -> Community {
        let names = self.names();
        // GitHub takes `README`, `readme.md` and `README.de.rst` alike.
        let has = |stem: &str| names.iter().any(|name| name.split('.').next() == Some(stem));
        let any = |found: &Option<Vec<Something>>| found.as_ref().is_some_and(|found| !found.is_empty());
        Community {
            readme: has("readme"),
            license: self.license_info.is_some() || ["license", "licence", "copying", "unlicense"].into_iter().any(has),
            contributing: self.contributing_guidelines.is_some() || has("contributing"),
            code_of_conduct: self.code_of_conduct.is_some() || has("code_of_conduct"),
            security_policy: self.is_security_policy_enabled == Some(true) || has("security"),
            issue_template: any(&self.issue_templates) || has("issue_template"),
            pull_request_template: any(&self.pull_request_templates) || has("pull_request_template"),
        }
    }

    /// The names in the folders where GitHub looks, in lower case.
    fn names(&self) -> Vec<String> {
        let entries =
            [&self.root, &self.hidden, &self.docs].into_iter().flatten().filter_map(|tree| tree.entries.as_ref());
        entries.flatten().map(|entry| entry.name.to_lowercase()).collect()
    }
}
