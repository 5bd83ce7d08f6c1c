//! What a happening is called, with and without its reference. It must not know who did it.

use sparky_schema::analysis::{Event, Happening};

use super::names::{link, quoted};
use crate::escape::{clean, markdown};
use crate::language::Wording;

/// `#12` or `1a2b3c4`, as a link.
pub(crate) fn reference(happening: &Happening) -> Option<String> {
    let url = happening.url.as_ref()?;
    match (happening.number, &happening.sha) {
        (Some(number), _) => Some(link(&format!("#{number}"), url)),
        (None, Some(sha)) => Some(link(sha.short(), url)),
        (None, None) => None,
    }
}

/// What the number of a release says about it; none for anything but three plain numbers.
pub(super) fn version(tag: &str) -> Option<&'static str> {
    let digits = tag.trim_start_matches(|c: char| !c.is_ascii_digit());
    let parts: Vec<u64> = digits.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    match *parts.as_slice() {
        [major, 0, 0] if major > 0 => Some("major"),
        [_, minor, 0] if minor > 0 => Some("minor"),
        [_, _, patch] if patch > 0 => Some("patch"),
        _ => None,
    }
}

/// The title in quotes with its reference; a release by its tag.
pub(crate) fn named(happening: &Happening, wording: &dyn Wording) -> String {
    if let (Event::Released, Some(tag)) = (happening.event, &happening.tag) {
        return release(happening, &clean(tag), wording);
    }
    let title = quoted(&happening.subject, wording);
    reference(happening).map_or_else(|| title.clone(), |reference| format!("{title} ({reference})"))
}

/// The title in quotes without a reference; a release by its tag, or by a title that has it.
pub(crate) fn plain_title(happening: &Happening, wording: &dyn Wording) -> String {
    match (happening.event, &happening.tag) {
        (Event::Released, Some(tag)) if happening.subject.contains(tag.trim_start_matches('v')) => {
            markdown(&clean(&happening.subject))
        }
        (Event::Released, Some(tag)) => markdown(&clean(tag)),
        _ => quoted(&happening.subject, wording),
    }
}

fn release(happening: &Happening, tag: &str, wording: &dyn Wording) -> String {
    let tag = markdown(tag);
    let linked = happening.url.as_ref().map_or_else(|| tag.clone(), |url| link(&tag, url));
    if clean(&happening.subject) == clean(happening.tag.as_deref().unwrap_or_default()) {
        return linked;
    }
    format!("{} ({linked})", quoted(&happening.subject, wording))
}
