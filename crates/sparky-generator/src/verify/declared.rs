//! The language that a text says it is in. It must not know what is true.

use sparky_schema::Language;

/// What front matter or the page says; none when neither does.
pub(super) fn language(text: &str) -> Option<Language> {
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    if let Some((front, _)) = front {
        let keys = ["lang:", "params: { language:"];
        let told = front.lines().find_map(|line| keys.iter().find_map(|key| line.strip_prefix(key)))?;
        return Language::of_code(told.trim_matches([' ', '}', '"', '\'']));
    }
    let root = text.split_once("<html")?.1.split('>').next()?;
    let told = root.split_once("lang=\"")?.1.split('"').next()?;
    Language::of_code(told)
}
