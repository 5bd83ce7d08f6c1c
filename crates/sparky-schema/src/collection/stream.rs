//! Writing a collection one repository at a time, so that an organization of any size fits into memory. The bytes are
//! those of the whole document. It must not know where repositories come from.

use std::cell::RefCell;

use serde::ser::{Error as _, Serialize, SerializeStruct, Serializer};

use super::{Collection, RepositoryFacts};

/// A collection whose repositories come from an iterator, which is used up when it is written.
#[derive(Debug)]
pub struct Stream<'a, I> {
    header: &'a Collection,
    repositories: RefCell<Option<I>>,
}

impl<'a, I> Stream<'a, I> {
    /// The document `header` with these repositories in the place of its own.
    pub fn new(header: &'a Collection, repositories: I) -> Self {
        Self { header, repositories: RefCell::new(Some(repositories)) }
    }
}

impl<I: Iterator<Item = RepositoryFacts>> Serialize for Stream<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let repositories = self.repositories.borrow_mut().take();
        let repositories = repositories.ok_or_else(|| S::Error::custom("the repositories were written before"))?;
        let header = self.header;
        let mut document = serializer.serialize_struct("Collection", 7)?;
        document.serialize_field("schema", &header.schema)?;
        document.serialize_field("inputs", &header.inputs)?;
        match &header.shard {
            Some(shard) => document.serialize_field("shard", shard)?,
            None => document.skip_field("shard")?,
        }
        document.serialize_field("window", &header.window)?;
        document.serialize_field("since", &header.since)?;
        document.serialize_field("repositories", &Each(RefCell::new(Some(repositories))))?;
        document.serialize_field("gaps", &header.gaps)?;
        document.end()
    }
}

struct Each<I>(RefCell<Option<I>>);

impl<I: Iterator<Item = RepositoryFacts>> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let repositories = self.0.borrow_mut().take();
        serializer.collect_seq(repositories.into_iter().flatten())
    }
}
