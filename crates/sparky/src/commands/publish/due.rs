//! `sparky publish --due`: what waits in any window and may go now, also on a machine that has only the ledger.

use sparky_pipeline::{Document, Merged};
use sparky_schema::publication::{Publication, Status};
use sparky_schema::run::Stage;
use sparky_schema::window::{Period, Window};
use sparky_store::{DataFolder, Held};

use super::folders;
use crate::cli::Publish;
use crate::commands::stored;
use crate::exit::Exit;
use crate::session::{Job, Session};

pub(super) fn execute(args: &Publish, held: &[Held], session: &Session) -> anyhow::Result<Exit> {
    let data = session.data()?;
    let mut merged = Merged::default();
    for window in windows(held, &data)? {
        for (digest, own) in folders(session, &data)? {
            let digest = digest.map(|digest| digest.name);
            let known = held.iter().find(|held| held.content.window == window && held.digest() == digest.as_deref());
            let only = waiting(&window, known, args, session, &own)?;
            if !only.is_empty() {
                let digests = digest.into_iter().collect();
                let job = stored::job(Stage::Publish, Document::Stored(window.clone()));
                let job = Job { only, dry_run: args.dry_run, digests, ..job };
                merged.outcomes.push(session.outcome(job, &data)?);
            }
        }
    }
    session.report_merged(&merged, &data)?;
    if merged.outcomes.is_empty() {
        session.voice.say("nothing waits");
    }
    Ok(if merged.incomplete() { Exit::Incomplete } else { Exit::Done })
}

/// The windows that were run here, and those of which only texts that wait were kept, the oldest first.
fn windows(held: &[Held], data: &DataFolder) -> anyhow::Result<Vec<Window>> {
    let mut all: Vec<Window> = held.iter().map(|held| held.content.window.clone()).collect();
    for period in [Period::Daily, Period::Weekly, Period::Monthly] {
        all.extend(data.windows(period)?);
    }
    all.sort_by_key(|window| (window.until, window.since, window.period.name()));
    all.dedup();
    Ok(all)
}

/// The targets for which something of a window waits, and those that they wait for.
fn waiting(
    window: &Window,
    held: Option<&Held>,
    args: &Publish,
    session: &Session,
    data: &DataFolder,
) -> anyhow::Result<Vec<String>> {
    let mut names: Vec<String> = if data.has::<Publication>(window) {
        let (publication, _) = data.read::<Publication>(window)?;
        let waits = publication.targets.into_iter().filter(|result| result.status == Status::Waiting);
        waits.map(|result| result.target).collect()
    } else {
        held.map(|held| held.targets.clone()).unwrap_or_default()
    };
    // A target that was removed from the configuration since waits for nothing.
    names.retain(|name| args.targets.is_empty() || args.targets.contains(name));
    names.retain(|name| session.config.targets.iter().any(|target| target.name == *name));
    if names.is_empty() {
        return Ok(names);
    }
    names.extend(before(&names, session));
    names.sort();
    names.dedup();
    Ok(names)
}

/// Where it is seen whether they may go: the targets that they come after, and those where a review takes place.
fn before(names: &[String], session: &Session) -> Vec<String> {
    let all = &session.config.targets;
    let reviews = all.iter().filter(|target| session.config.publish.review && target.review == Some(true));
    let mut found: Vec<String> = reviews.map(|target| target.name.clone()).collect();
    let mut next: Vec<String> = names.iter().chain(&found).cloned().collect();
    while let Some(name) = next.pop() {
        let after = all.iter().find(|target| target.name == name).and_then(|target| target.after.clone());
        if let Some(after) = after.filter(|after| !found.contains(after) && all.iter().any(|one| one.name == *after)) {
            found.push(after.clone());
            next.push(after);
        }
    }
    found
}
