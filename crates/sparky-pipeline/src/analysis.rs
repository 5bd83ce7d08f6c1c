//! Stage 2 with everything around the numbers: what is left out for a digest, what earlier windows left behind, what a
//! model says, and what the next windows will ask for. It must not know how anything is counted.

use sparky_analyzer::Past;
use sparky_schema::analysis::Analysis;
use sparky_schema::collection::Collection;
use sparky_schema::document::Input;
use sparky_schema::run::Stage;
use sparky_schema::told::Told;
use sparky_store::{Counts, DataFolder};

use crate::digest::Digest;
use crate::stages::{Settings, read_boxed};
use crate::{Document, Error, Ports};

/// Analyzes a collection and stores what comes of it.
pub(crate) async fn analyze(
    document: Document,
    digest: Option<&Digest>,
    settings: &Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Document, Error> {
    let (mut collection, input) = match document {
        Document::Collected(header, ..) => read_boxed(&Document::Stored(header.window), data, Stage::Collect)?,
        other => read_boxed(&other, data, Stage::Collect)?,
    };
    if let Some(digest) = digest {
        *collection = digest.filter(*collection);
    }
    let counts = data.counts();
    let past = past(&counts, &collection)?;
    let analyzed = sparky_analyzer::analyze_after(&past, *collection, input, &settings.analyze);
    let mut analysis = analyzed.analysis;
    analysis.digest = digest.map(|digest| digest.name.clone());
    let notes = add_insights(&analyzed.collection, &mut analysis, settings, data, ports).await?;
    let input = data.write(&analysis.window, &analysis)?;
    if let Some(counted) = analyzed.counts {
        counts.add(counted)?;
    }
    Ok(Document::Analysis(Box::new(analysis), input, notes))
}

/// What earlier analyses left behind for this one.
fn past(counts: &Counts, collection: &Collection) -> Result<Past, Error> {
    let window = &collection.window;
    let (before, input) = counts.before(collection.since, window.time_zone)?;
    let told = window.previous().ok().into_iter().chain([window.clone()]);
    Ok(Past { counts: before, input, published: told.filter_map(|window| counts.published(&window)).collect() })
}

/// Says what earlier windows did not say, and writes down what was said. Nothing follows a window with free bounds.
async fn add_insights(
    collection: &Collection,
    analysis: &mut Analysis,
    settings: &Settings,
    data: &DataFolder,
    ports: &Ports<'_>,
) -> Result<Vec<String>, Error> {
    let tellings = data.tellings();
    let (earlier, inputs): (Vec<Told>, Vec<Input>) = tellings.before(&analysis.window).into_iter().unzip();
    analysis.inputs.extend(inputs);
    let mut proposed = sparky_analyzer::propose_insights(collection, analysis, &earlier);
    let mut notes = Vec::new();
    if let Some(model) = ports.model.filter(|_| settings.advised) {
        let (task, most) = (sparky_generator::prompt("analysis", &settings.generate)?, settings.insights);
        notes = sparky_analyzer::consult(analysis, &mut proposed, most, &task, model).await;
    }
    let told = sparky_analyzer::tell(analysis, proposed, settings.insights);
    if !analysis.window.is_custom() {
        tellings.record(&told)?;
    }
    Ok(notes)
}
