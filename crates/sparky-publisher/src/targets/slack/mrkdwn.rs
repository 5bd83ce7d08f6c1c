//! Markdown in the way Slack writes it. It knows as much Markdown as digests use; the rest stays as it is.

use crate::text::quiet;

/// Markdown as Slack's `mrkdwn`, in which nobody is mentioned.
pub(in crate::targets) fn of(markdown: &str) -> String {
    let lines = markdown.lines().map(line);
    lines.collect::<Vec<_>>().join("\n")
}

/// Text that Slack takes as text: what stands in `<>` would be a command, a channel or a person.
pub(in crate::targets) fn escape(text: &str) -> String {
    quiet(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn line(line: &str) -> String {
    let text = line.trim_start_matches('#');
    if text.len() < line.len() && text.starts_with(' ') {
        return format!("*{}*", inline(text.trim()).replace('*', ""));
    }
    let indent = line.len() - line.trim_start().len();
    match line.trim_start().strip_prefix("- ").or_else(|| line.trim_start().strip_prefix("* ")) {
        Some(item) => format!("{}• {}", " ".repeat(indent), inline(item)),
        None => match line.strip_prefix("> ") {
            Some(quote) => format!("> {}", inline(quote)),
            None => inline(line),
        },
    }
}

/// Links, strong text and what was escaped.
fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((label, url, before, after)) = link(rest) {
        out += &plain(before);
        out += &format!("<{}|{}>", url.replace('|', "%7C").replace('>', "%3E"), plain(label).replace('|', "/"));
        rest = after;
    }
    out + &plain(rest)
}

/// The first `[label](url)`, what stands before it and after it.
fn link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = text.find("](http")?;
    let start = text.get(..middle)?.rfind('[')?;
    let end = text.get(middle..)?.find(')')? + middle;
    Some((text.get(start + 1..middle)?, text.get(middle + 2..end)?, text.get(..start)?, text.get(end + 1..)?))
}

fn plain(text: &str) -> String {
    unescape(&escape(text).replace("**", "*"))
}

/// `\_` is `_`.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            continue;
        }
        out.push(c);
    }
    out
}
