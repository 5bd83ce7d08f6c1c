//! `sparky publish --due`: what waits in any stored window and may go now.

use sparky_pipeline::{Document, Merged};
use sparky_schema::publication::{Publication, Status};
use sparky_schema::run::Stage;
use sparky_schema::window::{Period, Window};
use sparky_store::DataFolder;

use crate::cli::Publish;
use crate::commands::stored;
use crate::exit::Exit;
use crate::session::{Job, Session};

pub(crate) fn execute(args: &Publish, session: &Session) -> anyhow::Result<Exit> {
    let data = session.data()?;
    let mut merged = Merged::default();
    for period in [Period::Daily, Period::Weekly, Period::Monthly] {
        for window in data.windows(period)? {
            let only = waiting(&window, args, session, &data)?;
            if !only.is_empty() {
                let job = stored::job(Stage::Publish, Document::Stored(window));
                merged.outcomes.push(session.outcome(Job { only, dry_run: args.dry_run, ..job }, &data)?);
            }
        }
    }
    session.report_merged(&merged, &data)?;
    if merged.outcomes.is_empty() {
        session.voice.say("nothing waits");
    }
    Ok(if merged.incomplete() { Exit::Incomplete } else { Exit::Done })
}

/// The targets for which something of a window waits.
fn waiting(window: &Window, args: &Publish, session: &Session, data: &DataFolder) -> anyhow::Result<Vec<String>> {
    if !data.has::<Publication>(window) {
        return Ok(Vec::new());
    }
    let (publication, _) = data.read::<Publication>(window)?;
    let waits = publication.targets.iter().filter(|result| result.status == Status::Waiting);
    let mut names: Vec<String> = waits.map(|result| result.target.clone()).collect();
    // A target that was removed from the configuration since waits for nothing.
    names.retain(|name| args.targets.is_empty() || args.targets.contains(name));
    names.retain(|name| session.config.targets.iter().any(|target| target.name == *name));
    names.sort();
    names.dedup();
    Ok(names)
}
