//! The verb of the stage: from an analysis to a digest and its files. It must not know where files are written.

use std::collections::BTreeSet;
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
use crate::page::{Profile, canonical};
use crate::pictures;
use crate::sections::{Desk, drafts, frame};
use crate::social::Posts;
use crate::style::Style;
use crate::verify::Fault;
use crate::{item, render, sections, words};

/// How texts are made.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// A folder whose templates replace the built-in ones of the same name.
    pub templates: Option<PathBuf>,
    /// The name of the site, for the page.
    pub site_title: Option<String>,
    /// The address of the site, for the page.
    pub site_url: Option<String>,
    /// Who signs the texts.
    pub author: Option<String>,
    /// The site generator that the texts are for.
    pub front_matter: Profile,
    /// How they are to read.
    pub style: Style,
    /// Which kind is made; every kind of the window when none.
    pub only: Option<ItemKind>,
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
    let (mut items, mut files) = (Vec::new(), Vec::new());
    for kind in pages(analysis.window.period).iter().copied() {
        let digest = digest(analysis, &narrator, config, kind)?;
        let body = narrator.lay_out(&format!("{}.md.j2", kind.name()), &digest)?.trim().to_owned() + "\n";
        let mut made = vec![item::text(analysis, kind, &digest, body)];
        if is_first(kind) {
            made.extend(posts(&digest, kind, &narrator, config)?);
        }
        made.retain(|item| config.only.is_none_or(|only| only == item.kind));
        for item in &made {
            files.extend(render::files(item, &digest, &narrator, config)?);
        }
        items.extend(made);
    }
    let content = Content {
        schema: SchemaId::of::<Content>(),
        inputs: vec![input],
        digest: analysis.digest.clone(),
        private: analysis.private,
        window: analysis.window.clone(),
        incomplete: !analysis.gaps.is_empty(),
        repositories: Some(active(analysis)),
        impact: analysis.happenings.iter().map(|happening| happening.score).reduce(f64::max),
        items,
    };
    Ok(Generated { content, files, dropped: narrator.dropped() })
}

/// The repositories in which something happened.
fn active(analysis: &Analysis) -> Vec<String> {
    let names = analysis.happenings.iter().map(|happening| happening.repository.to_string());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

fn posts(digest: &Digest<'_>, kind: ItemKind, narrator: &Narrator, config: &Config) -> Result<Vec<Item>, Error> {
    let desk = Desk::new(digest.analysis, narrator, &config.style, digest.quiet, ItemKind::Social);
    let posts = Posts::of(&desk, &digest.title, canonical(config, &item::id(digest.analysis, kind)))?;
    let each = Platform::ALL.into_iter();
    Ok(each.map(|platform| item::post(digest, platform, posts.on(platform))).collect())
}

/// The kinds of texts that a window has.
pub fn kinds(period: Period) -> Vec<ItemKind> {
    pages(period).iter().copied().chain([ItemKind::Social]).collect()
}

/// Exactly what a template gets.
///
/// # Errors
/// When it cannot be made or written as JSON.
pub fn context(analysis: &Analysis, config: &Config, kind: Option<ItemKind>) -> Result<Value, Error> {
    // Posts are made from what the digest is made from.
    let kind = kind.filter(|kind| *kind != ItemKind::Social);
    let kind = kind.or_else(|| pages(analysis.window.period).first().copied()).unwrap_or(ItemKind::Daily);
    let narrator = Narrator::new(analysis, config)?;
    Ok(serde_json::to_value(digest(analysis, &narrator, config, kind)?)?)
}

fn digest<'a>(
    analysis: &'a Analysis,
    narrator: &Narrator,
    config: &Config,
    kind: ItemKind,
) -> Result<Digest<'a>, Error> {
    let quiet = is_quiet(analysis, kind);
    let frame = frame(analysis, quiet);
    let style = &config.style;
    let pictures = pictures::of(analysis, narrator, kind, quiet)?;
    let say = |file: &str| Ok::<_, Error>(narrator.say(file, "d", &frame, 0)?.unwrap_or_default());
    let incomplete = if analysis.gaps.is_empty() { None } else { Some(say("incomplete")?) };
    let fixed = words::count(incomplete.as_deref().unwrap_or_default());
    let drafts = drafts(&Desk::new(analysis, narrator, style, quiet, kind))?;
    let band = Band::of(kind, quiet).end(style.length).without(pictures::words(&pictures));
    let mut sections = fit(&drafts, band, fixed);
    let lead = match sections.first() {
        Some(first) if drafts.first().is_some_and(|draft| !draft.items().all(|item| item.sentences.is_empty())) => {
            let lead = first.paragraphs.join("\n\n");
            sections.remove(0);
            lead
        }
        _ => String::new(),
    };
    let title_file = if kind == ItemKind::Blog { "blog_title" } else { "title" };
    let mut title = narrator.say_plain(title_file, "d", &frame)?;
    if title.is_empty() {
        // The most important title may hold a forbidden word.
        title = narrator.say_plain(title_file, "d", &sections::frame(analysis, quiet).without_top())?;
    }
    Ok(Digest {
        title,
        description: narrator.say_plain("description", "d", &frame)?,
        quiet,
        incomplete,
        lead,
        sections,
        pictures,
        pictures_heading: narrator.say_plain("heading_pictures", "d", &frame)?,
        footer: say("footer")?,
        analysis,
    })
}

fn is_quiet(analysis: &Analysis, kind: ItemKind) -> bool {
    let least = match kind {
        ItemKind::Daily => 8,
        ItemKind::Weekly => 30,
        ItemKind::Monthly | ItemKind::Blog | ItemKind::Social => 80,
    };
    analysis.totals.events.unwrap_or(0) < least
}

/// Posts are about the digest, not about the blog post.
const fn is_first(kind: ItemKind) -> bool {
    !matches!(kind, ItemKind::Blog)
}

/// The texts of a window that are read on a page, the digest first.
const fn pages(period: Period) -> &'static [ItemKind] {
    match period {
        Period::Daily => &[ItemKind::Daily],
        Period::Weekly => &[ItemKind::Weekly, ItemKind::Blog],
        Period::Monthly => &[ItemKind::Monthly, ItemKind::Blog],
    }
}
