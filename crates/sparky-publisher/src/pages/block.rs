//! A marked block of a page: how it begins and ends, and how it is put in, replaced and taken out. Text around it is not
//! touched. It must not know what is in the block.

use sparky_schema::page::{self, Profile};

/// Between these marks a file is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
}

const LINKS: Marks = Marks { open: page::LINKS[0].0, close: page::LINKS[0].1 };
/// Where a comment of HTML is an error: a definition of a link that nobody uses.
const LINKS_MDX: Marks = Marks { open: page::LINKS[1].0, close: page::LINKS[1].1 };

pub(super) const INDEX: Marks = Marks { open: "<!-- sparky:index -->", close: "<!-- /sparky:index -->" };
pub(super) const INDEX_MDX: Marks = Marks { open: "[//]: # \"sparky:index\"", close: "[//]: # \"/sparky:index\"" };

/// How the block of a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Markdown(Marks),
}

impl Form {
    /// None for a file that is no page.
    pub(super) fn of(name: &str, profile: Profile) -> Option<Self> {
        match name.rsplit('.').next() {
            Some("html") => Some(Self::Html),
            Some("md" | "mdx") => Some(Self::Markdown(if profile.is_mdx() { LINKS_MDX } else { LINKS })),
            _ => None,
        }
    }

    const fn marks(self) -> Marks {
        match self {
            Self::Html => LINKS,
            Self::Markdown(marks) => marks,
        }
    }

    /// The block behind the text, or behind `<main>`.
    pub(super) fn put(self, text: &str, inside: &str) -> String {
        let Marks { open, close } = self.marks();
        match self {
            Self::Markdown(_) => format!("{text}\n{open}\n\n{inside}\n\n{close}\n"),
            Self::Html => {
                let end = ["</main>\n", "</main>", "</body>"].iter().find_map(|tag| {
                    let at = text.rfind(tag)?;
                    Some(if *tag == "</body>" { at } else { at + tag.len() })
                });
                let (head, tail) = text.split_at(end.unwrap_or(text.len()));
                format!("{head}{open}\n{inside}\n{close}\n{tail}")
            }
        }
    }

    /// The text with another block in the place of the one that it has; none when it has none.
    pub(super) fn replace(self, text: &str, inside: &str) -> Option<String> {
        let gap = if self == Self::Html { "\n" } else { "\n\n" };
        self.marks().replace(text, &format!("{gap}{inside}{gap}"))
    }

    /// The text without the block; none when it has none.
    pub(super) fn without(self, text: &str) -> Option<String> {
        let (head, _, tail) = self.marks().parts(text)?;
        let head = if self == Self::Html { head } else { head.strip_suffix('\n').unwrap_or(head) };
        Some(format!("{head}{}", tail.strip_prefix('\n').unwrap_or(tail)))
    }
}

impl Marks {
    pub(super) fn replace(self, text: &str, inside: &str) -> Option<String> {
        let (head, _, tail) = self.parts(text)?;
        Some(format!("{head}{}{inside}{}{tail}", self.open, self.close))
    }

    /// What stands before the last block, in it, and after it.
    pub(super) fn parts(self, text: &str) -> Option<(&str, &str, &str)> {
        let (head, rest) = text.rsplit_once(self.open)?;
        let (inside, tail) = rest.split_once(self.close)?;
        Some((head, inside, tail))
    }
}
