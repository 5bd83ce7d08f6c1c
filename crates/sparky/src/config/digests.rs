//! `[[digest]]`: several digests of one collection. It must not know how they are made.

use serde::Deserialize;
use sparky_schema::RepoName;

use super::{ConfigError, Target};

/// One digest.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Digest {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) repos: Vec<RepoName>,
    #[serde(default)]
    pub(crate) include: Vec<String>,
    #[serde(default)]
    pub(crate) exclude: Vec<String>,
    #[serde(default = "yes")]
    pub(crate) public: bool,
    #[serde(default)]
    pub(crate) targets: Vec<String>,
}

/// What nobody has called private strangers may read, so that private facts have to be left out.
const fn yes() -> bool {
    true
}

impl Digest {
    /// Says what is wrong with the name or the targets.
    pub(super) fn check(&self, targets: &[Target], earlier: &[Digest]) -> Result<(), ConfigError> {
        let wrong = |problem: String| Err(ConfigError::Digest { digest: self.name.clone(), problem });
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || 40 < self.name.len() || !self.name.chars().all(plain) {
            return wrong("a name has 1 to 40 small letters, digits and `-`".to_owned());
        }
        if earlier.iter().any(|digest| digest.name == self.name) {
            return wrong("another one has this name".to_owned());
        }
        match self.targets.iter().find(|name| targets.iter().all(|target| target.name != **name)) {
            Some(name) => wrong(format!("no target is called `{name}`")),
            None => Ok(()),
        }
    }

    /// The same as the pipeline wants it.
    pub(crate) fn configured(&self) -> sparky_pipeline::Digest {
        let Self { name, repos, include, exclude, public, targets } = self.clone();
        sparky_pipeline::Digest { name, repos, include, exclude, public, targets }
    }
}
