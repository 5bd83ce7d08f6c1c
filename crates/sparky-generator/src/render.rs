//! The files of an item. It must not know how its text was made, or where files are written.

use serde::Serialize;
use sparky_schema::content::Item;

use crate::digest::Digest;
use crate::error::Error;
use crate::escape::markdown;
use crate::generate::{Config, RenderedFile};
use crate::narrator::Narrator;
use crate::page::{canonical, fragment, front_matter};

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
}

/// Every file that the item lists.
pub(crate) fn files(
    item: &Item,
    digest: &Digest<'_>,
    narrator: &Narrator,
    config: &Config,
) -> Result<Vec<RenderedFile>, Error> {
    let made = item.files.iter().map(|path| {
        let text = match path.rsplit('.').next() {
            Some("json") => serde_json::to_string_pretty(item)? + "\n",
            Some("html") => html(item, digest, narrator, config)?,
            _ => text(item, digest, config),
        };
        Ok(RenderedFile { path: path.clone(), bytes: text.into_bytes() })
    });
    made.collect()
}

fn text(item: &Item, digest: &Digest<'_>, config: &Config) -> String {
    let front = front_matter(item, &digest.analysis.window, config);
    if item.platform.is_some() {
        return format!("{front}\n{}", item.body_markdown);
    }
    let heading = if config.front_matter.has_heading() { heading(item) + "\n" } else { String::new() };
    let text = format!("{front}\n{heading}{}\n---\n\n{}\n", item.body_markdown, digest.footer);
    text.trim_start().to_owned()
}

fn html(item: &Item, digest: &Digest<'_>, narrator: &Narrator, config: &Config) -> Result<String, Error> {
    let canonical = canonical(config, &item.id);
    let page = Page {
        title: &item.title,
        description: &item.description,
        body: fragment(&format!("{}\n{}", heading(item), item.body_markdown)),
        footer: fragment(&digest.footer),
        site_title: config.site_title.as_deref(),
        site_url: config.site_url.as_deref(),
        canonical: canonical.as_deref(),
    };
    let known = config.site_title.iter().chain(&config.site_url).chain(&canonical);
    let site: Vec<String> = known.cloned().collect();
    narrator.page("page.html.j2", &page, &site)
}

fn heading(item: &Item) -> String {
    format!("# {}\n", markdown(&item.title))
}
