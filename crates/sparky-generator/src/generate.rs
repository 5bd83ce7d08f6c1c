//! The verb of the stage: from an analysis to a digest and its files. It must not know where files are written.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::{Content, Item, ItemKind, Narrative};
use sparky_schema::document::{Input, SchemaId};
use sparky_schema::window::Period;

use crate::error::Error;
use crate::escape::markdown;
use crate::headline;
use crate::language::list;
use crate::outline::Section;
use crate::page::{fragment, front_matter};
use crate::sections::{QUIET_RANK, sections};
use crate::sentence::Voice;
use crate::story::{Story, stories};
use crate::templates::{environment, render};
use crate::{fit, verify, words};

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
}

/// What a template gets.
#[derive(Serialize)]
struct Context<'a> {
    title: String,
    description: String,
    quiet: bool,
    incomplete: Option<String>,
    totals: String,
    sections: Vec<Section>,
    footer: String,
    analysis: &'a Analysis,
}

/// Makes the digest of the analysis's window.
///
/// # Errors
/// When a template fails, or when its text says something that the analysis does not hold.
pub fn generate(analysis: &Analysis, input: Input, config: &Config) -> Result<Generated, Error> {
    let environment = environment(config.templates.as_deref())?;
    let context = outline(analysis);
    let kind = kind(analysis.window.period);
    let template = format!("{}.md.j2", kind.name());
    let body = render(&environment, &template, &context)?.trim().to_owned() + "\n";
    let heading = format!("# {}\n", markdown(&context.title));
    for text in [&heading, &body] {
        if let Some(fault) = verify(text, analysis).into_iter().next() {
            return Err(Error::Untrue { template, line: fault.line, message: fault.message });
        }
    }
    let item = item(analysis, kind, &context, body);
    let page = Page {
        title: &item.title,
        description: &item.description,
        body: fragment(&format!("{heading}\n{}", item.body_markdown)),
        footer: fragment(&context.footer),
        site_title: config.site_title.as_deref(),
        site_url: config.site_url.as_deref(),
    };
    let html = render(&environment, "page.html.j2", &page)?;
    let front = front_matter(&item, &analysis.window);
    let text = format!("{front}\n{heading}\n{}\n---\n\n{}\n", item.body_markdown, context.footer);
    let json = serde_json::to_string_pretty(&item)? + "\n";
    let files = item.files.iter().cloned().zip([text, html, json]);
    let files = files.map(|(path, text)| RenderedFile { path, bytes: text.into_bytes() }).collect();
    let content = Content {
        schema: SchemaId::of::<Content>(),
        inputs: vec![input],
        window: analysis.window.clone(),
        incomplete: !analysis.gaps.is_empty(),
        items: vec![item],
    };
    Ok(Generated { content, files })
}

/// Exactly what a template gets.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn context(analysis: &Analysis) -> Result<Value, Error> {
    Ok(serde_json::to_value(outline(analysis))?)
}

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    description: &'a str,
    body: String,
    footer: String,
    site_title: Option<&'a str>,
    site_url: Option<&'a str>,
}

fn outline(analysis: &Analysis) -> Context<'_> {
    let period = analysis.window.period;
    let quiet = is_quiet(analysis);
    let stories: Vec<Story<'_>> = stories(analysis);
    let voice = Voice { period, many_repositories: analysis.repositories.len() > 1 };
    let incomplete = headline::incomplete(analysis);
    let lead = if quiet { None } else { headline::lead(&stories, period) };
    let totals = [lead.unwrap_or_default(), headline::totals(analysis, quiet)].join(" ").trim().to_owned();
    let fixed = words::count(&format!("{}\n\n{totals}", incomplete.as_deref().unwrap_or_default()));
    let draft = sections(analysis, &stories, voice, quiet);
    let repositories = repositories(analysis);
    Context {
        title: headline::title(&analysis.window, &stories, quiet),
        description: headline::description(analysis, &repositories),
        quiet,
        incomplete,
        totals,
        sections: fit::fit(&draft, period, fixed, quiet.then_some(QUIET_RANK)),
        footer: headline::footer(analysis, &markdown(&repositories)),
        analysis,
    }
}

fn is_quiet(analysis: &Analysis) -> bool {
    let least = match analysis.window.period {
        Period::Daily => 8,
        Period::Weekly => 30,
        Period::Monthly => 80,
    };
    analysis.totals.events.unwrap_or(0) < least
}

fn repositories(analysis: &Analysis) -> String {
    let names: Vec<String> = analysis.repositories.iter().map(|r| r.name_with_owner.to_string()).collect();
    match names.len() {
        0 => "no repository".to_owned(),
        1..=3 => list(&names),
        _ => format!("{}, among others", names.get(..3).unwrap_or_default().join(", ")),
    }
}

const fn kind(period: Period) -> ItemKind {
    match period {
        Period::Daily => ItemKind::Daily,
        Period::Weekly => ItemKind::Weekly,
        Period::Monthly => ItemKind::Monthly,
    }
}

fn item(analysis: &Analysis, kind: ItemKind, context: &Context<'_>, body: String) -> Item {
    let id = format!("{}/{}", kind.name(), analysis.window.id);
    let mut tags: Vec<String> =
        analysis.repositories.iter().take(5).map(|r| r.name_with_owner.name().to_lowercase()).collect();
    tags.extend([kind.name().to_owned(), "digest".to_owned()]);
    tags.sort();
    tags.dedup();
    Item {
        kind,
        title: context.title.clone(),
        description: context.description.clone(),
        word_count: words::count(&body) as u64,
        quiet: context.quiet,
        narrative: Narrative::Template,
        facts: context.sections.iter().flat_map(|section| section.facts.clone()).collect(),
        files: ["md", "html", "json"].iter().map(|ending| format!("{id}.{ending}")).collect(),
        tags,
        body_markdown: body,
        id,
    }
}
