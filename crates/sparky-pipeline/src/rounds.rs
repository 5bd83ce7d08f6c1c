//! What each stage is run on: one document, or one for each of several digests of a collection. It must not know what a
//! stage does.

use sparky_schema::run::{Attempt, Stage};
use sparky_store::DataFolder;

use crate::digest::Digest;
use crate::stages::{Settings, Task};
use crate::{Document, Error, Ports, attempts};

/// A document on its way through the stages.
pub(crate) struct Round<'a> {
    pub(crate) digest: Option<&'a Digest>,
    pub(crate) document: Document,
}

/// The documents of a stage; those of later stages come once for each digest. A document that somebody names is taken as
/// it is.
pub(crate) fn before<'a>(stage: Stage, rounds: Vec<Round<'a>>, digests: &'a [Digest]) -> Vec<Round<'a>> {
    let window = match rounds.as_slice() {
        [Round { digest: None, document: Document::Collected(header, ..) }] => header.window.clone(),
        [Round { digest: None, document: Document::Stored(window) }] => window.clone(),
        _ => return rounds,
    };
    if digests.is_empty() || stage == Stage::Collect {
        return rounds;
    }
    digests.iter().map(|digest| Round { digest: Some(digest), document: Document::Stored(window.clone()) }).collect()
}

impl<'a> Round<'a> {
    pub(crate) const fn first(document: Document) -> Self {
        Self { digest: None, document }
    }

    /// Runs a stage on the document, as often as it is worth it.
    pub(crate) async fn run(
        self,
        stage: Stage,
        settings: &Settings,
        data: &DataFolder,
        ports: &Ports<'_>,
        attempts: &mut Vec<Attempt>,
    ) -> Result<Round<'a>, Error> {
        let data = match self.digest {
            Some(digest) => data.of_digest(&digest.name)?,
            None => data.clone(),
        };
        let task = Task { stage, digest: self.digest, earlier: None };
        let document = attempts::run(task, self.document, settings, &data, ports, attempts).await?;
        Ok(Self { document, ..self })
    }
}
