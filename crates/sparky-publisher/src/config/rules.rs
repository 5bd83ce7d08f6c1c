//! What a target takes of the items that are meant for it. It must not know how a target works.

use sparky_schema::content::Content;

/// What a target takes, and after what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// Only windows in which something happened in a repository that one of these patterns names: `owner/name`, with `*`
    /// for any text. All windows when empty.
    pub repositories: Vec<String>,
    /// Only windows in which something happened with this score or more.
    pub min_impact: Option<f64>,
    /// Wait until this target has what it takes of the same window; its address is what short texts point at.
    pub after: Option<String>,
    /// Leave out the picture of an item.
    pub without_picture: bool,
}

impl Rules {
    /// Whether the window's texts are meant for the target. What an older program wrote does not say, and passes.
    pub(crate) fn take(&self, content: &Content) -> bool {
        let is_meant = |name: &String| self.repositories.iter().any(|pattern| matches(pattern, name));
        let repositories = content.repositories.as_ref();
        let is_near = self.repositories.is_empty() || repositories.is_none_or(|names| names.iter().any(is_meant));
        let is_known = content.repositories.is_some();
        let impact = content.impact.unwrap_or_default();
        is_near && self.min_impact.is_none_or(|least| !is_known || impact >= least)
    }
}

/// Whether a pattern names a text, whatever the case: `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_lowercase(), text.to_lowercase());
    let Some((head, tail)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut rest) = text.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = tail.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}
