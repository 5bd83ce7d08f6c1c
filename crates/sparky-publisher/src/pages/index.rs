//! The index: all digests by month, the newest first, in a marked block. It must not know where it is kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sparky_schema::page::{FrontMatter, Profile};

use super::block::{INDEX, INDEX_MDX, Marks};
use super::layout::Layout;
use super::spot::{Series, Spot};
use crate::article::attribute;
use crate::config::Site;
use crate::speech::Speech;

/// An index, and what it is made from.
pub(super) struct List<'a> {
    pub(super) layout: &'a Layout<'a>,
    pub(super) site: &'a Site,
    /// The file.
    pub(super) name: &'a str,
    /// By item, as Markdown.
    pub(super) titles: &'a BTreeMap<String, String>,
}

impl List<'_> {
    /// The whole file; none when somebody else's is there.
    pub(super) fn draw(&self, series: &Series, held: Option<&str>) -> Option<String> {
        let spots = series.newest();
        let is_html = self.name.ends_with(".html");
        let block = if is_html { self.html(&spots) } else { self.markdown(&spots) };
        match held {
            Some(held) => marks_of(held)?.replace(held, &block),
            None => Some(self.whole(&block, is_html)),
        }
    }

    /// A new file around the block.
    fn whole(&self, block: &str, is_html: bool) -> String {
        let title = self.site.title.as_deref().unwrap_or(self.speech().digests());
        if is_html {
            let (block, title) = (format!("{}{block}{}", INDEX.open, INDEX.close), attribute(title));
            return PAGE
                .replace("{lang}", self.site.language.code())
                .replace("{title}", &title)
                .replace("{links}", &self.feeds())
                .replace("{block}", &block);
        }
        let profile = self.layout.profile;
        let marks = if matches!(profile, Profile::Docusaurus | Profile::Mintlify) { INDEX_MDX } else { INDEX };
        let author = self.site.author.as_deref();
        let (description, language) = (self.speech().by_month(), self.site.language);
        let front = FrontMatter { title, description, author, language, ..FrontMatter::default() };
        let heading = if profile.has_heading() { format!("# {}\n\n", escape(title)) } else { String::new() };
        let text = format!("{}\n{heading}{}{block}{}\n", front.print(profile), marks.open, marks.close);
        text.trim_start().to_owned()
    }

    fn markdown(&self, spots: &[&Spot]) -> String {
        let (months, speech) = (months(spots), self.speech());
        let links = months.iter().filter_map(|month| month.first()).map(|spot| {
            let (name, anchor) = (spot.month(speech), spot.anchor(speech));
            format!("[{name}](#{anchor})")
        });
        let mut out = format!("\n\n{}\n", links.collect::<Vec<_>>().join(" · "));
        for month in &months {
            let _ = writeln!(out, "\n## {}\n", month.first().map(|spot| spot.month(speech)).unwrap_or_default());
            for spot in month {
                let link = self.layout.link(false, None, &spot.id);
                let _ = writeln!(out, "- [{}]({link}), {}", self.title(spot), self.what(spot));
            }
        }
        out + "\n"
    }

    fn html(&self, spots: &[&Spot]) -> String {
        let (mut out, speech) = ("\n".to_owned(), self.speech());
        for month in months(spots) {
            let first = month.first().map(|spot| (spot.month(speech), spot.anchor(speech))).unwrap_or_default();
            let _ = writeln!(out, "<h2 id=\"{}\">{}</h2>\n<ul>", first.1, first.0);
            for spot in month {
                let (link, title) = (self.layout.link(true, None, &spot.id), attribute(&unescape(&self.title(spot))));
                let _ = writeln!(out, "<li><a href=\"{link}\">{title}</a>, {}</li>", self.what(spot));
            }
            out += "</ul>\n";
        }
        out
    }

    /// The title of a page, else what its window is called.
    fn title(&self, spot: &Spot) -> String {
        self.titles.get(&spot.id).cloned().unwrap_or_else(|| spot.name(self.speech()))
    }

    /// What kind of digest it is, and which digest where there are several.
    fn what(&self, spot: &Spot) -> String {
        self.speech().kind(spot.kind, spot.digest())
    }

    fn speech(&self) -> Speech {
        Speech(self.site.language)
    }

    /// The feeds of the site, for readers of feeds.
    fn feeds(&self) -> String {
        let kinds = [("application/atom+xml", &self.site.feeds.atom), ("application/feed+json", &self.site.feeds.json)];
        let links = kinds.into_iter().filter_map(|(kind, url)| {
            let url = attribute(url.as_ref()?);
            Some(format!("<link rel=\"alternate\" type=\"{kind}\" href=\"{url}\">\n"))
        });
        links.collect()
    }
}

const PAGE: &str = "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
<title>{title}</title>\n{links}<style>\n\
body { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; font: 1.05rem/1.6 system-ui, sans-serif; color: #1b1f24; background: #fff; overflow-wrap: anywhere; }\n\
h1 { font-size: 1.7rem; line-height: 1.25; }\nh2 { font-size: 1.2rem; margin-top: 2rem; }\na { color: #0a58ca; }\n\
@media (prefers-color-scheme: dark) { body { color: #e6e9ed; background: #14171b; } a { color: #79b8ff; } }\n\
</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{block}\n</main>\n</body>\n</html>\n";

/// Digests that are neighbours in the list and end in one month.
fn months<'s>(spots: &[&'s Spot]) -> Vec<Vec<&'s Spot>> {
    spots.chunk_by(|a, b| a.same_month(b)).map(<[&Spot]>::to_vec).collect()
}

/// Whether the file has a block of ours.
pub(super) fn is_ours(text: &str) -> bool {
    marks_of(text).is_some()
}

fn marks_of(text: &str) -> Option<Marks> {
    [INDEX, INDEX_MDX].into_iter().find(|marks| marks.parts(text).is_some())
}

/// The titles that an index tells.
pub(super) fn titles<'i>(
    index: &str,
    layout: &Layout<'_>,
    ids: impl Iterator<Item = &'i str>,
) -> BTreeMap<String, String> {
    let links: BTreeMap<String, &str> = ids.map(|id| (layout.link(false, None, id), id)).collect();
    let told = index.lines().filter_map(|line| {
        let (title, rest) = line.strip_prefix("- [")?.rsplit_once("](")?;
        let id = links.get(rest.split_once(')')?.0)?;
        Some(((*id).to_owned(), title.to_owned()))
    });
    told.collect()
}

/// The title of a page as Markdown: that of its front matter, else its heading.
pub(super) fn title(page: &str) -> Option<String> {
    let front = page.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let (front, body) = front.unwrap_or(("", page));
    let told = front.lines().find_map(|line| line.strip_prefix("title:")).map(str::trim).map(|title| {
        serde_json::from_str::<String>(title).unwrap_or_else(|_| title.trim_matches(['"', '\'']).to_owned())
    });
    let heading = || body.lines().find_map(|line| line.strip_prefix("# ")).map(|text| text.trim().to_owned());
    told.map(|title| escape(&title)).or_else(heading).filter(|title| !title.is_empty())
}

/// Plain text as Markdown that means nothing else, also to templates and components.
pub(super) fn escape(text: &str) -> String {
    let signs = ['\\', '`', '*', '_', '[', ']', '<', '>', '{', '}', '#', '|', '~', '&', '$', '!', '@'];
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().flat_map(|c| signs.contains(&c).then_some('\\').into_iter().chain([c])).collect()
}

fn unescape(markdown: &str) -> String {
    let mut out = String::new();
    let mut signs = markdown.chars();
    while let Some(c) = signs.next() {
        out.extend(if c == '\\' { signs.next() } else { Some(c) });
    }
    out
}
