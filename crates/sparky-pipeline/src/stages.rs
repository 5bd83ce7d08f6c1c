//! The four stages as one shape: a document in, a document out. A queue or a server can call [`run_stage`] as well.
//! It must not know in which order stages run.

mod publish;

use std::path::PathBuf;

use sparky_collector::WindowChoice;
use sparky_schema::codec;
use sparky_schema::collection::{Collection, Stream};
use sparky_schema::document::Input;
use sparky_schema::publication::Publication;
use sparky_schema::run::Stage;
use sparky_store::DataFolder;

use crate::digest::Digest;
use crate::policy::Policy;
use crate::{Document, Error, Ports, analysis};

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
    /// How the run goes on when something is in its way.
    pub policy: Policy,
}

/// Which stage, and what it is about.
pub(crate) struct Task<'a> {
    pub(crate) stage: Stage,
    /// Which of several digests.
    pub(crate) digest: Option<&'a Digest>,
    /// What an attempt before this one came to: only what failed then is tried again.
    pub(crate) earlier: Option<Publication>,
}

/// Runs one stage and stores what it makes.
///
/// # Errors
/// When the stage has no result, or the document that it needs is missing or malformed.
pub(crate) async fn run_stage(
    task: &Task<'_>,
    document: Document,
    settings: &Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Document, Error> {
    match task.stage {
        Stage::Collect => collect(settings, data, ports).await,
        Stage::Analyze => analysis::analyze(document, task.digest, settings, data, ports).await,
        Stage::Generate => generate(document, settings, data, ports).await,
        Stage::Publish => publish::publish(document, task, settings, data, ports).await,
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
