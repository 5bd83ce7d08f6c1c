//! Pages as site generators read them: front matter, and the address of a page on its site. It must not know what a
//! page says, or where files lie.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use crate::language::Language;

/// The site generator that a text is for: its front matter, and where it puts a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
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
    /// Every profile.
    pub const ALL: [Self; 7] =
        [Self::Plain, Self::Quartz, Self::Mintlify, Self::Docusaurus, Self::Hugo, Self::Jekyll, Self::Mdbook];

    /// The name in the configuration and in names of files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Quartz => "quartz",
            Self::Mintlify => "mintlify",
            Self::Docusaurus => "docusaurus",
            Self::Hugo => "hugo",
            Self::Jekyll => "jekyll",
            Self::Mdbook => "mdbook",
        }
    }

    /// Whether its pages are MDX, in which `<` begins an element.
    pub const fn is_mdx(self) -> bool {
        matches!(self, Self::Docusaurus | Self::Mintlify)
    }

    /// Whether the text begins with its title, because nothing else shows it.
    pub const fn has_heading(self) -> bool {
        matches!(self, Self::Plain | Self::Docusaurus | Self::Mdbook)
    }

    /// Where the browser finds a file that lies beside the text.
    pub const fn beside(self) -> &'static str {
        match self {
            // Its pages are folders.
            Self::Hugo => "../",
            _ => "./",
        }
    }

    /// The path of an item's page below the site: `daily/2026-07-08.html`.
    pub fn page(self, item: &str) -> String {
        match self {
            Self::Plain | Self::Jekyll | Self::Mdbook => format!("{item}.html"),
            Self::Quartz | Self::Mintlify | Self::Docusaurus => item.to_owned(),
            // It writes addresses in lower case.
            Self::Hugo => format!("{}/", item.to_lowercase()),
        }
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

    /// The line that tells the language.
    fn language(self, language: Language) -> String {
        let code = quoted(language.code());
        match self {
            // It takes a key of its own name for an error: <https://github.com/gohugoio/hugo/pull/13376>.
            Self::Hugo => format!("params: {{ language: {code} }}"),
            _ => format!("lang: {code}"),
        }
    }

    /// The key of the picture for links to the page, and its value.
    fn picture(self, url: &str) -> Option<String> {
        let url = quoted(url);
        match self {
            Self::Plain | Self::Jekyll | Self::Docusaurus => Some(format!("image: {url}")),
            Self::Mintlify => Some(format!("\"og:image\": {url}")),
            Self::Quartz => Some(format!("socialImage: {url}")),
            Self::Hugo => Some(format!("images: [{url}]")),
            Self::Mdbook => None,
        }
    }
}

/// Marks of the block of links on a page, which is no part of its text: where comments of HTML are comments, and where
/// they are errors, so that definitions of links stand in for them that nobody uses.
pub const LINKS: [(&str, &str); 2] =
    [("<!-- sparky:nav -->", "<!-- /sparky:nav -->"), ("[//]: # \"sparky:nav\"", "[//]: # \"/sparky:nav\"")];

/// What stands before a page.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter<'a> {
    /// The title, plain text.
    pub title: &'a str,
    /// One sentence, plain text.
    pub description: &'a str,
    /// The day that it is about; none for a page that is always new.
    pub date: Option<NaiveDate>,
    /// Words to find it by.
    pub tags: &'a [String],
    /// Who signs it.
    pub author: Option<&'a str>,
    /// Its address.
    pub canonical: Option<&'a str>,
    /// The address of the picture for links to it.
    pub picture: Option<&'a str>,
    /// The language, which is told unless it is English.
    pub language: Language,
}

impl FrontMatter<'_> {
    /// YAML in which no title can break anything, as every text is quoted; empty for mdBook.
    pub fn print(&self, profile: Profile) -> String {
        if profile == Profile::Mdbook {
            return String::new();
        }
        let mut lines =
            vec![format!("title: {}", quoted(self.title)), format!("description: {}", quoted(self.description))];
        lines.extend((!self.language.is_default()).then(|| profile.language(self.language)));
        lines.extend(self.date.map(|date| format!("date: {date}")));
        let tags: Vec<String> = self.tags.iter().map(|tag| quoted(tag)).collect();
        lines.extend((!tags.is_empty()).then(|| format!("tags: [{}]", tags.join(", "))));
        lines.extend(self.author.map(|author| format!("author: {}", quoted(author))));
        let address = profile.canonical_key().zip(self.canonical);
        lines.extend(address.map(|(key, url)| format!("{key}: {}", quoted(url))));
        lines.extend(self.picture.and_then(|url| profile.picture(url)));
        if profile == Profile::Jekyll {
            lines.push("layout: default\nrender_with_liquid: false".to_owned());
        }
        format!("---\n{}\n---\n", lines.join("\n"))
    }
}

/// A string of JSON is one of YAML, but for a few signs that YAML wants written out.
fn quoted(text: &str) -> String {
    let is_hidden = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    let quoted = Value::String(text.to_owned()).to_string();
    let written = |c: char| if is_hidden(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    if quoted.contains(is_hidden) { quoted.chars().map(written).collect() } else { quoted }
}
