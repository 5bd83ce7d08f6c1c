//! A line of Markdown in spans, as much Markdown as digests use. It must not know what becomes of a span.

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Span {
    /// Plain text, without escapes.
    Text(String),
    /// Strong text.
    Strong(String),
    /// Code.
    Code(String),
    /// A link: what it says, and where it leads.
    Link(String, String),
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// A heading.
    Heading(&'a str),
    /// An entry of a list and how far it is set in.
    Entry(usize, &'a str),
    /// A quotation.
    Quote(&'a str),
    /// A line across the page.
    Rule,
    /// Anything else.
    Plain(&'a str),
}

/// What a line is.
pub(crate) fn line(line: &str) -> Line<'_> {
    let text = line.trim_start_matches('#');
    if text.len() < line.len() && text.starts_with(' ') {
        return Line::Heading(text.trim());
    }
    if line.trim() == "---" {
        return Line::Rule;
    }
    let indent = line.len() - line.trim_start().len();
    match line.trim_start().strip_prefix("- ").or_else(|| line.trim_start().strip_prefix("* ")) {
        Some(entry) => Line::Entry(indent, entry),
        None => line.strip_prefix("> ").map_or(Line::Plain(line), Line::Quote),
    }
}

/// The spans of a line.
pub(crate) fn spans(line: &str) -> Vec<Span> {
    let (mut spans, mut plain, mut rest) = (Vec::new(), String::new(), line);
    while let Some(first) = rest.chars().next() {
        let found = code(rest).or_else(|| strong(rest)).or_else(|| link(rest));
        let taken = match found {
            Some((span, taken)) => {
                flush(&mut plain, &mut spans);
                spans.push(span);
                taken
            }
            None => take(first, rest, &mut plain),
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    flush(&mut plain, &mut spans);
    spans
}

/// One sign of plain text; what is escaped stands for itself.
fn take(first: char, rest: &str, plain: &mut String) -> usize {
    let next = rest.chars().nth(1).filter(|next| first == '\\' && next.is_ascii_punctuation());
    plain.push(next.unwrap_or(first));
    first.len_utf8() + next.map_or(0, char::len_utf8)
}

fn flush(plain: &mut String, spans: &mut Vec<Span>) {
    if !plain.is_empty() {
        spans.push(Span::Text(std::mem::take(plain)));
    }
}

fn code(text: &str) -> Option<(Span, usize)> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let fence = text.get(..ticks).filter(|fence| !fence.is_empty())?;
    let inner = text.get(ticks..)?;
    let end = inner.find(fence)?;
    Some((Span::Code(inner.get(..end)?.trim().to_owned()), ticks * 2 + end))
}

fn strong(text: &str) -> Option<(Span, usize)> {
    let inner = text.strip_prefix("**")?;
    let end = inner.find("**").filter(|end| *end > 0)?;
    Some((Span::Strong(plain(inner.get(..end)?)), end + 4))
}

fn link(text: &str) -> Option<(Span, usize)> {
    let inner = text.strip_prefix('[')?;
    let middle = inner.find("](http")?;
    let label = inner.get(..middle).filter(|label| !label.replace("\\[", "").contains('['))?;
    let tail = inner.get(middle + 2..)?;
    let end = tail.find(')')?;
    let url = tail.get(..end)?.trim_matches(['<', '>']).to_owned();
    Some((Span::Link(plain(label), url), middle + end + 4))
}

/// The text of a line without its marks; a link is what it says.
pub(crate) fn plain(line: &str) -> String {
    let texts = spans(line).into_iter().map(|span| match span {
        Span::Text(text) | Span::Strong(text) | Span::Code(text) | Span::Link(text, _) => text,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_in_its_spans() {
        let text = |text: &str| Span::Text(text.to_owned());
        let found = spans("a \\_b\\_ [o/r#9](https://x.y/9) by **ann** in `x_y` \\[no](c) [");
        let link = Span::Link("o/r#9".to_owned(), "https://x.y/9".to_owned());
        let (strong, code) = (Span::Strong("ann".to_owned()), Span::Code("x_y".to_owned()));
        assert_eq!(found, [text("a _b_ "), link, text(" by "), strong, text(" in "), code, text(" [no](c) [")]);
        assert_eq!(
            (line("## Merged"), line("  - x"), line("> y")),
            (Line::Heading("Merged"), Line::Entry(2, "x"), Line::Quote("y"))
        );
        assert_eq!(
            (line("---"), line("#9"), plain("**a** [b](https://c)")),
            (Line::Rule, Line::Plain("#9"), "a b".to_owned())
        );
    }
}
