//! One item on its way to one target: its id, its kind and its rendered files, checked. It must not know any target.

use std::borrow::Cow;

use sparky_schema::WindowId;
use sparky_schema::codec::sha256_hex;
use sparky_schema::content::{Content, Item};
use sparky_schema::page::Profile;
use sparky_store::{Part, Record};

use crate::error::{Error, Unfit};
use crate::pages::without_links;
use crate::picture::Picture;

/// A rendered file of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The id of the item.
    pub item: String,
    /// The path as `content.json` lists it; its extension says what it is.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// An item and its files.
#[derive(Debug, Clone)]
pub(crate) struct Post<'a> {
    pub(crate) item: &'a Item,
    /// The files that the ledger says were written there, or were about to be.
    pub(crate) last: Vec<Part>,
    /// The texts that it is one of.
    pub(crate) content: &'a Content,
    /// Where the long text behind it can be read, for texts that only point at one.
    pub(crate) link: Option<String>,
    /// What stands for it where it is shared.
    pub(crate) picture: Option<Picture<'a>>,
    /// The main text first.
    pub(crate) files: Vec<PostFile<'a>>,
    /// The main text for other site generators.
    pub(crate) texts: Vec<(Profile, &'a [u8])>,
    /// Whether it tells something about the program, rather than what happened in the window.
    pub(crate) is_notice: bool,
}

/// A file as a target names it.
#[derive(Debug, Clone)]
pub(crate) struct PostFile<'a> {
    /// `<item id>.<extension>`, with `/`, safe to join to a folder.
    pub(crate) name: String,
    pub(crate) bytes: Cow<'a, [u8]>,
}

impl<'a> Post<'a> {
    /// Gathers the files of an item.
    ///
    /// # Errors
    /// When the id could lead out of a target's folder, or no Markdown was rendered.
    pub(crate) fn gather(item: &'a Item, content: &'a Content, rendered: &'a [Rendered]) -> Result<Self, Error> {
        if !is_safe(&item.id) {
            return Err(Error::Unfit(Unfit::UnsafeId(item.id.clone())));
        }
        let own = || rendered.iter().filter(|file| file.item == item.id);
        let texts = own().filter_map(|file| Some((profile_of(&file.path)?, file.bytes.as_slice()))).collect();
        let mut files = own()
            .filter(|file| profile_of(&file.path).is_none())
            .map(|file| post_file(item, file))
            .collect::<Result<Vec<_>, _>>()?;
        files.sort_by_key(|file| (!file.is_markdown(), file.name.clone()));
        match files.first() {
            Some(first) if first.is_markdown() => {
                let (last, link, picture, is_notice) = (Vec::new(), None, None, false);
                Ok(Self { item, content, last, link, picture, files, texts, is_notice })
            }
            _ => Err(Error::Unfit(Unfit::NotRendered(item.id.clone()))),
        }
    }

    /// Something about the program: plain words without files.
    pub(crate) fn notice(item: &'a Item, content: &'a Content) -> Self {
        let (last, files) = (Vec::new(), Vec::new());
        Self { item, content, last, link: None, picture: None, files, texts: Vec::new(), is_notice: true }
    }

    /// Whether the ledger knows what was written to a file.
    pub(crate) fn is_known(&self, name: &str) -> bool {
        self.last.iter().any(|part| part.remote.as_deref() == Some(name))
    }

    /// Whether a file that is there is one that was written by us, as far as the ledger knows.
    pub(crate) fn is_ours(&self, name: &str, held: &[u8]) -> bool {
        let mut known = self.last.iter().filter(|part| part.remote.as_deref() == Some(name)).peekable();
        let held = sha256_hex(&without_links(name, held));
        known.peek().is_none() || known.any(|part| part.sha256.as_ref() == Some(&held))
    }

    /// What a site generator needs: the Markdown, then its pictures.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &PostFile<'a>> {
        let endings = [".md", ".mdx", ".svg", ".png"];
        self.own_files().filter(move |file| endings.iter().any(|ending| file.name.ends_with(ending)))
    }

    /// Its files but for the card that a post shares with its digest.
    pub(crate) fn own_files(&self) -> impl Iterator<Item = &PostFile<'a>> {
        let shares = self.item.platform.is_some();
        self.files.iter().filter(move |file| !(shares && file.name.ends_with(".png")))
    }

    /// The picture that stands for it where it is shared, and what that says.
    pub(crate) fn card(&self) -> Option<Picture<'a>> {
        let card = self.item.card.as_ref()?;
        let file = self.files.iter().find(|file| file.name.ends_with(".card.png"))?;
        let Cow::Borrowed(bytes) = file.bytes else { return None };
        Some(Picture { bytes, alternative: &card.alternative })
    }

    /// The Markdown with its front matter.
    pub(crate) fn markdown(&self) -> Option<&PostFile<'a>> {
        self.files.first()
    }
}

impl PostFile<'_> {
    fn is_markdown(&self) -> bool {
        self.name.ends_with(".md")
    }
}

/// What is said about posts that are sent together, for example `docs: daily digest 2026-07-08`.
pub(crate) fn commit_message<'p>(posts: impl Iterator<Item = &'p Post<'p>>) -> String {
    let (mut kinds, windows): (Vec<&str>, Vec<&WindowId>) =
        posts.map(|post| (post.item.kind.name(), &post.content.window.id)).unzip();
    kinds.dedup();
    let window = windows.first().map(ToString::to_string).unwrap_or_default();
    let noun = if kinds.len() == 1 { "digest" } else { "digests" };
    format!("docs: {} {noun} {window}", kinds.join(" and "))
}

/// The site generator that a text is for, when it is another than that of the site: `2026-07-08.hugo.md`.
fn profile_of(path: &str) -> Option<Profile> {
    Profile::ALL.into_iter().find(|profile| path.ends_with(&format!(".{}.md", profile.name())))
}

fn post_file<'a>(item: &Item, file: &'a Rendered) -> Result<PostFile<'a>, Error> {
    let file_name = file.path.rsplit('/').next().unwrap_or_default();
    match file_name.split_once('.') {
        Some((_, extension)) if is_safe(extension) && !extension.contains('/') => {
            Ok(PostFile { name: format!("{}.{extension}", item.id), bytes: Cow::Borrowed(&file.bytes) })
        }
        _ => Err(Error::Unfit(Unfit::NoExtension { item: item.id.clone(), path: file.path.clone() })),
    }
}

/// The files of an item that was written: those that the ledger names, else those that it usually has.
pub(crate) fn file_names(record: &Record, usual: &[&str]) -> Vec<String> {
    let names = record.parts.iter().filter_map(|part| part.remote.clone());
    let mut names: Vec<String> = names.filter(|name| is_safe(name)).collect();
    if names.is_empty() && is_safe(&record.item) {
        names.extend(usual.iter().map(|extension| format!("{}.{extension}", record.item)));
    }
    names.sort();
    names.dedup();
    names
}

/// What an approval is for: the words, however they are rendered.
pub(crate) fn text_of(item: &Item) -> String {
    let words = [&item.title, &item.body_markdown].into_iter().chain(&item.text).chain(&item.thread);
    sha256_hex(words.map(|text| format!("{}\n{text}\n", text.len())).collect::<String>().as_bytes())
}

/// Whether a relative path stays below the folder that it is joined to, on every system, and out of `.git`.
pub(crate) fn is_safe(path: &str) -> bool {
    let plain = |c: char| !c.is_control() && !matches!(c, '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*');
    let part_is_safe =
        |part: &str| !part.is_empty() && !part.ends_with(['.', ' ']) && !part.eq_ignore_ascii_case(".git");
    path.chars().all(plain) && path.split('/').all(part_is_safe)
}
