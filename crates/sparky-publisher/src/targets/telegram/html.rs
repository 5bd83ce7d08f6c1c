//! Markdown as Telegram's HTML, in which nobody is mentioned. It must not know how much a message takes.

use crate::text::spans::{Line, Span, line, spans};

/// A paragraph, heading or list as Telegram writes it.
pub(super) fn of(markdown: &str) -> String {
    let lines = markdown.lines().map(|text| match line(text) {
        Line::Heading(text) => format!("<b>{}</b>", escape(&crate::text::spans::plain(text))),
        Line::Entry(indent, text) => format!("{}• {}", " ".repeat(indent), inline(text)),
        Line::Quote(text) => format!("<blockquote>{}</blockquote>", inline(text)),
        Line::Rule => "—".to_owned(),
        Line::Plain(text) => inline(text),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Text that Telegram takes as text.
pub(super) fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    crate::text::mute(&text)
}

fn inline(text: &str) -> String {
    let each = spans(text).into_iter().map(|span| match span {
        Span::Text(text) => escape(&text),
        Span::Strong(text) => format!("<b>{}</b>", escape(&text)),
        Span::Code(text) => format!("<code>{}</code>", escape(&text)),
        Span::Link(text, url) => {
            let url = url.replace('&', "&amp;").replace('"', "%22").replace('<', "%3C").replace('>', "%3E");
            format!("<a href=\"{url}\">{}</a>", escape(&text))
        }
    });
    each.collect()
}

/// What people read, which is what Telegram counts.
pub(super) fn visible(html: &str) -> usize {
    let (mut count, mut in_tag) = (0, false);
    let mut rest = html;
    while let Some(sign) = rest.chars().next() {
        let mut taken = sign.len_utf8();
        match sign {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            '&' => {
                taken = rest.find(';').map_or(1, |end| end + 1);
                count += 1;
            }
            sign => count += sign.len_utf16(),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_html_that_mentions_nobody() {
        let html = of("## A & b\n\n- **x** by [a<n>n](https://e.org/?a=1&b=\"2) @all `<t>`\n> q\n---");
        let wanted = "<b>A &amp; b</b>\n\n• <b>x</b> by <a href=\"https://e.org/?a=1&amp;b=%222\">a&lt;n&gt;n</a> @\u{200b}all \
                      <code>&lt;t&gt;</code>\n<blockquote>q</blockquote>\n—";
        assert_eq!(html, wanted);
        assert_eq!(visible("<b>a &amp; b</b>👍"), 7);
    }
}
