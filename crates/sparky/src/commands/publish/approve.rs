//! `sparky publish --approve`: what a person has read and lets pass. It must not know who waits for it.

use sparky_pipeline::{Digest, Document};
use sparky_schema::codec;
use sparky_schema::content::Content;

use super::folders;
use crate::session::Session;

/// What is approved is remembered: some of it may not be due yet.
pub(super) fn execute(document: &Document, only: &[String], session: &Session) -> anyhow::Result<()> {
    let data = session.data()?;
    let contents: Vec<(Option<Digest>, Content)> = match document {
        Document::Stored(window) => {
            let there = folders(session, &data)?.into_iter().filter(|(_, own)| own.has::<Content>(window));
            there.map(|(digest, own)| Ok((digest, own.read(window)?.0))).collect::<anyhow::Result<_>>()?
        }
        Document::File(path) => vec![(None, codec::read(path)?)],
        _ => Vec::new(),
    };
    let _lock = data.lock()?;
    session.with_targets(only, |config, _| {
        for (digest, content) in &contents {
            let mut config = config.clone();
            config.targets.retain(|target| digest.as_ref().is_none_or(|digest| digest.goes_to(&target.name)));
            sparky_publisher::approve(content, &config, &data.ledger())?;
        }
        Ok(())
    })
}
