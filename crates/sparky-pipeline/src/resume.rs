//! What an earlier run of the window left behind that broke off: which of its stages need not be run again, because they
//! were told the same and neither what they read nor what they wrote has changed since. It must not run anything.

use chrono::{DateTime, TimeDelta, Utc};
use sparky_schema::analysis::Analysis;
use sparky_schema::codec::sha256_hex;
use sparky_schema::content::Content;
use sparky_schema::document::Input;
use sparky_schema::run::{Run, RunState, Stage, StageRun};
use sparky_schema::window::Window;
use sparky_store::DataFolder;

use crate::rounds::Round;
use crate::{Document, Settings};

/// What was collected longer ago is collected again.
const FRESH: TimeDelta = TimeDelta::hours(24);

/// What the input is called that stands for the counts of earlier windows.
const COUNTS: &str = "history/counts";

/// A run that broke off, and how much of it still holds.
pub(crate) struct Broken {
    pub(crate) run: Run,
    /// Whether all stages so far were taken over.
    unbroken: bool,
}

impl Broken {
    /// The last run of the window, when it was killed, stopped or failed. A stage that is asked for alone is run.
    pub(crate) fn find(
        data: &DataFolder,
        window: Option<&Window>,
        stages: &[Stage],
        now: DateTime<Utc>,
    ) -> Option<Self> {
        if stages.len() < 2 || stages.first() != Some(&Stage::Collect) {
            return None;
        }
        let (run, _) = data.read::<Run>(window?).ok()?;
        let broke_off = matches!(run.state, RunState::Running | RunState::Resumed | RunState::Failed);
        let unbroken = now - run.started_at < FRESH && run.window.until <= run.started_at;
        broke_off.then_some(Self { run, unbroken })
    }

    /// What a stage made, if it need not be run again.
    pub(crate) fn take_over<'a>(
        &mut self,
        stage: Stage,
        settings: &'a Settings,
        asks_model: bool,
        data: &DataFolder,
    ) -> Option<(StageRun, Vec<Round<'a>>)> {
        let entry = self.run.stages.iter().find(|entry| entry.stage == stage).cloned();
        let taken = entry.filter(|entry| self.unbroken && holds(entry, settings, asks_model, data));
        let taken = taken.and_then(|entry| Some((entry, documents(stage, &self.run.window, settings, data)?)));
        self.unbroken = taken.is_some();
        taken.map(|(entry, rounds)| (StageRun { state: RunState::Resumed, ..entry }, rounds))
    }
}

fn holds(entry: &StageRun, settings: &Settings, asks_model: bool, data: &DataFolder) -> bool {
    let ended = matches!(entry.state, RunState::Complete | RunState::Resumed) && !entry.documents.is_empty();
    ended
        && entry.settings.as_ref() == Some(&fingerprint(entry.stage, settings, asks_model))
        && entry.documents.iter().all(|document| data.is_unchanged(document))
}

/// The documents of a stage, as the next one takes them; none when one of them was made from something else.
fn documents<'a>(stage: Stage, window: &Window, settings: &'a Settings, data: &DataFolder) -> Option<Vec<Round<'a>>> {
    let same = |inputs: &[Input]| inputs.iter().all(|input| is_same(input, window, data));
    let of_digests = settings.digests.iter().map(Some).collect::<Vec<_>>();
    let digests = if of_digests.is_empty() { vec![None] } else { of_digests };
    match stage {
        Stage::Collect => Some(vec![Round::first(Document::Stored(window.clone()))]),
        Stage::Analyze => {
            let rounds = digests.into_iter().map(|digest| {
                let own = of(digest, data)?;
                let (analysis, input) = own.read::<Analysis>(window).ok()?;
                same(&analysis.inputs)
                    .then(|| Round { digest, document: Document::Analysis(Box::new(analysis), input, Vec::new()) })
            });
            rounds.collect()
        }
        Stage::Generate => {
            let rounds = digests.into_iter().map(|digest| {
                let own = of(digest, data)?;
                let (content, input) = own.read::<Content>(window).ok()?;
                let folder = own.rendered_folder(window, settings.out.as_deref());
                let files = content.items.iter().flat_map(|item| &item.files);
                let is_there = same(&content.inputs) && files.into_iter().all(|file| folder.join(file).is_file());
                let document = Document::Content(Box::new(content), input, Vec::new());
                is_there.then_some(Round { digest, document })
            });
            rounds.collect()
        }
        Stage::Publish => None,
    }
}

/// One input stands for the counts of many windows.
fn is_same(input: &Input, window: &Window, data: &DataFolder) -> bool {
    if input.path != COUNTS {
        return data.is_unchanged(input);
    }
    let since = window.previous().map(|before| before.since);
    let counted = since.ok().and_then(|since| data.counts().before(since, window.time_zone).ok());
    counted.and_then(|(_, known)| known).as_ref() == Some(input)
}

fn of(digest: Option<&crate::Digest>, data: &DataFolder) -> Option<DataFolder> {
    digest.map_or_else(|| Some(data.clone()), |digest| data.of_digest(&digest.name).ok())
}

/// What a stage is told, as one number: another one means that it may make something else.
pub(crate) fn fingerprint(stage: Stage, settings: &Settings, asks_model: bool) -> String {
    let Settings { collect, share, analyze, digests, insights, advised, generate, out, .. } = settings;
    let own = || format!("{generate:?} {:?}", templates(generate.templates.as_deref()));
    let told = match stage {
        Stage::Collect => {
            let sparky_collector::Filter { include, exclude, archived, forks, private, topics, active_since } =
                &collect.filter;
            let filter = (include, exclude, archived, forks, private, topics, active_since.is_some());
            format!("{:?} {filter:?} {:?} {share:?}", collect.sources, collect.files)
        }
        Stage::Analyze if asks_model && *advised => format!("{analyze:?} {digests:?} {insights} {}", own()),
        Stage::Analyze => format!("{analyze:?} {digests:?} {insights}"),
        Stage::Generate => format!("{out:?} {asks_model} {}", own()),
        Stage::Publish => String::new(),
    };
    sha256_hex(format!("{} {} {told}", env!("CARGO_PKG_VERSION"), stage.name()).as_bytes())
}

/// What lies in the folder of a user's own templates.
fn templates(folder: Option<&std::path::Path>) -> Vec<(String, String)> {
    let Some(folder) = folder else { return Vec::new() };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries
        .flat_map(|entry| match std::fs::read(entry.path()) {
            Ok(bytes) => vec![(entry.file_name().to_string_lossy().into_owned(), sha256_hex(&bytes))],
            Err(_) if entry.path().is_dir() => templates(Some(&entry.path())),
            Err(_) => Vec::new(),
        })
        .collect();
    files.sort();
    files
}
