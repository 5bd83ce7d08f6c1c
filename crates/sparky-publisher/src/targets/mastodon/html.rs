//! The text of a post that a server shows as HTML. It must not know who wrote it.

/// The text, with a line for each line.
pub(super) fn text(html: &str) -> String {
    let lines = html.replace("</p><p>", "\n\n").replace("<br />", "\n").replace("<br/>", "\n").replace("<br>", "\n");
    let mut text = String::with_capacity(lines.len());
    let mut in_tag = false;
    for sign in lines.chars() {
        match sign {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            sign if !in_tag => text.push(sign),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign))
}

/// A text without regard to how its words are spaced.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_reads_as_it_was_written() {
        let html = "<p>A &amp; b<br />c</p><p><a href=\"https://e.org/x\"><span class=\"invisible\">https://</span><span>e.org/x</span></a></p>";
        assert_eq!(
            (text(html).as_str(), squeeze(&text(html)).as_str()),
            ("A & b\nc\n\nhttps://e.org/x", "A & b c https://e.org/x")
        );
    }
}
