//! The renderings around a text: front matter and HTML. It must not know how the text was made.

use serde_json::Value;
use sparky_schema::content::Item;
use sparky_schema::window::Window;

use crate::generate::Config;
use crate::words::options;

/// YAML front matter: title, description, date and tags, each quoted so that no title can break it.
pub fn front_matter(item: &Item, window: &Window) -> String {
    let quoted = |text: &str| Value::String(text.to_owned()).to_string();
    let tags: Vec<String> = item.tags.iter().map(|tag| quoted(tag)).collect();
    format!(
        "---\ntitle: {}\ndescription: {}\ndate: {}\ntags: [{}]\n---\n",
        quoted(&item.title),
        quoted(&item.description),
        window.last_date(),
        tags.join(", ")
    )
}

/// The address of an item's page on the site; none without a site.
pub(crate) fn canonical(config: &Config, id: &str) -> Option<String> {
    config.site_url.as_ref().map(|site| format!("{}/{id}.html", site.trim_end_matches('/')))
}

/// The text as a clean fragment of HTML: no raw HTML, no scripts, no images.
pub(crate) fn fragment(markdown: &str) -> String {
    let html = comrak::markdown_to_html(markdown, &options());
    ammonia::Builder::default().rm_tags(["img"]).clean(&html).to_string()
}
