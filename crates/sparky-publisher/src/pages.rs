//! The pages of a place as a whole: an index of all digests by month, and on each page links to the one before and the
//! one after. Both stand in marked blocks; what people write around these stays. It must not know how files get there.

mod block;
mod dress;
mod index;
mod layout;
mod spot;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::page::Profile;

use self::block::Form;
pub(crate) use self::layout::Layout;
use self::spot::{Series, Spot};
use crate::config::{Pages, Site};
use crate::post::{Post, PostFile};
use crate::speech::Speech;

/// Pages of which the index does not know the title are read; older ones are called by their date.
const MOST_READ: usize = 100;

/// The pages of one place.
pub(crate) struct Outline<'a> {
    layout: Layout<'a>,
    site: &'a Site,
    is_wanted: bool,
    /// Whether the place has pages of HTML too.
    html: bool,
}

/// What lies at a place.
#[derive(Debug, Default)]
pub(crate) struct Held {
    /// The names of its files, below its folder.
    pub(crate) names: BTreeSet<String>,
    /// What those hold that were read.
    pub(crate) texts: BTreeMap<String, String>,
}

impl Held {
    /// Whether it is a page of a digest.
    pub(crate) fn is_page(&self, name: &str) -> bool {
        name.rsplit_once('.').is_some_and(|(id, _)| Spot::of(id).is_some())
    }
}

/// What is to lie there.
#[derive(Debug, Default, Clone)]
pub(crate) struct Drawn {
    /// Pages of the items, with their links.
    pages: BTreeMap<String, Vec<u8>>,
    /// The other files that differ: the index, and pages that have a new neighbour.
    pub(crate) others: BTreeMap<String, Vec<u8>>,
}

impl Drawn {
    /// A file of an item as it shall be.
    pub(crate) fn bytes<'f>(&'f self, file: &'f PostFile<'_>) -> &'f [u8] {
        self.pages.get(&file.name).map_or(&file.bytes, Vec::as_slice)
    }
}

impl<'a> Outline<'a> {
    pub(crate) const fn new(pages: &'a Pages, folder: &'a str, site: &'a Site, html: bool) -> Self {
        Self { layout: Layout { profile: pages.profile, folder, site }, site, is_wanted: pages.index, html }
    }

    /// Whether the place is to be looked at.
    pub(crate) const fn is_wanted(&self) -> bool {
        self.is_wanted
    }

    /// The indexes, which are read first.
    pub(crate) fn indexes(&self, place: &Held) -> Vec<String> {
        let names = self.layout.index_names().iter().copied().chain(self.html.then_some("index.html"));
        names.filter(|name| place.names.contains(*name)).map(str::to_owned).collect()
    }

    /// What else has to be read before anything can be drawn.
    pub(crate) fn wanted(&self, place: &Held, posts: &[Post<'_>], gone: &[&str]) -> Vec<String> {
        let series = self.series(place, posts, gone);
        let touched: Vec<&str> = posts.iter().map(|post| post.item.id.as_str()).chain(gone.iter().copied()).collect();
        let near = series.near(&touched).into_iter().flat_map(|id| self.names(id));
        let near = near.filter(|name| place.names.contains(name));
        let sent: Vec<&str> = posts.iter().map(|post| post.item.id.as_str()).collect();
        let known = self.titles(place);
        let untold =
            series.spots().map(|spot| spot.id.as_str()).filter(|id| !sent.contains(id) && !known.contains_key(*id));
        let untold = untold.map(|id| self.layout.page_name(id)).take(MOST_READ);
        near.chain(untold).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Everything as it shall be when the items are there and those that are `gone` are not.
    pub(crate) fn draw(&self, place: &Held, posts: &[Post<'_>], gone: &[&str]) -> Drawn {
        if !self.is_wanted {
            return Drawn::default();
        }
        let (series, mut drawn) = (self.series(place, posts, gone), Drawn::default());
        let index = self.index_name(place);
        for (post, file) in posts.iter().flat_map(|post| post.own_files().map(move |file| (post, file))) {
            let links =
                Form::of(&file.name, self.layout.profile).zip(self.links(&series, &post.item.id, index, &file.name));
            if let Some((form, links)) = links
                && let Ok(text) = std::str::from_utf8(&file.bytes)
            {
                drawn.pages.insert(file.name.clone(), form.put(text, &links).into_bytes());
            }
        }
        self.mend(place, &series, &drawn.pages, index, &mut drawn.others);
        self.draw_indexes(place, posts, &series, index, &mut drawn.others);
        drawn
    }

    /// Pages that were read and have a block of ours get the right links.
    fn mend(
        &self,
        place: &Held,
        series: &Series,
        pages: &BTreeMap<String, Vec<u8>>,
        index: Option<&str>,
        others: &mut BTreeMap<String, Vec<u8>>,
    ) {
        for id in series.spots().map(|spot| &spot.id) {
            for name in self.names(id).into_iter().filter(|name| !pages.contains_key(name)) {
                let held = place.texts.get(&name);
                let links = Form::of(&name, self.layout.profile).zip(self.links(series, id, index, &name));
                let mended = held.zip(links).and_then(|(held, (form, links))| form.replace(held, &links));
                others.extend(mended.filter(|text| held != Some(text)).map(|text| (name, text.into_bytes())));
            }
        }
    }

    fn draw_indexes(
        &self,
        place: &Held,
        posts: &[Post<'_>],
        series: &Series,
        index: Option<&str>,
        others: &mut BTreeMap<String, Vec<u8>>,
    ) {
        if series.spots().next().is_none() && index.is_none_or(|name| !place.names.contains(name)) {
            return;
        }
        let mut titles = self.titles(place);
        titles.extend(posts.iter().map(|post| (post.item.id.clone(), index::escape(&post.item.title))));
        let html = self.html.then_some("index.html");
        for name in index.into_iter().chain(html) {
            let list = index::List { layout: &self.layout, site: self.site, name, titles: &titles };
            let held = place.texts.get(name).map(String::as_str);
            match list.draw(series, held) {
                Some(text) if held != Some(&text) => _ = others.insert(name.to_owned(), text.into_bytes()),
                Some(_) => {}
                None => tracing::warn!(
                    "{name} was written by somebody else and is left alone; remove it, or put the marks of the block \
                     for digests into it: docs/publishing.md has them"
                ),
            }
        }
    }

    /// The index that is ours, else the first name that is free, else that of somebody else, which stays.
    fn index_name(&self, place: &Held) -> Option<&'static str> {
        let names = self.layout.index_names();
        let is_ours = |name: &&&str| place.texts.get(**name).is_some_and(|text| index::is_ours(text));
        let is_free = |name: &&&str| !place.names.contains(**name);
        let found = names.iter().find(is_ours).or_else(|| names.iter().find(is_free)).or(names.first());
        found.copied()
    }

    fn series(&self, place: &Held, posts: &[Post<'_>], gone: &[&str]) -> Series {
        let there = place.names.iter().filter_map(|name| self.layout.id_of(name));
        let sent = posts.iter().map(|post| post.item.id.as_str());
        let all: BTreeSet<&str> = there.chain(sent).filter(|id| !gone.contains(id)).collect();
        Series::of(all.into_iter().filter_map(Spot::of))
    }

    /// The pages of an item.
    fn names(&self, id: &str) -> Vec<String> {
        let html = self.html.then(|| format!("{id}.html"));
        std::iter::once(self.layout.page_name(id)).chain(html).collect()
    }

    /// What the block of a page says; none for what is no digest.
    fn links(&self, series: &Series, id: &str, index: Option<&str>, name: &str) -> Option<String> {
        let (before, after) = series.around(id)?;
        let speech = Speech(self.site.language);
        let is_html = name.ends_with(".html");
        let link = |to: &str| self.layout.link(is_html, Some(id), to);
        let before = before.map(|spot| (format!("← {}", spot.name(speech)), link(&spot.id)));
        let all = if is_html { Some("index.html") } else { index };
        let all = all.map(|name| (speech.all_digests().to_owned(), self.layout.link_to_index(is_html, Some(id), name)));
        let after = after.map(|spot| (format!("{} →", spot.name(speech)), link(&spot.id)));
        let all: Vec<String> = [before, all, after]
            .into_iter()
            .flatten()
            .map(
                |(text, url)| {
                    if is_html { format!("<a href=\"{url}\">{text}</a>") } else { format!("[{text}]({url})") }
                },
            )
            .collect();
        Some(if is_html { format!("<nav>{}</nav>", all.join(" · ")) } else { all.join(" · ") })
    }

    /// The titles that the index knows, and those of pages that were read, as Markdown.
    fn titles(&self, place: &Held) -> BTreeMap<String, String> {
        let read = place
            .texts
            .iter()
            .filter_map(|(name, text)| Some((self.layout.id_of(name)?.to_owned(), index::title(text)?)));
        let mut titles: BTreeMap<String, String> = read.collect();
        let index = self.index_name(place).and_then(|name| place.texts.get(name)).map_or("", String::as_str);
        titles.extend(index::titles(
            index,
            &self.layout,
            place.names.iter().filter_map(|name| self.layout.id_of(name)),
        ));
        titles
    }
}

/// What is there without the blocks of ours, so that people's own changes can be told apart.
pub(crate) fn without_links<'t>(name: &str, held: &'t [u8]) -> Cow<'t, [u8]> {
    let forms = [Form::of(name, Profile::Plain), Form::of(name, Profile::Docusaurus)].into_iter().flatten();
    let text = std::str::from_utf8(held).ok();
    let stripped = text.and_then(|text| forms.into_iter().find_map(|form| form.without(text)));
    stripped.map_or(Cow::Borrowed(held), |text| Cow::Owned(text.into_bytes()))
}
