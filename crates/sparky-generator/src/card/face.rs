//! The one font that pictures of bytes are written in: what it can show, and how wide that is. It comes with the
//! program, so that every machine draws the same. It must not know what is written.

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::FileRef;
use skrifa::{FontRef, MetadataProvider as _};

/// The font.
pub(super) const FONT: &[u8] = epaint_default_fonts::UBUNTU_LIGHT;

/// The name by which it is asked for.
pub(super) const FAMILY: &str = "Ubuntu";

/// The font, read.
pub(super) struct Face {
    font: Option<FontRef<'static>>,
}

impl Face {
    pub(super) fn new() -> Self {
        let font = match FileRef::new(FONT) {
            Ok(FileRef::Font(font)) => Some(font),
            _ => None,
        };
        Self { font }
    }

    /// The text without signs that the font does not have; none when letters or digits are among these, or when nothing
    /// is left.
    pub(super) fn shown(&self, text: &str) -> Option<String> {
        let (known, unknown): (String, String) = text.chars().partition(|c| self.has(*c));
        let known = known.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_whole = !unknown.chars().any(is_spoken);
        (is_whole && known.chars().any(char::is_alphanumeric)).then_some(known)
    }

    /// How wide a text is at a size, in pixels.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let Some(font) = &self.font else { return 0.0 };
        let (map, metrics) = (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
        let each = text.chars().filter_map(|c| map.map(c)).filter_map(|glyph| metrics.advance_width(glyph));
        each.sum()
    }

    /// The text in lines of a width; what has no room ends in an ellipsis.
    pub(super) fn wrap(&self, text: &str, size: f32, width: f32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}"), size) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        let rest = lines.len() > most;
        lines.truncate(most);
        let last = lines.len().saturating_sub(1);
        let each = lines.into_iter().enumerate();
        each.map(|(at, line)| self.cut(line, size, width, rest && at == last)).collect()
    }

    /// A line that ends in an ellipsis when it is too wide, or goes on.
    fn cut(&self, mut line: String, size: f32, width: f32, goes_on: bool) -> String {
        if !goes_on && self.width(&line, size) <= width {
            return line;
        }
        while !line.is_empty() && self.width(&format!("{line}…"), size) > width {
            line.pop();
        }
        format!("{}…", line.trim_end_matches([' ', ',', ';', ':', '.', '-']))
    }

    fn has(&self, c: char) -> bool {
        c == ' ' || self.font.as_ref().is_some_and(|font| font.charmap().map(c).is_some())
    }
}

/// Whether a text means something else without it: letters, digits and their marks, but no pictures.
fn is_spoken(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}')
}
