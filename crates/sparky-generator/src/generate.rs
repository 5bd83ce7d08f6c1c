//! The verb of the stage: from an analysis to a digest and its files. It must not know where files are written.

use std::path::PathBuf;

use serde_json::Value;
use sparky_llm::Client;
use sparky_schema::Language;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::{Content, ItemKind};
use sparky_schema::document::Input;
use sparky_schema::page::Profile;
use sparky_schema::window::Period;

use crate::digest::Digest;
use crate::error::Error;
use crate::model::{self, Wanted};
use crate::press::Press;
use crate::style::Style;
use crate::templates::Templates;
use crate::verify::Fault;

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
    /// Other site generators that get a text of their own, as `<id>.<profile>.md`.
    pub front_matters: Vec<Profile>,
    /// Those of them that show posts for networks as well.
    pub post_front_matters: Vec<Profile>,
    /// The address of the folder with the feeds, for the page.
    pub feeds: Option<String>,
    /// Whether each digest has a picture for networks.
    pub card: bool,
    /// How they are to read.
    pub style: Style,
    /// Whether a model may see facts of private repositories.
    pub private_to_model: bool,
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
    // Its own words are checked in English alone.
    let asked = if config.style.language == Language::En { plans.as_mut_slice() } else { &mut [] };
    for plan in asked {
        let is_wanted = |kind: ItemKind| config.only.is_none_or(|only| only == kind);
        let wanted = Wanted { text: is_wanted(plan.kind), post: is_wanted(ItemKind::Social) };
        model::write(plan, wanted, &press, model, &mut notes).await?;
    }
    press.print(input, plans, notes)
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
    let press = Press::new(analysis, config)?;
    Ok(serde_json::to_value(Digest { analysis: Some(analysis), ..press.digest(&press.plan(kind)?)? })?)
}

/// What a model is told about a task; the user's words where there are any.
///
/// # Errors
/// When there is no such task, or its template is broken.
pub fn prompt(task: &str, config: &Config) -> Result<String, Error> {
    let templates = Templates::load(config.templates.as_deref(), &config.style)?;
    templates.layout(&format!("prompts/{task}.md.j2"), &())
}

/// The texts of a window that are read on a page, the digest first.
pub(crate) const fn pages(period: Period) -> &'static [ItemKind] {
    match period {
        Period::Daily => &[ItemKind::Daily],
        Period::Weekly => &[ItemKind::Weekly, ItemKind::Blog],
        Period::Monthly => &[ItemKind::Monthly, ItemKind::Blog],
    }
}
