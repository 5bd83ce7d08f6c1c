//! The verb of the stage: from an analysis to a digest and its files. It must not know where files are written.

use std::path::PathBuf;

use serde_json::Value;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::{Content, Item, ItemKind, Platform};
use sparky_schema::document::{Input, SchemaId};
use sparky_schema::window::Period;

use crate::digest::Digest;
use crate::error::Error;
use crate::fit::{Band, fit};
use crate::narrator::Narrator;
use crate::page::canonical;
use crate::sections::{Desk, drafts, frame};
use crate::social::Posts;
use crate::verify::Fault;
use crate::{item, render, words};

/// How texts are made.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// A folder whose templates replace the built-in ones of the same name.
    pub templates: Option<PathBuf>,
    /// The name of the site, for the page.
    pub site_title: Option<String>,
    /// The address of the site, for the page.
    pub site_url: Option<String>,
}

/// A file of a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedFile {
    /// Relative to the output folder.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What the stage makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// The document.
    pub content: Content,
    /// The renderings.
    pub files: Vec<RenderedFile>,
    /// What templates said and was not printed, because it could not be traced to the analysis.
    pub dropped: Vec<Fault>,
}

/// Makes the texts of the analysis's window.
///
/// # Errors
/// When a template is broken. Text that the analysis does not hold is no error: it is dropped.
pub fn generate(analysis: &Analysis, input: Input, config: &Config) -> Result<Generated, Error> {
    let narrator = Narrator::new(analysis, config)?;
    let digest = digest(analysis, &narrator)?;
    let kind = kind(analysis.window.period);
    let body = narrator.lay_out(&format!("{}.md.j2", kind.name()), &digest)?.trim().to_owned() + "\n";
    let mut items = vec![item::text(analysis, kind, &digest, body)];
    items.extend(posts(&digest, &narrator, config)?);
    let mut rendered = Vec::new();
    for item in &items {
        rendered.extend(render::files(item, &digest, &narrator, config)?);
    }
    let content = Content {
        schema: SchemaId::of::<Content>(),
        inputs: vec![input],
        window: analysis.window.clone(),
        incomplete: !analysis.gaps.is_empty(),
        items,
    };
    Ok(Generated { content, files: rendered, dropped: narrator.dropped() })
}

fn posts(digest: &Digest<'_>, narrator: &Narrator, config: &Config) -> Result<Vec<Item>, Error> {
    let desk = Desk::new(digest.analysis, narrator, digest.quiet);
    let kind = kind(digest.analysis.window.period);
    let page = canonical(config, &item::id(digest.analysis, kind));
    let posts = Posts::of(&desk, &digest.title, page)?;
    let each = Platform::ALL.into_iter();
    Ok(each.map(|platform| item::post(digest, platform, posts.on(platform))).collect())
}

/// Exactly what a template gets.
///
/// # Errors
/// When it cannot be made or written as JSON.
pub fn context(analysis: &Analysis) -> Result<Value, Error> {
    let narrator = Narrator::new(analysis, &Config::default())?;
    Ok(serde_json::to_value(digest(analysis, &narrator)?)?)
}

fn digest<'a>(analysis: &'a Analysis, narrator: &Narrator) -> Result<Digest<'a>, Error> {
    let quiet = is_quiet(analysis);
    let frame = frame(analysis, quiet);
    let say = |file: &str| Ok::<_, Error>(narrator.say(file, "d", &frame, 0)?.unwrap_or_default());
    let incomplete = if analysis.gaps.is_empty() { None } else { Some(say("incomplete")?) };
    let fixed = words::count(incomplete.as_deref().unwrap_or_default());
    let drafts = drafts(&Desk::new(analysis, narrator, quiet))?;
    let mut sections = fit(&drafts, Band::of(analysis.window.period, quiet), fixed);
    let lead = match sections.first() {
        Some(first) if drafts.first().is_some_and(|draft| !draft.items().all(|item| item.sentences.is_empty())) => {
            let lead = first.paragraphs.join("\n\n");
            sections.remove(0);
            lead
        }
        _ => String::new(),
    };
    Ok(Digest {
        title: narrator.say_plain("title", "d", &frame)?,
        description: narrator.say_plain("description", "d", &frame)?,
        quiet,
        incomplete,
        lead,
        sections,
        footer: say("footer")?,
        analysis,
    })
}

fn is_quiet(analysis: &Analysis) -> bool {
    let least = match analysis.window.period {
        Period::Daily => 8,
        Period::Weekly => 30,
        Period::Monthly => 80,
    };
    analysis.totals.events.unwrap_or(0) < least
}

const fn kind(period: Period) -> ItemKind {
    match period {
        Period::Daily => ItemKind::Daily,
        Period::Weekly => ItemKind::Weekly,
        Period::Monthly => ItemKind::Monthly,
    }
}
