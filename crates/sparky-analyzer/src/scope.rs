//! Conventional titles, `type(scope)!: words`: their parts. It must not know which types mean what.

/// The parts of a conventional title.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Conventional<'a> {
    pub(crate) kind: String,
    pub(crate) scope: Option<&'a str>,
    pub(crate) breaking: bool,
}

/// Reads a title; none when it is not conventional.
pub(crate) fn conventional(title: &str) -> Option<Conventional<'_>> {
    let (head, rest) = title.split_once(':')?;
    if !rest.starts_with(' ') {
        return None;
    }
    let (head, breaking) = head.strip_suffix('!').map_or((head, false), |head| (head, true));
    let (kind, scope) = match head.strip_suffix(')').and_then(|head| head.split_once('(')) {
        Some((kind, scope)) => (kind, Some(scope.trim()).filter(|scope| !scope.is_empty())),
        None => (head, None),
    };
    // Old-style titles break in the type: `feat!(api): …`.
    let (kind, breaking) = kind.strip_suffix('!').map_or((kind, breaking), |kind| (kind, true));
    let is_word = !kind.is_empty() && kind.len() <= 20 && kind.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    is_word.then(|| Conventional { kind: kind.to_ascii_lowercase(), scope, breaking })
}

/// The words of a text in lower case, so that `prefix` is no `fix`.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a change breaks what users have: its title, body or labels say so.
pub(crate) fn is_breaking(title: &str, body: &str, labels: &[String]) -> bool {
    let labelled = labels.iter().any(|label| words(label).any(|word| word == "breaking"));
    let told = body.lines().any(|line| line.starts_with("BREAKING CHANGE:") || line.starts_with("BREAKING-CHANGE:"));
    labelled || told || conventional(title).is_some_and(|title| title.breaking)
}
