//! The truth check: what a text says and the analysis does not hold. It must not know how texts are made.

mod dates;
mod declared;
mod gather;
mod known;
mod names;
mod page;
mod tokens;

use serde::Serialize;
use sparky_schema::Language;
use sparky_schema::analysis::Analysis;
use sparky_schema::page::LINKS;

use crate::words::{Block, all_blocks};
use known::Known;

/// Something that a text says and the analysis does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The line of the text.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Every number, name, repository, date, link, reference and mention of the text that cannot be traced to the
/// analysis. The text is Markdown, with or without front matter, or a page of HTML. Links to pages of `site`, the
/// address of the user's own, are known. A text is read in the language that it says it is in, else in English.
pub fn verify(text: &str, analysis: &Analysis, site: Option<&str>) -> Vec<Fault> {
    verify_in(Language::default(), text, analysis, site)
}

/// The same for a text that is in `language` unless it says otherwise.
pub fn verify_in(language: Language, text: &str, analysis: &Analysis, site: Option<&str>) -> Vec<Fault> {
    let language = declared::language(text).unwrap_or(language);
    let checker = Checker::new(analysis, &[], site, language);
    let text = &without_links(text);
    if text.trim_start().get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
        return checker.page_faults(text, &[]);
    }
    checker.faults(text)
}

/// The text without the block of links to other pages, which are of other windows; lines keep their places.
fn without_links(text: &str) -> String {
    let block = LINKS.iter().find_map(|(open, close)| {
        let (head, rest) = text.rsplit_once(open)?;
        let (inside, tail) = rest.split_once(close)?;
        Some(format!("{head}{}{tail}", "\n".repeat(inside.matches('\n').count())))
    });
    block.unwrap_or_else(|| text.to_owned())
}

/// The check against one analysis.
pub(crate) struct Checker {
    known: Known,
    site: Option<String>,
}

impl Checker {
    /// `words` are those that the text's own templates say, which are no names of strangers.
    pub(crate) fn new(analysis: &Analysis, words: &[String], site: Option<&str>, language: Language) -> Self {
        let mut known = Known::of(analysis, language);
        known.words.extend(words.iter().cloned());
        Self { known, site: site.map(|site| site.trim_end_matches('/').to_owned()) }
    }

    pub(crate) fn faults(&self, markdown: &str) -> Vec<Fault> {
        let text = without_front_matter(markdown);
        let blocks = all_blocks(&text);
        blocks.iter().flat_map(|block| self.block_faults(block)).collect()
    }

    /// Faults of a page; `site` are the name and the address of the site, which no analysis knows.
    pub(crate) fn page_faults(&self, html: &str, site: &[String]) -> Vec<Fault> {
        let links = page::links(html).into_iter();
        let unknown = links.filter(|url| {
            !self.is_own(url) && !url.starts_with('#') && !site.contains(url) && !self.known.urls.contains(url)
        });
        let unknown = unknown.map(|url| Fault { line: 0, message: format!("the link {url} is not in the analysis") });
        let text = site.iter().fold(page::text(html), |text, own| text.replace(own.as_str(), " "));
        let block = Block { line: 0, unlinked: String::new(), code: String::new(), links: Vec::new(), text };
        unknown.chain(self.block_faults(&block)).collect()
    }

    fn is_own(&self, url: &str) -> bool {
        let path = self.site.as_ref().and_then(|site| url.strip_prefix(site.as_str()));
        path.is_some_and(|path| path.is_empty() || path.starts_with('/'))
    }

    /// The block without links to the user's own site, whose address no analysis knows.
    fn without_own(&self, block: &Block) -> Block {
        let mut block = block.clone();
        let Some(site) = &self.site else { return block };
        let (own, others) = std::mem::take(&mut block.links).into_iter().partition(|(url, _)| self.is_own(url));
        block.links = others;
        let own: Vec<(String, String)> = own;
        for (url, label) in own.iter().filter(|(url, label)| label == url) {
            block.text = block.text.replace(label.as_str(), " ").replace(url.as_str(), " ");
        }
        block.code = block.code.replace(site.as_str(), " ");
        block
    }

    fn block_faults(&self, block: &Block) -> Vec<Fault> {
        let known = &self.known;
        let block = &self.without_own(block);
        let mut messages = known.wrong_numbers(&format!("{} {}", block.text, block.code));
        messages.extend(block.links.iter().filter_map(|(url, text)| known.wrong_link(url, text)));
        messages.extend(known.wrong_places(block));
        messages.extend(names::wrong_names(known, &block.text));
        messages.extend(dates::wrong_dates(known, &block.text));
        messages.extend(live_marks(&block.unlinked));
        messages.into_iter().map(|message| Fault { line: block.line, message }).collect()
    }
}

/// Front matter becomes a block of code, so that no Markdown is read out of its plain values; lines keep their places.
fn without_front_matter(markdown: &str) -> String {
    let parts = markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let Some((front, body)) = parts else { return markdown.to_owned() };
    format!("```\n{front}\n```\n{body}")
}

/// References and mentions outside links that GitHub would make live.
fn live_marks(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(2)
        .filter_map(|pair| match pair {
            ['#', next] if next.is_ascii_digit() => Some("a reference is not a link".to_owned()),
            ['@', next] if next.is_ascii_alphanumeric() => Some("a mention is live".to_owned()),
            _ => None,
        })
        .collect()
}
