//! Reads rendered text out of Markdown: what people see and how many words it has. It must not know the analysis.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

/// One paragraph or heading as people read it.
#[derive(Clone)]
pub(crate) struct Block {
    /// The line on which it begins.
    pub(crate) line: usize,
    /// Its text, links included, code and tables left out.
    pub(crate) text: String,
    /// The text outside links.
    pub(crate) unlinked: String,
    /// Code and raw HTML, which are read but are no words.
    pub(crate) code: String,
    /// Links: URL and text.
    pub(crate) links: Vec<(String, String)>,
}

/// The dialect that is written and read: GitHub's, raw HTML off.
pub(crate) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options
}

/// Words of the text without tables, code and URLs.
pub(crate) fn count(markdown: &str) -> usize {
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric) && !word.contains("://");
    blocks(markdown).iter().map(|block| block.text.split_whitespace().filter(is_word).count()).sum()
}

/// Runs of letters and digits in lower case.
pub(crate) fn lower_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Every paragraph and heading outside tables.
fn blocks(markdown: &str) -> Vec<Block> {
    blocks_of(markdown, |value| matches!(value, NodeValue::Paragraph | NodeValue::Heading(_)))
}

/// Everything that holds text, tables and code too.
pub(crate) fn all_blocks(markdown: &str) -> Vec<Block> {
    blocks_of(markdown, |value| {
        matches!(
            value,
            NodeValue::Paragraph
                | NodeValue::Heading(_)
                | NodeValue::TableCell
                | NodeValue::CodeBlock(_)
                | NodeValue::HtmlBlock(_)
        )
    })
}

fn blocks_of(markdown: &str, is_block: fn(&NodeValue) -> bool) -> Vec<Block> {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    root.descendants().filter(|node| is_block(&node.data.borrow().value)).map(block).collect()
}

fn block<'a>(node: &'a AstNode<'a>) -> Block {
    let line = node.data.borrow().sourcepos.start.line;
    let mut block =
        Block { line, text: String::new(), unlinked: String::new(), code: String::new(), links: Vec::new() };
    match &node.data.borrow().value {
        NodeValue::CodeBlock(code) => block.code.push_str(&code.literal),
        NodeValue::HtmlBlock(html) => block.code.push_str(&html.literal),
        _ => {}
    }
    for child in node.children() {
        inline(child, None, &mut block);
    }
    block
}

fn inline<'a>(node: &'a AstNode<'a>, link: Option<usize>, block: &mut Block) {
    let mut link = link;
    match &node.data.borrow().value {
        NodeValue::Text(text) => push(block, link, text),
        NodeValue::SoftBreak | NodeValue::LineBreak => push(block, link, " "),
        NodeValue::Link(target) => {
            block.links.push((target.url.clone(), String::new()));
            link = Some(block.links.len() - 1);
        }
        NodeValue::Code(code) => push_code(block, &code.literal),
        NodeValue::HtmlInline(html) => push_code(block, html),
        NodeValue::Image(target) => block.links.push((target.url.clone(), String::new())),
        _ => {}
    }
    for child in node.children() {
        inline(child, link, block);
    }
}

fn push(block: &mut Block, link: Option<usize>, text: &str) {
    block.text.push_str(text);
    match link.and_then(|at| block.links.get_mut(at)) {
        Some((_, label)) => label.push_str(text),
        None => block.unlinked.push_str(text),
    }
}

fn push_code(block: &mut Block, code: &str) {
    block.code.push_str(code);
    block.code.push(' ');
}
