//! The verb of the stage: from an analysis to a digest and its files. It must not know where files are written.

use std::path::PathBuf;

use serde_json::Value;
use sparky_llm::Client;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::{Content, Item, ItemKind, Platform};
use sparky_schema::document::{Input, SchemaId};
use sparky_schema::window::Period;

use crate::digest::Digest;
use crate::error::Error;
use crate::fit::{Band, fit};
use crate::model::{self, Plan};
use crate::narrator::Narrator;
use crate::page::{Profile, canonical};
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
    /// Who signs the texts.
    pub author: Option<String>,
    /// The site generator that the texts are for.
    pub front_matter: Profile,
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
    /// What a model wrote and was not printed, and why.
    pub notes: Vec<String>,
}

/// Makes the texts of the analysis's window.
///
/// # Errors
/// When a template is broken. Text that the analysis does not hold is no error: it is dropped.
pub fn generate(analysis: &Analysis, input: Input, config: &Config) -> Result<Generated, Error> {
    let press = Press::new(analysis, config)?;
    let plans = press.plans()?;
    press.print(input, plans, Vec::new())
}

/// The same in the words of a language model, as far as these are true.
///
/// # Errors
/// When a template is broken. A model that fails is no error: the text is ours then.
pub async fn generate_with_model(
    analysis: &Analysis,
    input: Input,
    config: &Config,
    model: &Client,
) -> Result<Generated, Error> {
    let press = Press::new(analysis, config)?;
    let (mut plans, mut notes) = (press.plans()?, Vec::new());
    for plan in plans.iter_mut().filter(|plan| config.only.is_none_or(|only| only == plan.kind)) {
        model::write(plan, analysis, &press.narrator, model, &mut notes).await?;
    }
    press.print(input, plans, notes)
}

/// What all texts of a window are made with.
struct Press<'a> {
    analysis: &'a Analysis,
    config: &'a Config,
    narrator: Narrator,
}

impl<'a> Press<'a> {
    fn new(analysis: &'a Analysis, config: &'a Config) -> Result<Self, Error> {
        Ok(Self { analysis, config, narrator: Narrator::new(analysis, config)? })
    }

    fn plans(&self) -> Result<Vec<Plan>, Error> {
        pages(self.analysis.window.period).iter().map(|kind| plan(self.analysis, &self.narrator, *kind)).collect()
    }

    fn print(&self, input: Input, plans: Vec<Plan>, notes: Vec<String>) -> Result<Generated, Error> {
        let (analysis, narrator, config) = (self.analysis, &self.narrator, self.config);
        let (mut items, mut files) = (Vec::new(), Vec::new());
        for plan in plans {
            let kind = plan.kind;
            let digest = digest(analysis, narrator, &plan)?;
            let body = narrator.lay_out(&format!("{}.md.j2", kind.name()), &digest)?.trim().to_owned() + "\n";
            let mut made = vec![item::text(analysis, kind, &digest, body)];
            if is_first(kind) {
                made.extend(posts(&digest, kind, narrator, config)?);
            }
            made.retain(|item| config.only.is_none_or(|only| only == item.kind));
            for item in &made {
                files.extend(render::files(item, &digest, narrator, config)?);
            }
            items.extend(made);
        }
        let content = Content {
            schema: SchemaId::of::<Content>(),
            inputs: vec![input],
            window: analysis.window.clone(),
            incomplete: !analysis.gaps.is_empty(),
            items,
        };
        Ok(Generated { content, files, dropped: narrator.dropped(), notes })
    }
}

fn posts(digest: &Digest<'_>, kind: ItemKind, narrator: &Narrator, config: &Config) -> Result<Vec<Item>, Error> {
    let desk = Desk::new(digest.analysis, narrator, digest.quiet, ItemKind::Social);
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
    Ok(serde_json::to_value(digest(analysis, &narrator, &plan(analysis, &narrator, kind)?)?)?)
}

/// What one text can tell.
fn plan(analysis: &Analysis, narrator: &Narrator, kind: ItemKind) -> Result<Plan, Error> {
    let quiet = is_quiet(analysis, kind);
    let fixed = words::count(&incomplete(analysis, narrator, quiet)?.unwrap_or_default());
    let drafts = drafts(&Desk::new(analysis, narrator, quiet, kind))?;
    Ok(Plan { kind, quiet, drafts, band: Band::of(kind, quiet), fixed })
}

fn incomplete(analysis: &Analysis, narrator: &Narrator, quiet: bool) -> Result<Option<String>, Error> {
    if analysis.gaps.is_empty() {
        return Ok(None);
    }
    Ok(Some(narrator.say("incomplete", "d", &frame(analysis, quiet), 0)?.unwrap_or_default()))
}

fn digest<'a>(analysis: &'a Analysis, narrator: &Narrator, plan: &Plan) -> Result<Digest<'a>, Error> {
    let Plan { kind, quiet, drafts, .. } = plan;
    let frame = frame(analysis, *quiet);
    let mut sections = fit(drafts, plan.band, plan.fixed);
    let by_model = item::narratives(&sections);
    let lead = match sections.first() {
        Some(first) if drafts.first().is_some_and(|draft| !draft.items().all(|item| item.sentences.is_empty())) => {
            let lead = first.paragraphs.join("\n\n");
            sections.remove(0);
            lead
        }
        _ => String::new(),
    };
    Ok(Digest {
        title: narrator.say_plain(if *kind == ItemKind::Blog { "blog_title" } else { "title" }, "d", &frame)?,
        description: narrator.say_plain("description", "d", &frame)?,
        quiet: *quiet,
        incomplete: incomplete(analysis, narrator, *quiet)?,
        lead,
        sections,
        narratives: by_model,
        footer: narrator.say("footer", "d", &frame, 0)?.unwrap_or_default(),
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
