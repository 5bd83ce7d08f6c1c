//! An Atom feed made from a JSON feed. It must not know where it is kept.

use std::fmt::Write as _;

use super::json::{Entry, JsonFeed};

pub(super) fn render(feed: &JsonFeed) -> String {
    let language = feed.language.as_ref().map_or_else(String::new, |code| format!(" xml:lang=\"{}\"", escape(code)));
    let mut xml =
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"{language}>\n");
    let newest = feed.items.iter().map(|item| item.date_published.as_str()).max().unwrap_or("1970-01-01T00:00:00Z");
    let host = feed
        .items
        .first()
        .and_then(|item| item.id.split_once(':')?.1.split_once(':'))
        .map_or("sparky.invalid,2026", |(host, _)| host);
    let _ = writeln!(xml, "  <id>tag:{}:feed</id>", escape(host));
    let _ = writeln!(xml, "  <title>{}</title>\n  <updated>{newest}</updated>", escape(&feed.title));
    for author in &feed.authors {
        let _ = writeln!(xml, "  <author><name>{}</name></author>", escape(&author.name));
    }
    if let Some(url) = &feed.home_page_url {
        let _ = writeln!(xml, "  <link rel=\"alternate\" href=\"{}\"/>", escape(url));
    }
    if let Some(url) = &feed.feed_url {
        // The JSON feed lies beside this one.
        let own = url.strip_suffix("feed.json").map_or_else(|| url.clone(), |folder| format!("{folder}atom.xml"));
        let _ = writeln!(xml, "  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(&own));
    }
    feed.items.iter().for_each(|item| entry(&mut xml, item));
    xml + "</feed>\n"
}

fn entry(xml: &mut String, item: &Entry) {
    let _ = writeln!(xml, "  <entry>\n    <id>{}</id>\n    <title>{}</title>", escape(&item.id), escape(&item.title));
    if let Some(url) = &item.url {
        let _ = writeln!(xml, "    <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(url));
    }
    let date = escape(&item.date_published);
    let _ = writeln!(xml, "    <published>{date}</published>\n    <updated>{date}</updated>");
    let _ = writeln!(xml, "    <summary>{}</summary>", escape(&item.summary));
    for tag in &item.tags {
        let _ = writeln!(xml, "    <category term=\"{}\"/>", escape(tag));
    }
    let (kind, content) = match (&item.content_html, &item.content_text) {
        (Some(html), _) => ("html", html.as_str()),
        (None, text) => ("text", text.as_deref().unwrap_or_default()),
    };
    let _ = writeln!(xml, "    <content type=\"{kind}\">{}</content>\n  </entry>", escape(content));
}

/// XML has no place for most control characters.
fn escape(text: &str) -> String {
    let fits = |c: &char| (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(fits).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
