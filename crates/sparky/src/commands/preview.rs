//! `sparky preview`: the digest in the browser, with nothing configured, nothing published and nothing left behind in the
//! folder of the user. It must not know how a digest is made.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use anyhow::Context as _;
use sparky_collector::{SourceSpec, WindowChoice};
use sparky_pipeline::Document;
use sparky_schema::content::Content;
use sparky_schema::run::Stage;
use sparky_schema::window::Period;

use crate::cli::Preview;
use crate::exit::Exit;
use crate::inputs;
use crate::session::{Job, Prose, Session, Way};

/// Works in a folder of its own, which stays for the browser to read.
pub(crate) fn execute(args: &Preview, session: Session) -> anyhow::Result<Exit> {
    let folder = tempfile::Builder::new().prefix("sparky-preview-").tempdir().context("cannot make a folder")?.keep();
    let session = session.in_folder(folder);
    let (period, zone) = (Period::from(args.period), session.config.window.time_zone);
    let window = if args.window.is_default() {
        WindowChoice::Latest { period, time_zone: zone }
    } else {
        inputs::window(period, &args.window, zone, session.clock.now())?
    };
    let exit = session.run(Job {
        stages: vec![Stage::Collect, Stage::Analyze, Stage::Generate],
        start: Document::None(None),
        window: Some(window),
        sources: sources(args, &session)?,
        only: Vec::new(),
        dry_run: false,
        late: false,
        kind: None,
        share: None,
        // A folder that is thrown away knows neither what was spent nor what was answered.
        prose: Prose::Templates,
        way: Way::Apart,
    })?;
    if let Some(page) = page(period, &session)?.filter(|_| !args.no_open && is_watched(&session)) {
        opener::open_browser(&page).with_context(|| format!("cannot open {}; open it yourself", page.display()))?;
    }
    Ok(exit)
}

/// What is named, else the clone that the user stands in.
fn sources(args: &Preview, session: &Session) -> anyhow::Result<Vec<SourceSpec>> {
    let here = PathBuf::from(".");
    match inputs::sources(&args.source, session) {
        Err(_) if args.source.is_default() && here.join(".git").exists() => Ok(vec![SourceSpec::Clone(here)]),
        sources => sources,
    }
}

fn is_watched(session: &Session) -> bool {
    !session.voice.json && !session.environment.ci && std::io::stdout().is_terminal()
}

/// The digest as a page.
fn page(period: Period, session: &Session) -> anyhow::Result<Option<PathBuf>> {
    let data = session.data()?;
    let Some(window) = sparky_pipeline::newest_window(&data, period)? else { return Ok(None) };
    let (content, _) = data.read::<Content>(&window)?;
    let files = content.items.iter().flat_map(|item| &item.files);
    let folder = data.rendered_folder(&window, session.global.out.as_deref());
    Ok(files.into_iter().find(|file| file.ends_with(".html")).map(|file| folder.join(file)))
}
