//! `sparky validate`: documents against their schema, texts against the facts.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};
use sparky_schema::Language;
use sparky_schema::analysis::Analysis;
use sparky_schema::codec::{self, CodecError};
use sparky_schema::collection::Collection;
use sparky_schema::content::Content;
use sparky_schema::counts::WindowCounts;
use sparky_schema::plan::Plan;
use sparky_schema::publication::Publication;
use sparky_schema::run::Run;
use sparky_schema::told::Told;

use crate::cli::Validate;
use crate::config;
use crate::exit::Exit;
use crate::output::Voice;

pub(crate) fn execute(
    args: &Validate,
    config: Option<&Path>,
    variables: &BTreeMap<String, String>,
    voice: &Voice,
) -> anyhow::Result<Exit> {
    let (site, language) = match &args.against {
        Some(_) => {
            let config = config::load(config, variables)?;
            (config.site.url, config.templates.language)
        }
        None => (None, Language::default()),
    };
    let analysis: Option<Analysis> = args.against.as_deref().map(codec::read).transpose()?;
    let mut reports = Vec::new();
    let mut sound = true;
    for path in &args.files {
        let faults = faults(path, analysis.as_ref(), site.as_deref(), language)?;
        sound &= faults.is_empty();
        if !voice.json {
            faults.iter().for_each(|fault| voice.warn(fault));
            voice.data(&format!("{}: {}\n", path.display(), if faults.is_empty() { "valid" } else { "not valid" }));
        }
        reports.push(json!({ "file": path.display().to_string(), "faults": faults }));
    }
    if voice.json {
        voice.data(&format!("{:#}\n", json!({ "valid": sound, "files": Value::Array(reports) })));
    }
    Ok(if sound { Exit::Done } else { Exit::Failed })
}

fn faults(
    path: &Path,
    analysis: Option<&Analysis>,
    site: Option<&str>,
    language: Language,
) -> anyhow::Result<Vec<String>> {
    if path.extension().is_some_and(|extension| extension == "json") {
        return Ok(document(path).err().map(|error| error.to_string()).into_iter().collect());
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let analysis = analysis.context("a text is checked against facts; name them with --against analysis.json")?;
    let faults = sparky_generator::verify_in(language, &text, analysis, site);
    Ok(faults.iter().map(|fault| format!("{}:{}: {}", path.display(), fault.line, fault.message)).collect())
}

fn document(path: &Path) -> Result<(), CodecError> {
    let header = codec::peek(path)?.0;
    match header.split('/').nth(1).unwrap_or_default() {
        "plan" => codec::read::<Plan>(path).map(drop),
        "analysis" => codec::read::<Analysis>(path).map(drop),
        "content" => codec::read::<Content>(path).map(drop),
        "publication" => codec::read::<Publication>(path).map(drop),
        "told" => codec::read::<Told>(path).map(drop),
        "run" => codec::read::<Run>(path).map(drop),
        "counts" => codec::read::<WindowCounts>(path).map(drop),
        _ => codec::read::<Collection>(path).map(drop),
    }
}
