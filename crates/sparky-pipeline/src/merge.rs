//! The folders of several jobs as one: their facts, and for each window the collection that one job would have written.
//! It must not know how facts or documents are joined.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sparky_collector::ReadByJob;
use sparky_schema::collection::Collection;
use sparky_schema::document::Input;
use sparky_schema::plan::Plan;
use sparky_schema::run::{Run, Stage};
use sparky_schema::window::{Period, Window};
use sparky_store::DataFolder;

use crate::join::join;
use crate::run_log::RunLog;
use crate::{Document, Error, Outcome};

/// What merging came to.
#[derive(Debug, Default)]
pub struct Merged {
    /// One for each window that was written, the oldest first.
    pub outcomes: Vec<Outcome>,
    /// Folders that are not there.
    pub absent: Vec<PathBuf>,
    /// What a person should know beside the warnings of the outcomes.
    pub warnings: Vec<String>,
}

impl Merged {
    /// Whether something was not read or not found.
    pub fn incomplete(&self) -> bool {
        !self.absent.is_empty() || self.outcomes.iter().any(Outcome::incomplete)
    }
}

/// The parts of one window, and what their runs did.
#[derive(Default)]
struct Parts {
    collections: Vec<Collection>,
    runs: Vec<Run>,
}

impl Parts {
    /// The plans by which they were collected.
    fn plans(&self) -> impl Iterator<Item = &Input> {
        self.collections.iter().filter(|part| part.shard.is_some()).flat_map(|part| &part.inputs)
    }

    fn follow(&self, plan: &Input) -> bool {
        self.plans().any(|known| known.sha256 == plan.sha256)
    }
}

/// Whether a part was collected by a plan, wherever that lay.
fn is_of(part: &Collection, plan: &Input) -> bool {
    part.inputs.iter().any(|input| input.sha256 == plan.sha256)
}

/// Windows by their start, end and place.
type Windows = BTreeMap<(DateTime<Utc>, DateTime<Utc>, &'static str, String), Parts>;

/// Joins the folders of jobs into `data`. `plan` names what the shards that are missing would have read.
///
/// # Errors
/// When there is nothing to merge, a folder cannot be used, or the folders do not belong together.
pub fn merge(
    data: &DataFolder,
    folders: &[PathBuf],
    plan: Option<&(Plan, Input)>,
    now: DateTime<Utc>,
) -> Result<Merged, Error> {
    let _lock = data.lock()?;
    let (mut merged, mut windows, mut read_by_all) = (Merged::default(), Windows::new(), ReadByJob::new());
    for folder in folders {
        if !is_there(folder) {
            merged.warnings.push(format!("{} is not there, so nothing of it was merged", folder.display()));
            merged.absent.push(folder.clone());
            continue;
        }
        let job = DataFolder::open(folder)?;
        data.history().merge(&job.history())?;
        data.counts().merge(&job.counts())?;
        data.tellings().merge(&job.tellings())?;
        data.ledger().merge(&job.ledger())?;
        data.spending().merge(&job.spending())?;
        let read = take_documents(&job, folder, &mut windows)?;
        let damaged = sparky_collector::merge(&data.facts(), &job.facts(), &read)?;
        merged.warnings.extend(damaged.iter().map(|name| {
            format!("{name}: its facts in {} are damaged; the next collection reads them again", folder.display())
        }));
        read_by_all.extend(read);
    }
    sparky_collector::drop_old_names(&data.facts(), &read_by_all)?;
    if merged.absent.len() == folders.len() {
        return Err(Error::NothingToMerge);
    }
    if let Some((_, input)) = plan.filter(|(_, input)| !windows.values().any(|parts| parts.follow(input))) {
        return Err(Error::PlanNotFollowed { plan: input.path.clone() });
    }
    for parts in windows.into_values() {
        let plan = plan.filter(|(_, input)| parts.follow(input)).map(|(plan, _)| plan);
        merged.outcomes.extend(write(data, parts, plan, now)?);
    }
    Ok(merged)
}

/// A job that failed leaves nothing, or an empty folder.
fn is_there(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Reads the collections of a job, and says what it has read.
fn take_documents(job: &DataFolder, folder: &Path, windows: &mut Windows) -> Result<ReadByJob, Error> {
    let mut documents = Vec::new();
    for window in collected(job)? {
        documents.push((job.read::<Run>(&window)?.0, job.read::<Collection>(&window)?.0));
    }
    let read = read_last(&documents);
    for (run, collection) in documents {
        let parts = windows.entry(key(&collection.window)).or_default();
        if collection.shard.is_some() && !parts.plans().all(|known| is_of(&collection, known)) {
            return Err(Error::OtherPlan { folder: folder.to_owned() });
        }
        parts.collections.push(collection);
        parts.runs.push(run);
    }
    Ok(read)
}

/// What was read by the newest plan: older documents can be of jobs that had other repositories.
fn read_last(documents: &[(Run, Collection)]) -> ReadByJob {
    let newest = documents.iter().max_by_key(|(run, _)| run.started_at).map(|(_, collection)| &collection.inputs);
    let of_newest = documents.iter().filter(|(_, collection)| newest == Some(&collection.inputs));
    let facts = of_newest.flat_map(|(_, collection)| &collection.repositories);
    facts.filter_map(|facts| Some((facts.id.clone()?, facts.name_with_owner.clone()))).collect()
}

fn collected(job: &DataFolder) -> Result<Vec<Window>, Error> {
    let mut windows = Vec::new();
    for period in Period::ALL {
        windows.extend(job.windows(period)?.into_iter().filter(|window| job.has::<Collection>(window)));
    }
    Ok(windows)
}

fn key(window: &Window) -> (DateTime<Utc>, DateTime<Utc>, &'static str, String) {
    (window.since, window.until, window.period.name(), window.id.to_string())
}

fn write(data: &DataFolder, parts: Parts, plan: Option<&Plan>, now: DateTime<Utc>) -> Result<Option<Outcome>, Error> {
    let is_shared = parts.collections.iter().any(|part| part.shard.is_some());
    let Some(collection) = join(parts.collections, plan) else { return Ok(None) };
    let input = data.write(&collection.window, &collection)?;
    let window = collection.window.clone();
    let document =
        Document::Collected(Box::new(Collection { repositories: Vec::new(), ..collection }), input, Vec::new());
    let mut outcome = Outcome::default();
    outcome.take(&document);
    let mut log = RunLog::begin(data, Some(window), &[Stage::Collect], now);
    parts.runs.iter().for_each(|run| log.add(run));
    log.stage_ends(Stage::Collect, crate::run::state_of(std::iter::once(&document)), Vec::new(), None, now)?;
    if is_shared {
        log.ends(&outcome, now)?
    } else {
        log.ends_joining(&outcome, now)?
    }
    Ok(Some(outcome))
}
