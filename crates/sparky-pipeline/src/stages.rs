//! The four stages as one shape: a document in, a document out. A queue or a server can call [`run_stage`] as well.
//! It must not know in which order stages run.

use std::path::{Path, PathBuf};

use sparky_collector::WindowChoice;
use sparky_publisher::{Doors, Planned, Rendered};
use sparky_schema::analysis::Analysis;
use sparky_schema::codec;
use sparky_schema::collection::{Collection, Stream};
use sparky_schema::content::Content;
use sparky_schema::document::Input;
use sparky_schema::gap::Gap;
use sparky_schema::publication::{Publication, Status, TargetResult};
use sparky_schema::run::Stage;
use sparky_schema::window::Window;
use sparky_store::DataFolder;

use crate::digest::Digest;
use crate::outcome::has_open_ends;
use crate::{Error, Ports, analysis};

/// What the stages are told.
pub struct Settings {
    /// Stage 1.
    pub collect: sparky_collector::Config,
    /// Which part of it is this job's; all when none.
    pub share: Option<sparky_collector::Share>,
    /// Stage 2.
    pub analyze: sparky_analyzer::Config,
    /// The digests that are made; one of everything when there are none.
    pub digests: Vec<Digest>,
    /// How many insights a window has at most.
    pub insights: usize,
    /// Whether a model, if there is one, looks at the analysis too.
    pub advised: bool,
    /// Stage 3.
    pub generate: sparky_generator::Config,
    /// Stage 4.
    pub publish: sparky_publisher::Config,
    /// The folder for rendered files; beside `content.json` when none.
    pub out: Option<PathBuf>,
}

/// What goes into a stage and comes out of it.
#[derive(Debug)]
pub enum Document {
    /// Nothing yet; the window, if it is known before the collection.
    None(Option<Window>),
    /// The document in the data folder.
    Stored(Window),
    /// A document in a file of the caller's.
    File(PathBuf),
    /// What stage 1 wrote, without the repositories: these are read from the document. And what it could not read now
    /// though nothing is missing.
    Collected(Box<Collection>, Input, Vec<Gap>),
    /// What stage 2 wrote, and what a model said of it and was not taken.
    Analysis(Box<Analysis>, Input, Vec<String>),
    /// What stage 3 wrote, and what a model wrote and was not printed.
    Content(Box<Content>, Input, Vec<String>),
    /// What stage 4 wrote, or would write, and what a dry run would have sent.
    Publication(Box<Publication>, Vec<Planned>),
}

impl Document {
    /// The window, where it is known.
    pub fn window(&self) -> Option<&Window> {
        match self {
            Document::None(window) => window.as_ref(),
            Document::Stored(window) => Some(window),
            Document::File(_) => None,
            Document::Collected(header, ..) => Some(&header.window),
            Document::Analysis(analysis, ..) => Some(&analysis.window),
            Document::Content(content, ..) => Some(&content.window),
            Document::Publication(publication, _) => Some(&publication.window),
        }
    }

    /// Whether something is missing in it.
    pub fn is_incomplete(&self) -> bool {
        match self {
            Document::Collected(header, ..) => !header.gaps.is_empty(),
            Document::Analysis(analysis, ..) => !analysis.gaps.is_empty(),
            Document::Content(content, ..) => content.incomplete,
            Document::Publication(publication, _) => has_open_ends(publication),
            Document::None(_) | Document::Stored(_) | Document::File(_) => false,
        }
    }
}

/// Runs one stage and stores what it makes.
///
/// # Errors
/// When the stage has no result, or the document that it needs is missing or malformed.
pub(crate) async fn run_stage(
    stage: Stage,
    document: Document,
    digest: Option<&Digest>,
    settings: &Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Document, Error> {
    match stage {
        Stage::Collect => collect(settings, data, ports).await,
        Stage::Analyze => analysis::analyze(document, digest, settings, data, ports).await,
        Stage::Generate => generate(document, settings, data, ports).await,
        Stage::Publish => publish(document, digest, settings, data, ports).await,
    }
}

/// Repositories go from the facts to the document one at a time.
async fn collect(settings: &Settings, data: &DataFolder, ports: &Ports<'_>) -> Result<Document, Error> {
    let facts = data.facts();
    let doors = sparky_collector::Doors { git: ports.git, github: ports.github, facts: &facts };
    let config =
        sparky_collector::Config { proven: is_proven(data, &settings.collect.window), ..settings.collect.clone() };
    let collected = match &settings.share {
        Some(share) => sparky_collector::collect_share(&config, share, doors, ports.progress).await?,
        None => sparky_collector::collect(&config, doors, ports.progress).await?,
    };
    let mut fault = None;
    let repositories =
        collected.repositories(&facts).map_while(|facts| facts.map_err(|error| fault = Some(error)).ok());
    let header = collected.header();
    let input = data.write_streamed::<Collection>(collected.window(), &Stream::new(&header, repositories));
    match fault {
        Some(error) => Err(error.into()),
        None => Ok(Document::Collected(Box::new(header), input?, collected.unread().to_vec())),
    }
}

/// Whether the history says that a window was completely read after its end.
fn is_proven(data: &DataFolder, window: &WindowChoice) -> bool {
    let WindowChoice::Fixed(window) = window else { return false };
    data.history().entry(window).is_some_and(|run| run.collected_at.is_some())
}

async fn generate(
    document: Document,
    settings: &Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Document, Error> {
    let (analysis, input) = match document {
        Document::Analysis(analysis, input, _) => (analysis, input),
        other => read_boxed(&other, data, Stage::Analyze)?,
    };
    let generated = match ports.model {
        Some(model) => sparky_generator::generate_with_model(&analysis, input, &settings.generate, model).await?,
        None => sparky_generator::generate(&analysis, input, &settings.generate)?,
    };
    for file in &generated.files {
        data.write_rendered(&generated.content.window, settings.out.as_deref(), &file.path, &file.bytes)?;
    }
    let input = data.write(&generated.content.window, &generated.content)?;
    Ok(Document::Content(Box::new(generated.content), input, generated.notes))
}

async fn publish(
    document: Document,
    digest: Option<&Digest>,
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
    let config = of_digest(&settings.publish, digest);
    let published = sparky_publisher::publish(&content, input, &rendered, &config, doors).await;
    if !settings.publish.dry_run {
        let kept = other_targets(&content.window, &settings.publish.only, data)?;
        let targets = kept.into_iter().chain(published.publication.targets.iter().cloned()).collect();
        data.write(&content.window, &Publication { targets, ..published.publication.clone() })?;
        if is_out(&published.publication) {
            data.counts().publish(&content.window)?;
        }
    }
    match published.stopped {
        Some(reason) => Err(Error::Stopped { reason }),
        None => Ok(Document::Publication(Box::new(published.publication), published.requests)),
    }
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

pub(crate) fn read_boxed<D: sparky_schema::Document>(
    document: &Document,
    data: &DataFolder,
    maker: Stage,
) -> Result<(Box<D>, Input), Error> {
    let (found, input) = match document {
        Document::Stored(window) if !data.has::<D>(window) => {
            return Err(Error::NotMade { window: window.clone(), document: D::NAME, maker });
        }
        Document::Stored(window) => data.read(window)?,
        Document::File(path) => codec::read_with_input(path, &path.to_string_lossy())?,
        _ => return Err(Error::OutOfOrder { needs: D::NAME }),
    };
    Ok((Box::new(found), input))
}
