//! Texts that wait at the end of a run, kept where the ledger is, and brought back on a machine that has nothing but what
//! was kept. It must not know what they wait for, nor the targets.

use sparky_publisher::Rendered;
use sparky_schema::content::Content;
use sparky_schema::publication::{Publication, Status};
use sparky_store::{DataFolder, Held};

use crate::Error;

/// Keeps the texts while something of them waits, and lets go of them when nothing does.
pub(crate) fn keep(
    content: &Content,
    rendered: &[Rendered],
    publication: &Publication,
    data: &DataFolder,
) -> Result<(), Error> {
    let (waiting, digest) = (data.waiting(), content.digest.as_deref());
    let entries = || publication.targets.iter();
    let before = waiting.of(digest, &content.window)?.map(|held| held.targets).unwrap_or_default();
    // Of targets that were not asked for this time nothing new is known.
    let unasked = before.into_iter().filter(|name| !entries().any(|entry| entry.target == *name));
    let asked = entries().filter(|entry| entry.status == Status::Waiting).map(|entry| entry.target.clone());
    let mut targets: Vec<String> = unasked.chain(asked).collect();
    targets.sort();
    targets.dedup();
    if targets.is_empty() {
        return Ok(waiting.release(digest, &content.window)?);
    }
    let files: Vec<(&str, &[u8])> = rendered.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    Ok(waiting.hold(&Held::new(targets, content.clone(), &files))?)
}

/// Brings back the texts that wait and whose documents are not here; answers all that wait.
///
/// # Errors
/// When what was kept is damaged, or the data folder cannot be written.
pub fn bring_back(data: &DataFolder) -> Result<Vec<Held>, Error> {
    let all = data.waiting().all()?;
    for held in &all {
        let own = match held.digest() {
            Some(digest) => data.of_digest(digest)?,
            None => data.clone(),
        };
        let window = &held.content.window;
        if own.has::<Content>(window) {
            continue;
        }
        for (path, bytes) in held.files() {
            own.write_rendered(window, None, path, &bytes)?;
        }
        own.write(window, &held.content)?;
    }
    Ok(all)
}
