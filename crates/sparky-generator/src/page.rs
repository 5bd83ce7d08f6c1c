//! Front matter as site generators read it, the address of a page, and HTML. It must not know how the text was made.

use serde::Deserialize;
use serde_json::Value;
use sparky_schema::content::Item;
use sparky_schema::window::Window;

use crate::generate::Config;
use crate::words::options;

/// The site generator that a text is for: its front matter, and where it puts a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// None in particular.
    #[default]
    Plain,
    /// Quartz, which shows the title itself.
    Quartz,
    /// Mintlify, which shows the title itself.
    Mintlify,
    /// Docusaurus.
    Docusaurus,
    /// Hugo, whose themes show the title.
    Hugo,
    /// Jekyll, whose themes show the title.
    Jekyll,
    /// mdBook, which knows no front matter.
    Mdbook,
}

impl Profile {
    /// Whether the text begins with its title, because nothing else shows it.
    pub(crate) const fn has_heading(self) -> bool {
        matches!(self, Self::Plain | Self::Docusaurus | Self::Mdbook)
    }

    /// The key of the page's address, where the generator or its usual theme reads one.
    const fn canonical_key(self) -> Option<&'static str> {
        match self {
            Self::Plain | Self::Jekyll => Some("canonical_url"),
            Self::Mintlify => Some("canonical"),
            Self::Hugo => Some("canonicalURL"),
            Self::Quartz | Self::Docusaurus | Self::Mdbook => None,
        }
    }

    /// The key of the picture for links to the page.
    const fn picture_key(self) -> Option<&'static str> {
        match self {
            Self::Plain | Self::Jekyll | Self::Docusaurus => Some("image"),
            Self::Mintlify => Some("\"og:image\""),
            Self::Quartz => Some("socialImage"),
            Self::Hugo => Some("images"),
            Self::Mdbook => None,
        }
    }

    /// Where the browser finds a file that lies beside the text.
    pub(crate) const fn beside(self) -> &'static str {
        match self {
            // Its pages are folders.
            Self::Hugo => "../",
            _ => "./",
        }
    }

    /// What stands behind the path of a page.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Plain | Self::Jekyll | Self::Mdbook => ".html",
            Self::Quartz | Self::Mintlify | Self::Docusaurus => "",
            Self::Hugo => "/",
        }
    }
}

/// YAML front matter in which no title can break anything, as every text is quoted; empty for mdBook.
pub fn front_matter(item: &Item, window: &Window, config: &Config) -> String {
    let profile = config.front_matter;
    if profile == Profile::Mdbook {
        return String::new();
    }
    let tags: Vec<String> = item.tags.iter().map(|tag| quoted(tag)).collect();
    let mut lines = vec![
        format!("title: {}", quoted(&item.title)),
        format!("description: {}", quoted(&item.description)),
        format!("date: {}", window.last_date()),
        format!("tags: [{}]", tags.join(", ")),
    ];
    lines.extend(config.author.iter().map(|author| format!("author: {}", quoted(author))));
    let address = profile.canonical_key().zip(canonical(config, &item.id));
    lines.extend(address.map(|(key, url)| format!("{key}: {}", quoted(&url))));
    let picture = profile.picture_key().zip(card_address(config, item));
    lines.extend(picture.map(|(key, url)| match profile {
        Profile::Hugo => format!("{key}: [{}]", quoted(&url)),
        _ => format!("{key}: {}", quoted(&url)),
    }));
    if profile == Profile::Jekyll {
        lines.push("layout: default\nrender_with_liquid: false".to_owned());
    }
    format!("---\n{}\n---\n", lines.join("\n"))
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// The address of an item's page on the site; none without a site.
pub(crate) fn canonical(config: &Config, id: &str) -> Option<String> {
    let site = config.site_url.as_ref()?.trim_end_matches('/');
    Some(format!("{site}/{id}{}", config.front_matter.ending()))
}

/// The address of an item's card on the site; none without a site.
pub(crate) fn card_address(config: &Config, item: &Item) -> Option<String> {
    let site = config.site_url.as_ref()?.trim_end_matches('/');
    Some(format!("{site}/{}", item.card.as_ref()?.file))
}

/// The text as a clean fragment of HTML: no raw HTML, no scripts, no images.
pub(crate) fn fragment(markdown: &str) -> String {
    let html = comrak::markdown_to_html(markdown, &options());
    ammonia::Builder::default().rm_tags(["img"]).clean(&html).to_string()
}
