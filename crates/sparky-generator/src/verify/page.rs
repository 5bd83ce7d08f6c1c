//! What people see and can click on a page of HTML. It must not know how it was made.

/// The text without tags, scripts and styles.
pub(super) fn text(html: &str) -> String {
    // Blocks end sentences: a heading has no full stop.
    let spaced = html.replace("</h", ".</h").replace("</title>", ".</title>").replace('<', " <");
    let text = ammonia::Builder::empty().clean(&spaced).to_string();
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c))
}

/// Addresses of links and pictures.
pub(super) fn links(html: &str) -> Vec<String> {
    let after = |key: &str| html.split(key).skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>();
    let all = [after(" href=\""), after(" src=\"")].concat();
    all.into_iter().map(|url| url.replace("&amp;", "&").replace("&#x2f;", "/")).collect()
}
