//! Where pages lie and how they link to each other, for each site generator: some show a page as a folder, some read
//! links from the top of the site. It must not know what pages say.

use sparky_schema::page::Profile;
use url::Url;

use crate::config::Site;

/// The folder of a place, as its site generator sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout<'a> {
    pub(crate) profile: Profile,
    /// As it is configured: `content/updates`.
    pub(crate) folder: &'a str,
    pub(crate) site: &'a Site,
}

impl Layout<'_> {
    /// The names that the index may have; the first that is free or ours is taken.
    pub(super) const fn index_names(&self) -> &'static [&'static str] {
        match self.profile {
            Profile::Plain | Profile::Mdbook => &["README.md", "index.md"],
            Profile::Quartz | Profile::Docusaurus | Profile::Jekyll => &["index.md"],
            Profile::Hugo => &["_index.md"],
            Profile::Mintlify => &["index.mdx"],
        }
    }

    /// The file of an item's page.
    pub(crate) fn page_name(&self, id: &str) -> String {
        format!("{id}.{}", self.ending())
    }

    /// The item of a file.
    pub(super) fn id_of<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_suffix(self.ending())?.strip_suffix('.')
    }

    const fn ending(&self) -> &'static str {
        if matches!(self.profile, Profile::Mintlify) { "mdx" } else { "md" }
    }

    /// The address of an item's page, seen from the page of another, or from the index.
    pub(super) fn link(&self, is_html: bool, from: Option<&str>, to: &str) -> String {
        let depth = from.map_or(0, |id| id.matches('/').count());
        match self.profile {
            _ if is_html => relative(depth, &format!("{to}.html")),
            Profile::Plain | Profile::Docusaurus | Profile::Mdbook => relative(depth, &format!("{to}.md")),
            Profile::Jekyll => relative(depth, &format!("{to}.html")),
            Profile::Hugo => relative(from.map_or(0, |_| depth + 1), &Profile::Hugo.page(to)),
            Profile::Quartz | Profile::Mintlify => format!("{}/{to}", self.top()),
        }
    }

    /// The address of the index, seen from a page.
    pub(super) fn link_to_index(&self, is_html: bool, from: Option<&str>, name: &str) -> String {
        let depth = from.map_or(0, |id| id.matches('/').count());
        match self.profile {
            _ if is_html => relative(depth, name),
            Profile::Plain | Profile::Docusaurus | Profile::Mdbook => relative(depth, name),
            Profile::Jekyll => relative(depth, ""),
            Profile::Hugo => relative(depth + 1, ""),
            Profile::Quartz | Profile::Mintlify => format!("{}/index", self.top()),
        }
    }

    /// A text whose pictures are found on the page of the item.
    pub(super) fn repoint(&self, text: &str, id: &str, files: &[String]) -> String {
        if !matches!(self.profile, Profile::Quartz | Profile::Mintlify) {
            return text.to_owned();
        }
        let folder = id.rsplit_once('/').map_or("", |(folder, _)| folder);
        let pictures = files.iter().filter(|name| name.ends_with(".svg"));
        let names = pictures.filter_map(|name| name.rsplit('/').next());
        names.fold(text.to_owned(), |text, name| {
            let from = format!("]({}{name})", self.profile.beside());
            text.replace(&from, &format!("]({}/{folder}/{name})", self.top()))
        })
    }

    /// The folder as it stands in addresses: as the site says, else without what the site generator leaves out.
    fn top(&self) -> String {
        let folder = format!("/{}", self.folder.trim_start_matches("./").trim_matches(['/', '.']));
        let site = self.site.url.as_deref().and_then(|url| Url::parse(url).ok());
        let site = site.map(|url| url.path().trim_end_matches('/').to_owned());
        if let Some(path) = site.filter(|path| !path.is_empty() && folder.ends_with(path.as_str())) {
            return path;
        }
        let below = match self.profile {
            Profile::Quartz => match folder.rsplit_once("/content") {
                Some((_, below)) => below,
                None if self.folder.starts_with('/') => "",
                None => folder.as_str(),
            },
            // Of a folder of this machine nobody knows the top.
            _ if self.folder.starts_with('/') => "",
            _ => folder.as_str(),
        };
        below.trim_end_matches('/').to_owned()
    }
}

fn relative(up: usize, to: &str) -> String {
    if up == 0 && to.is_empty() { "./".to_owned() } else { format!("{}{to}", "../".repeat(up)) }
}
