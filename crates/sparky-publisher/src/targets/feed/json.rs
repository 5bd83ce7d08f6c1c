//! A JSON feed, version 1.1. It must not know where it is kept.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::article::without_drawings;
use crate::config::Site;
use crate::post::Post;

/// The feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct JsonFeed {
    pub(super) version: String,
    pub(super) title: String,
    /// The language of the texts, unless it is English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) feed_url: Option<String>,
    pub(super) authors: Vec<Author>,
    pub(super) items: Vec<Entry>,
}

/// Who signs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Author {
    pub(super) name: String,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    pub(super) title: String,
    pub(super) summary: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) content_html: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) content_text: Option<String>,
    pub(super) date_published: String,
    #[serde(default)]
    pub(super) tags: Vec<String>,
}

impl JsonFeed {
    /// An empty feed.
    pub(super) fn of(site: &Site) -> Self {
        let title = site.title.clone().unwrap_or_else(|| "Sparky".to_owned());
        Self {
            version: "https://jsonfeed.org/version/1.1".to_owned(),
            authors: vec![Author { name: site.author.clone().unwrap_or_else(|| title.clone()) }],
            title,
            language: (!site.language.is_default()).then(|| site.language.code().to_owned()),
            home_page_url: site.url.clone(),
            feed_url: site.feeds.json.clone(),
            items: Vec::new(),
        }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

impl Entry {
    /// What an item is in a feed: published when its window has ended.
    pub(super) fn new(post: &Post<'_>, site: &Site) -> Self {
        let item = post.item;
        let html = post.files.iter().find(|file| file.name.ends_with(".html"));
        let html = html.and_then(|file| main(std::str::from_utf8(&file.bytes).ok()?));
        Self {
            id: id(&item.id, site),
            url: site.page(&item.id).filter(|_| item.platform.is_none()),
            title: item.title.clone(),
            summary: item.description.clone(),
            content_text: html.is_none().then(|| item.body_markdown.clone()),
            content_html: html.map(without_drawings),
            date_published: super::time(post.content.window.until),
            tags: item.tags.clone(),
        }
    }
}

/// What stands in `<main>`: the rest of the page is for browsers.
fn main(page: &str) -> Option<&str> {
    let from = page.find("<main>")? + "<main>".len();
    let until = page.rfind("</main>")?;
    page.get(from..until).map(str::trim)
}

/// The same for ever, and different from those of other sites.
pub(super) fn id(item: &str, site: &Site) -> String {
    let url = site.url.as_deref().and_then(|url| Url::parse(url).ok());
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("sparky.invalid");
    format!("tag:{host},2026:{item}")
}
