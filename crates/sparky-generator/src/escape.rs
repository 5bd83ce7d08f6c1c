//! Text of strangers made inert: cleaned, cut and escaped for Markdown. It must not know sentences.

use sparky_llm::redacted;

/// Keeps `#12`, `@name`, `GH-12` and URLs from becoming links; it has no width and allows no line break.
pub(crate) const JOINER: char = '\u{2060}';

/// Characters of a title; longer ones are cut at a word.
const LONGEST: usize = 110;

/// One line of visible text: no control or direction characters, single spaces.
pub(crate) fn visible(text: &str) -> String {
    let spaced: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// [`visible`], without addresses and credentials, cut at a word.
pub(crate) fn clean(text: &str) -> String {
    cut(&redacted(&visible(text)), LONGEST)
}

/// Cuts cleaned text at a word, so that no number is cut in two.
pub(crate) fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let head: String = text.chars().take(longest).collect();
    let cut = match head.rfind(' ') {
        Some(at) if at > 0 => head.get(..at).unwrap_or(&head).to_owned(),
        _ => head.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned(),
    };
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', '-', ' ']))
}

/// Escapes cleaned text for Markdown, so that it renders as itself and links to nothing.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().copied().enumerate() {
        if "\\`*_{}[]<>()!|~#&$^=+-\"'".contains(c) && needs_backslash(c, at) {
            out.push('\\');
        }
        out.push(c);
        if breaks_link(&chars, at) {
            out.push(JOINER);
        }
    }
    out
}

/// Dashes, plus signs and quotes mean something at the beginning only.
fn needs_backslash(c: char, at: usize) -> bool {
    !"-+\"'=()!^".contains(c) || at == 0
}

fn breaks_link(chars: &[char], at: usize) -> bool {
    let next = chars.get(at + 1).copied().unwrap_or(' ');
    let back = |n: usize| at.checked_sub(n).and_then(|i| chars.get(i)).map_or(' ', char::to_ascii_lowercase);
    match chars.get(at).copied().unwrap_or(' ') {
        '@' | '#' => true,
        ':' => next == '/',
        '-' => next.is_ascii_digit() && back(1) == 'h' && back(2) == 'g',
        '{' => matches!(next, '{' | '%' | '#'),
        'w' | 'W' => next == '.' && back(1) == 'w',
        _ => false,
    }
}

/// Text for XML and HTML, between tags or in an attribute.
pub(crate) fn xml(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}
