//! Stage 4 as the pipeline runs it: what an earlier attempt left open is tried again, and nothing else. It must not know
//! how a target works.

use std::path::Path;

use sparky_publisher::{Config, Doors, Rendered};
use sparky_schema::content::Content;
use sparky_schema::publication::{Publication, Status, TargetResult};
use sparky_schema::run::Stage;
use sparky_schema::window::Window;
use sparky_store::DataFolder;

use super::{Settings, Task, read_boxed};
use crate::digest::Digest;
use crate::{Document, Error, Ports};

pub(super) async fn publish(
    document: Document,
    task: &Task<'_>,
    settings: &Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Document, Error> {
    let (content, input) = match document {
        Document::Content(content, input, _) => (content, input),
        other => read_boxed(&other, data, Stage::Generate)?,
    };
    let folder = data.rendered_folder(&content.window, settings.out.as_deref());
    let rendered = read_rendered(&content, &folder)?;
    let doors = Doors { git: ports.git, web: ports.web, ledger: &data.ledger(), clock: ports.clock };
    let mut config = of_digest(&settings.publish, task.digest);
    if let Some(earlier) = &task.earlier {
        config.only = open_again(earlier, &config);
    }
    let mut published = sparky_publisher::publish(&content, input, &rendered, &config, doors).await;
    if let Some(earlier) = &task.earlier {
        published.publication.targets = joined(&earlier.targets, published.publication.targets);
    }
    if !settings.publish.dry_run {
        store(&published.publication, &settings.publish.only, data)?;
    }
    match published.stopped {
        Some(reason) => Err(Error::Stopped { reason }),
        None => Ok(Document::Publication(Box::new(published.publication), published.requests)),
    }
}

/// The targets at which something failed that may pass, and those that wait for them.
pub(crate) fn open_again(publication: &Publication, config: &Config) -> Vec<String> {
    let passing = publication.targets.iter().filter(|result| result.passing);
    let mut names: Vec<String> = passing.map(|result| result.target.clone()).collect();
    names.dedup();
    while let Some(next) = config.targets.iter().find(|target| {
        let waits = target.rules.after.as_ref().is_some_and(|first| names.contains(first));
        waits && !names.contains(&target.name)
    }) {
        names.push(next.name.clone());
    }
    names
}

/// The results of all attempts: the last one of each item counts, but that it was published is no less true when it is
/// found unchanged afterwards.
fn joined(earlier: &[TargetResult], later: Vec<TargetResult>) -> Vec<TargetResult> {
    let mut joined = earlier.to_vec();
    for result in later {
        match joined.iter_mut().find(|known| known.target == result.target && known.item == result.item) {
            Some(known) if is_new(known.status) && result.status == Status::Unchanged => {}
            Some(known) => *known = result,
            None => joined.push(result),
        }
    }
    joined
}

const fn is_new(status: Status) -> bool {
    matches!(status, Status::Published | Status::Updated)
}

fn store(publication: &Publication, only: &[String], data: &DataFolder) -> Result<(), Error> {
    let kept = other_targets(&publication.window, only, data)?;
    let targets = kept.into_iter().chain(publication.targets.iter().cloned()).collect();
    data.write(&publication.window, &Publication { targets, ..publication.clone() })?;
    if is_out(publication) {
        data.counts().publish(&publication.window)?;
    }
    Ok(())
}

/// What became of the items at the targets that are not asked for this time.
fn other_targets(window: &Window, only: &[String], data: &DataFolder) -> Result<Vec<TargetResult>, Error> {
    if only.is_empty() || !data.has::<Publication>(window) {
        return Ok(Vec::new());
    }
    let (before, _) = data.read::<Publication>(window)?;
    Ok(before.targets.into_iter().filter(|result| !only.contains(&result.target)).collect())
}

/// Whether readers have seen anything of it.
fn is_out(publication: &Publication) -> bool {
    let seen = [Status::Published, Status::Updated, Status::Unchanged];
    publication.targets.iter().any(|target| seen.contains(&target.status))
}

/// A digest goes to its own targets only.
fn of_digest(config: &sparky_publisher::Config, digest: Option<&Digest>) -> sparky_publisher::Config {
    let mut config = config.clone();
    config.targets.retain(|target| digest.is_none_or(|digest| digest.goes_to(&target.name)));
    config
}

fn read_rendered(content: &Content, folder: &Path) -> Result<Vec<Rendered>, Error> {
    let files = content.items.iter().flat_map(|item| item.files.iter().map(move |file| (item, file)));
    files
        .map(|(item, file)| {
            let path = folder.join(file);
            let bytes = std::fs::read(&path).map_err(|source| Error::Rendered { path, source })?;
            Ok(Rendered { item: item.id.clone(), path: file.clone(), bytes })
        })
        .collect()
}
