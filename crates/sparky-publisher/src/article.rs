//! An item as blogs take it: HTML without a page around it, tags, a slug, the address where it was published first.
//! It must not know any blog.

mod drawing;

use sparky_schema::codec::sha256_hex;
use url::Url;

use crate::config::{Blog, Site};
use crate::error::{Error, Unfit};
use crate::post::Post;

pub(crate) use self::drawing::{framed, without_drawings};

/// An item on its way to a blog.
pub(crate) struct Article<'a> {
    pub(crate) post: &'a Post<'a>,
    pub(crate) site: &'a Site,
    pub(crate) blog: &'a Blog,
}

impl Article<'_> {
    /// The same for ever: `daily-2026-07-08`.
    pub(crate) fn slug(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        self.post.item.id.chars().map(plain).collect()
    }

    /// Where it was published first; none for a blog that is on that very host.
    pub(crate) fn canonical(&self, blog: &str) -> Option<String> {
        let page = self.site.page(&self.post.item.id)?;
        let host = |url: &str| Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
        (host(&page) != host(blog)).then_some(page)
    }

    /// What is configured, then what the item has, each once.
    pub(crate) fn tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in self.blog.tags.iter().chain(&self.post.item.tags) {
            let is_known = tags.iter().any(|known| known.eq_ignore_ascii_case(tag));
            if !tag.trim().is_empty() && !is_known {
                tags.push(tag.trim().to_owned());
            }
        }
        tags
    }

    /// What stands in `<main>` of the rendered page, without the title, which blogs show themselves.
    ///
    /// # Errors
    /// When no page was rendered, or it has no `<main>`.
    pub(crate) fn html(&self) -> Result<String, Error> {
        let id = &self.post.item.id;
        let page = self.post.files.iter().find(|file| file.name.ends_with(".html"));
        let page = page.and_then(|file| std::str::from_utf8(&file.bytes).ok()).unwrap_or_default();
        let body = between(page, "<main>", "</main>").or_else(|| (!page.contains("<body")).then_some(page));
        let body = body.map(without_title).filter(|body| !body.is_empty());
        body.map(str::to_owned).ok_or_else(|| Error::Unfit(Unfit::NoPage(id.clone())))
    }
}

impl Site {
    /// The address of an item's page; none without a site.
    pub(crate) fn page(&self, item: &str) -> Option<String> {
        Some(format!("{}/{}", self.url.as_ref()?.trim_end_matches('/'), self.profile.page(item)))
    }
}

/// What a reader sees of a title and its HTML, and where the links lead, as a digest. Services write HTML anew in their
/// own way, but they keep that.
pub(crate) fn essence(title: &str, html: &str) -> String {
    let mut seen = without_entities(title);
    let html = without_drawings(html);
    let mut rest = html.as_str();
    while let Some((text, tail)) = rest.split_once('<') {
        let (tag, after) = tail.split_once('>').unwrap_or((tail, ""));
        seen.push_str(&without_entities(text));
        seen.push_str(&without_entities(between(tag, "href=\"", "\"").unwrap_or_default()));
        rest = after;
    }
    seen.push_str(&without_entities(rest));
    seen.retain(|c| !c.is_whitespace() && c != '\u{200b}');
    sha256_hex(seen.as_bytes())
}

/// The text that entities stand for: services write the same sign in several ways, and none of them is an edit.
pub(crate) fn without_entities(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let entity = after.split_once(';').and_then(|(name, after)| Some((sign(name)?, after)));
        let (sign, after) = entity.unwrap_or(('&', after));
        plain.push(sign);
        rest = after;
    }
    (plain + rest).replace('\u{a0}', " ")
}

/// The sign that an entity stands for, by its name or its number.
fn sign(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let digits = number.strip_prefix(['x', 'X']);
        let number = digits.map_or_else(|| number.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok());
        return char::from_u32(number?);
    }
    let known = [("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", ' '), ("amp", '&')];
    known.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)
}

fn without_title(html: &str) -> &str {
    let html = html.trim();
    match html.strip_prefix("<h1").and_then(|rest| rest.split_once("</h1>")) {
        Some((_, body)) => body.trim_start(),
        None => html,
    }
}

fn between<'t>(text: &'t str, from: &str, until: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(until).map(|(inside, _)| inside)
}

/// Text for an attribute of HTML, or for what stands between tags.
pub(crate) fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
