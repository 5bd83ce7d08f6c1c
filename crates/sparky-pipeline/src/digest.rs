//! One of several digests of a collection: what it is about, and where it goes. What does not belong to it is left out
//! before the analysis, so that not even a total gives it away. It must not know what is made of the rest.

use sparky_collector::matches;
use sparky_schema::RepoName;
use sparky_schema::collection::Collection;
use sparky_schema::gap::Gap;

/// One of several digests of a collection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digest {
    /// Its name: safe in a path, and unique.
    pub name: String,
    /// The repositories that it is about; all when empty.
    pub repos: Vec<RepoName>,
    /// Patterns over `owner/name` or `name` of which one must match; all match when there are none.
    pub include: Vec<String>,
    /// Patterns of which none may match.
    pub exclude: Vec<String>,
    /// Whether strangers may read it: private repositories are left out.
    pub public: bool,
    /// The names of the targets that it goes to; all when empty.
    pub targets: Vec<String>,
}

impl Digest {
    /// The collection without what does not belong to the digest.
    pub(crate) fn filter(&self, mut collection: Collection) -> Collection {
        collection
            .repositories
            .retain(|facts| self.is_about(&facts.name_with_owner) && !(self.public && facts.private));
        let kept: Vec<RepoName> = collection.repositories.iter().map(|facts| facts.name_with_owner.clone()).collect();
        collection.gaps.retain(|gap| self.keeps(gap, &kept));
        collection
    }

    /// Whether the digest goes to a target.
    pub fn goes_to(&self, target: &str) -> bool {
        self.targets.is_empty() || self.targets.iter().any(|name| name == target)
    }

    fn is_about(&self, name: &RepoName) -> bool {
        let one_of = |patterns: &[String]| patterns.iter().any(|pattern| matches(pattern, name));
        (self.repos.is_empty() || self.names(name))
            && (self.include.is_empty() || one_of(&self.include))
            && !one_of(&self.exclude)
    }

    /// A repository that could not be read at all may be a private one, whose name a public digest does not tell unless
    /// its configuration does.
    fn keeps(&self, gap: &Gap, kept: &[RepoName]) -> bool {
        let is_listed = kept.iter().any(|name| same(name, &gap.repository));
        is_listed || self.names(&gap.repository) || (!self.public && self.is_about(&gap.repository))
    }

    fn names(&self, name: &RepoName) -> bool {
        self.repos.iter().any(|own| same(own, name))
    }
}

fn same(a: &RepoName, b: &RepoName) -> bool {
    a.as_str().eq_ignore_ascii_case(b.as_str())
}
