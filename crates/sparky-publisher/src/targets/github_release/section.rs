//! A section of a longer text, between two comments that nobody sees. It must not know where the text is.

use crate::targets::marker::{Marker, digest};

/// A section of ours.
pub(super) struct Section<'a> {
    before: &'a str,
    inside: &'a str,
    /// What stands after the closing comment.
    after: &'a str,
    pub(super) marker: Marker,
}

impl<'a> Section<'a> {
    pub(super) fn find(text: &'a str, key: &str) -> Option<Self> {
        let opening = opening(key);
        let start = text.find(&opening)?;
        let (before, rest) = (text.get(..start)?, text.get(start + opening.len()..)?);
        let end = rest.find(&format!("<!-- sparky key={key} "))?;
        let closing = rest.get(end..)?.find("-->")? + "-->".len();
        let (inside, marker) = Marker::split(rest.get(..end + closing)?)?;
        Some(Self { before, inside, after: rest.get(end + closing..)?, marker })
    }

    /// The text with this section, in its old place or at the end.
    pub(super) fn place(text: &str, inside: &str, marker: &Marker) -> String {
        let section = format!("{}\n{inside}\n\n{}", opening(&marker.key), marker.comment());
        match Section::find(text, &marker.key) {
            Some(Section { before, after, .. }) => format!("{before}{section}{after}"),
            None if text.trim().is_empty() => section + "\n",
            None => format!("{}\n\n{section}\n", text.trim_end()),
        }
    }

    /// The text around it.
    pub(super) fn without(&self) -> String {
        format!("{}{}", self.before.trim_end(), self.after)
    }

    pub(super) fn sha256(&self) -> String {
        digest("", self.inside)
    }
}

fn opening(key: &str) -> String {
    format!("<!-- sparky begin={key} -->")
}
