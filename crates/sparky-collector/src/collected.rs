//! What a collection found: the window, and its repositories one at a time, so that an organization of any size fits
//! into memory.

use sparky_schema::SchemaId;
use sparky_schema::collection::{Collection, RepositoryFacts};
use sparky_schema::document::Input;
use sparky_schema::gap::{Gap, Kind};
use sparky_schema::ids::RepoName;
use sparky_schema::shard::Shard;
use sparky_schema::window::Window;
use sparky_store::Facts;

use crate::range::Range;
use crate::{Error, Share, github};

/// What a collection found.
#[derive(Debug)]
pub struct Collected {
    window: Window,
    range: Range,
    is_newest: bool,
    shown: Vec<Shown>,
    gaps: Vec<Gap>,
    unread: Vec<Gap>,
    share: Option<(Shard, Input)>,
}

/// Where the facts of a repository are.
#[derive(Debug)]
pub(crate) enum Shown {
    /// Here: a clone is its own store.
    Read(Box<RepositoryFacts>),
    /// In the data folder.
    Stored { name: RepoName, kinds: Vec<Kind> },
}

impl Shown {
    fn name(&self) -> &RepoName {
        match self {
            Shown::Read(facts) => &facts.name_with_owner,
            Shown::Stored { name, .. } => name,
        }
    }

    fn knowledge(&self) -> usize {
        match self {
            Shown::Read(facts) => facts.kinds.len(),
            Shown::Stored { kinds, .. } => kinds.len(),
        }
    }
}

impl Collected {
    /// Sorted by name, so that the order in which answers came leaves no trace. The same repository by two ways (a
    /// clone and the service) stays once: what the service says knows more.
    pub(crate) fn new(
        window: Window,
        range: Range,
        is_newest: bool,
        mut shown: Vec<Shown>,
        mut gaps: Vec<Gap>,
    ) -> Self {
        let key = |shown: &Shown| shown.name().as_str().to_lowercase();
        shown.sort_by_cached_key(|shown| (key(shown), std::cmp::Reverse(shown.knowledge())));
        shown.dedup_by_key(|shown| key(shown));
        sort(&mut gaps);
        Self { window, range, is_newest, shown, gaps, unread: Vec::new(), share: None }
    }

    /// Says what could not be read now, though the window is complete.
    pub(crate) fn without(self, mut unread: Vec<Gap>) -> Self {
        sort(&mut unread);
        Self { unread, ..self }
    }

    /// Says that it is the share of one job.
    pub(crate) fn of(self, share: Option<&Share>) -> Self {
        Self { share: share.map(|share| (share.shard, share.plan.clone())), ..self }
    }

    /// The window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Data that exists and could not be read.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// What could not be read now. Nothing of it is missing in the window, which was completely read before.
    pub fn unread(&self) -> &[Gap] {
        &self.unread
    }

    /// The document without its repositories.
    pub fn header(&self) -> Collection {
        Collection {
            schema: SchemaId::of::<Collection>(),
            inputs: self.share.iter().map(|(_, plan)| plan.clone()).collect(),
            shard: self.share.as_ref().map(|(shard, _)| *shard),
            window: self.window.clone(),
            since: self.range.since,
            repositories: Vec::new(),
            gaps: self.gaps.clone(),
        }
    }

    /// The repositories in the order of the document, read from the data folder one at a time.
    pub fn repositories<'a>(&'a self, facts: &'a Facts) -> impl Iterator<Item = Result<RepositoryFacts, Error>> + 'a {
        self.shown.iter().map(move |shown| match shown {
            Shown::Read(facts) => Ok(RepositoryFacts::clone(facts)),
            Shown::Stored { name, kinds } => {
                github::project(facts, name, kinds.clone(), &self.window, self.range, self.is_newest)
            }
        })
    }
}

fn sort(gaps: &mut Vec<Gap>) {
    gaps.sort_by(|a, b| (&a.repository, &a.kinds, &a.message).cmp(&(&b.repository, &b.kinds, &b.message)));
    gaps.dedup();
}
