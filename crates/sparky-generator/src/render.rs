//! The files of an item. It must not know how its text was made, or where files are written.

use serde::Serialize;
use sparky_schema::content::Item;
use sparky_schema::page::Profile;

use crate::digest::Digest;
use crate::error::Error;
use crate::escape::markdown;
use crate::generate::{Config, RenderedFile};
use crate::narrator::Narrator;
use crate::page::{canonical, card_address, fragment, front_matter_for};
use crate::pictures::{self, Picture};

/// What `page.html.j2` gets. `body` and `footer` are clean HTML, the others plain text.
#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    description: &'a str,
    body: String,
    footer: String,
    site_title: Option<&'a str>,
    site_url: Option<&'a str>,
    /// The address of this page on the site.
    canonical: Option<&'a str>,
    /// The addresses of the feeds.
    feeds: Option<Feeds>,
    /// The picture for links to the page.
    card: Option<Shared<'a>>,
    /// The heading above pictures.
    pictures_heading: &'a str,
    /// What is written above the numbers of a picture.
    numbers_heading: &'static str,
    pictures: &'a [Picture],
}

/// Addresses of feeds.
#[derive(Serialize)]
struct Feeds {
    atom: String,
    json: String,
}

/// A picture on the site, and what it says.
#[derive(Serialize)]
struct Shared<'a> {
    url: String,
    alternative: &'a str,
}

/// What `pictures.md.j2` gets; texts are plain.
#[derive(Serialize)]
struct Pictures<'a> {
    heading: &'a str,
    pictures: &'a [Picture],
    /// Where each picture lies, seen from the text.
    links: Vec<String>,
}

/// Every file that the item lists, but for the card, which several items share.
pub(crate) fn files(
    item: &Item,
    digest: &Digest<'_>,
    narrator: &Narrator,
    config: &Config,
) -> Result<Vec<RenderedFile>, Error> {
    let made = item.files.iter().filter(|path| !path.ends_with(".png")).map(|path| {
        let text = match path.rsplit('.').next() {
            Some("svg") => picture(digest, path),
            Some("json") => serde_json::to_string_pretty(item)? + "\n",
            Some("html") => html(item, digest, narrator, config)?,
            _ => text(profile_of(path, config), item, digest, narrator, config)?,
        };
        Ok(RenderedFile { path: path.clone(), bytes: text.into_bytes() })
    });
    made.collect()
}

fn picture(digest: &Digest<'_>, path: &str) -> String {
    let found = digest.pictures.iter().find(|picture| path.ends_with(&format!(".{}.svg", picture.name)));
    found.map_or_else(String::new, |picture| picture.svg.clone())
}

/// The pictures as Markdown, with their numbers in tables.
fn pictures(profile: Profile, item: &Item, digest: &Digest<'_>, narrator: &Narrator) -> Result<String, Error> {
    if digest.pictures.is_empty() || item.platform.is_some() {
        return Ok(String::new());
    }
    let name = item.id.rsplit('/').next().unwrap_or_default();
    let folder = profile.beside();
    let links = digest.pictures.iter().map(|one| format!("{folder}{}", pictures::path(name, one.name)));
    let shown = Pictures { heading: &digest.pictures_heading, pictures: &digest.pictures, links: links.collect() };
    narrator.lay_out("pictures.md.j2", &shown)
}

/// The site generator that a file is for: `<id>.hugo.md`, or that of the site.
fn profile_of(path: &str, config: &Config) -> Profile {
    let is_own = |profile: &&Profile| path.ends_with(&format!(".{}.md", profile.name()));
    config.front_matters.iter().find(is_own).copied().unwrap_or(config.front_matter)
}

fn text(
    profile: Profile,
    item: &Item,
    digest: &Digest<'_>,
    narrator: &Narrator,
    config: &Config,
) -> Result<String, Error> {
    let front = front_matter_for(profile, item, &digest.made_from.window, config);
    if item.platform.is_some() {
        let body = if profile.is_mdx() { without_autolinks(&item.body_markdown) } else { item.body_markdown.clone() };
        return Ok(format!("{front}\n{body}"));
    }
    let heading = if profile.has_heading() { heading(item) + "\n" } else { String::new() };
    let pictures = pictures(profile, item, digest, narrator)?;
    let pictures = if pictures.is_empty() { pictures } else { format!("\n{}\n", pictures.trim()) };
    let text = format!("{front}\n{heading}{}{pictures}\n---\n\n{}\n", item.body_markdown, digest.footer);
    Ok(text.trim_start().to_owned())
}

/// MDX takes `<https://...>` for an element, so that an address on a line of its own is written as a link.
fn without_autolinks(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix("<http").and_then(|rest| rest.strip_suffix('>')) {
        Some(rest) => format!("[http{rest}](http{rest})\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn html(item: &Item, digest: &Digest<'_>, narrator: &Narrator, config: &Config) -> Result<String, Error> {
    let canonical = canonical(config.front_matter, config, &item.id);
    let feeds = config.feeds.as_deref().map(|folder| folder.trim_end_matches('/'));
    let feeds = feeds.map(|at| Feeds { atom: format!("{at}/atom.xml"), json: format!("{at}/feed.json") });
    let known: Vec<String> = feeds.iter().flat_map(|feeds| [feeds.atom.clone(), feeds.json.clone()]).collect();
    let page = Page {
        feeds,
        title: &item.title,
        description: &item.description,
        body: fragment(&format!("{}\n{}", heading(item), item.body_markdown)),
        footer: fragment(&digest.footer),
        site_title: config.site_title.as_deref(),
        site_url: config.site_url.as_deref(),
        canonical: canonical.as_deref(),
        card: item
            .card
            .as_ref()
            .zip(card_address(config, item))
            .map(|(card, url)| Shared { url, alternative: &card.alternative }),
        pictures_heading: &digest.pictures_heading,
        numbers_heading: narrator.wording().labels().the_numbers,
        pictures: &digest.pictures,
    };
    let known = known.iter().chain(&config.site_title).chain(&config.site_url).chain(&canonical);
    let site: Vec<String> = known.cloned().collect();
    narrator.page("page.html.j2", &page, &site)
}

fn heading(item: &Item) -> String {
    format!("# {}\n", markdown(&item.title))
}
