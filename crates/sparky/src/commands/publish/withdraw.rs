//! `sparky publish --withdraw`: an item taken back from where it was published.

use anyhow::bail;
use serde_json::json;
use sparky_pipeline::Digest;
use sparky_schema::publication::{Publication, Status, TargetResult};
use sparky_schema::window::Period;
use sparky_store::DataFolder;

use crate::cli::Publish;
use crate::exit::Exit;
use crate::session::Session;

pub(crate) fn execute(item: &str, args: &Publish, session: &Session) -> anyhow::Result<Exit> {
    let data = session.data()?;
    let _lock = data.lock()?;
    let results = session.withdraw(item, &args.targets, args.dry_run, &data)?;
    if results.is_empty() {
        bail!("no target has `{item}`; publication.json has the ids of what was published");
    }
    if !args.dry_run {
        remember(&results, &data, &super::folders(session, &data)?)?;
    }
    for result in &results {
        let status = serde_json::to_value(result.status).unwrap_or_default();
        session.voice.say(&format!("{}: {} {}", result.target, result.item, status.as_str().unwrap_or_default()));
        result.error.iter().for_each(|error| session.voice.warn(&format!("{}: {error}", result.target)));
    }
    if session.voice.json {
        session.voice.data(&format!("{:#}\n", json!({ "targets": results })));
    }
    let of = |status| results.iter().any(|result| result.status == status);
    Ok(match (of(Status::Waiting), results.iter().all(|result| result.status == Status::Withdrawn)) {
        (true, _) => Exit::Stopped,
        (_, true) => Exit::Done,
        _ => Exit::Incomplete,
    })
}

/// Says in the document of the window, where there is one, what became of the item.
fn remember(
    results: &[TargetResult],
    data: &DataFolder,
    folders: &[(Option<Digest>, DataFolder)],
) -> anyhow::Result<()> {
    for period in [Period::Daily, Period::Weekly, Period::Monthly] {
        let windows = data.windows(period)?.into_iter();
        let each = windows.flat_map(|window| folders.iter().map(move |(_, own)| (window.clone(), own)));
        for (window, own) in each.filter(|(window, own)| own.has::<Publication>(window)) {
            let (mut publication, _) = own.read::<Publication>(&window)?;
            let before = publication.clone();
            for entry in &mut publication.targets {
                let same = |result: &&TargetResult| result.target == entry.target && result.item == entry.item;
                if let Some(result) = results.iter().find(same) {
                    entry.clone_from(result);
                }
            }
            if publication != before {
                own.write(&window, &publication)?;
            }
        }
    }
    Ok(())
}
