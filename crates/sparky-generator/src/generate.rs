//! The verb of the stage: from an analysis to a digest and its files. It must not know where files are written.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::{Content, Item, ItemKind, Narrative};
use sparky_schema::document::{Input, SchemaId};
use sparky_schema::window::Period;

use crate::digest::{Digest, Section};
use crate::error::Error;
use crate::escape::markdown;
use crate::facts::active;
use crate::fit::{Band, fit};
use crate::narrator::Narrator;
use crate::page::{fragment, front_matter};
use crate::sections::{Desk, drafts, frame};
use crate::verify::Fault;
use crate::words;

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

/// Makes the digest of the analysis's window.
///
/// # Errors
/// When a template is broken. Text that the analysis does not hold is no error: it is dropped.
pub fn generate(analysis: &Analysis, input: Input, config: &Config) -> Result<Generated, Error> {
    let narrator = Narrator::new(analysis, config.templates.as_deref())?;
    let digest = digest(analysis, &narrator)?;
    let kind = kind(analysis.window.period);
    let body = narrator.lay_out(&format!("{}.md.j2", kind.name()), &digest)?.trim().to_owned() + "\n";
    let item = item(analysis, kind, &digest, body);
    let files = files(&item, &digest, &narrator, config)?;
    let content = Content {
        schema: SchemaId::of::<Content>(),
        inputs: vec![input],
        window: analysis.window.clone(),
        incomplete: !analysis.gaps.is_empty(),
        items: vec![item],
    };
    Ok(Generated { content, files, dropped: narrator.dropped() })
}

/// Exactly what a template gets.
///
/// # Errors
/// When it cannot be made or written as JSON.
pub fn context(analysis: &Analysis) -> Result<Value, Error> {
    let narrator = Narrator::new(analysis, None)?;
    Ok(serde_json::to_value(digest(analysis, &narrator)?)?)
}

/// What `page.html.j2` gets. `body` and `footer` are clean HTML, the others plain text.
#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    description: &'a str,
    body: String,
    footer: String,
    site_title: Option<&'a str>,
    site_url: Option<&'a str>,
}

fn files(item: &Item, digest: &Digest<'_>, narrator: &Narrator, config: &Config) -> Result<Vec<RenderedFile>, Error> {
    let heading = format!("# {}\n", markdown(&item.title));
    let page = Page {
        title: &item.title,
        description: &item.description,
        body: fragment(&format!("{heading}\n{}", item.body_markdown)),
        footer: fragment(&digest.footer),
        site_title: config.site_title.as_deref(),
        site_url: config.site_url.as_deref(),
    };
    let site: Vec<String> = config.site_title.iter().chain(&config.site_url).cloned().collect();
    let html = narrator.page("page.html.j2", &page, &site)?;
    let front = front_matter(item, &digest.analysis.window);
    let text = format!("{front}\n{heading}\n{}\n---\n\n{}\n", item.body_markdown, digest.footer);
    let json = serde_json::to_string_pretty(item)? + "\n";
    let files = item.files.iter().cloned().zip([text, html, json]);
    Ok(files.map(|(path, text)| RenderedFile { path, bytes: text.into_bytes() }).collect())
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

fn item(analysis: &Analysis, kind: ItemKind, digest: &Digest<'_>, body: String) -> Item {
    let id = format!("{}/{}", kind.name(), analysis.window.id);
    let some = active(analysis).next().is_some();
    let named = analysis.repositories.iter().filter(|r| !some || active(analysis).any(|one| one == *r));
    let mut tags: Vec<String> = named.take(5).map(|r| r.name_with_owner.name().to_lowercase()).collect();
    tags.extend([kind.name().to_owned(), "digest".to_owned()]);
    tags.sort();
    tags.dedup();
    Item {
        kind,
        title: digest.title.clone(),
        description: digest.description.clone(),
        word_count: words::count(&body) as u64,
        quiet: digest.quiet,
        narrative: Narrative::Template,
        facts: facts(&digest.sections),
        files: ["md", "html", "json"].iter().map(|ending| format!("{id}.{ending}")).collect(),
        tags,
        body_markdown: body,
        id,
    }
}

/// Each fact once, where it is told first.
fn facts(sections: &[Section]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    sections.iter().flat_map(|section| &section.facts).filter(|fact| seen.insert(*fact)).cloned().collect()
}
