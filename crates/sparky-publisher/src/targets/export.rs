//! Files for people who paste: a clean page and Markdown without front matter, for blogs that no program may write to,
//! such as Medium and Beehiiv. It must not know these blogs.

use std::path::{Path, PathBuf};

use sparky_schema::codec;
use sparky_store::Record;

use super::{Change, Changes, Mirror};
use crate::article::{Article, attribute};
use crate::config::{Blog, Site};
use crate::deliver::Withdrawn;
use crate::error::Error;
use crate::post::Post;
use crate::request::Request;
use crate::speech::Speech;

/// The folder.
pub(crate) struct Export<'a> {
    pub(crate) path: &'a Path,
    pub(crate) blog: &'a Blog,
    pub(crate) site: &'a Site,
}

impl Export<'_> {
    /// The page first: it is what people open.
    fn files(&self, post: &Post<'_>) -> Result<[(PathBuf, String); 2], Error> {
        let article = Article { post, site: self.site, blog: self.blog };
        let path = |ending: &str| self.path.join(format!("{}.{ending}", post.item.id));
        Ok([(path("html"), page(&article)?), (path("md"), markdown(&article))])
    }

    fn compare(&self, post: &Post<'_>) -> Result<Change, Error> {
        let mut change = Change::Same;
        for (path, text) in self.files(post)? {
            match std::fs::read(&path) {
                Ok(bytes) if bytes == text.as_bytes() => {}
                Ok(_) => change = if change == Change::New { change } else { Change::Changed },
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => change = Change::New,
                Err(source) => return Err(Error::Unreadable { path, source }),
            }
        }
        Ok(change)
    }

    fn write(&self, post: &Post<'_>) -> Result<Change, Error> {
        let change = self.compare(post)?;
        for (path, text) in self.files(post)? {
            codec::write_atomically(&path, text.as_bytes())?;
        }
        Ok(change)
    }
}

impl Mirror for Export<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        Ok(posts.iter().map(|post| self.compare(post)).collect())
    }

    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        Ok(posts.iter().map(|post| self.write(post)).collect())
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        for ending in ["html", "md"] {
            let path = self.path.join(format!("{}.{ending}", record.item));
            match std::fs::remove_file(&path) {
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::Unreadable { path, source });
                }
                _ => {}
            }
        }
        Ok(Withdrawn::Gone)
    }

    fn address(&self, post: &Post<'_>) -> Option<String> {
        Some(self.path.join(format!("{}.html", post.item.id)).to_string_lossy().into_owned())
    }

    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        let files = self.files(post).into_iter().flatten();
        files.map(|(path, text)| Request::write(path.to_string_lossy(), text.as_bytes())).collect()
    }
}

/// Nothing but what an editor takes over when it is pasted.
fn page(article: &Article<'_>) -> Result<String, Error> {
    let speech = Speech(article.site.language);
    let (item, html) = (article.post.item, article.html()?);
    let (title, description) = (attribute(&item.title), attribute(&item.description));
    let canonical = article.site.page(&item.id).map(|url| attribute(&url));
    let (first, lang) = (speech.first_published(), speech.attribute());
    let link = canonical.as_ref().map_or(String::new(), |url| format!("<link rel=\"canonical\" href=\"{url}\">\n"));
    let source = canonical
        .as_ref()
        .map_or(String::new(), |url| format!("<p><em>{first} <a href=\"{url}\">{url}</a>.</em></p>\n"));
    let tags = attribute(&article.tags().join(", "));
    Ok(format!(
        "<!doctype html>\n<html{lang}>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"description\" content=\"{description}\">\n<meta name=\"keywords\" content=\"{tags}\">\n{link}\
         </head>\n<body>\n<h1>{title}</h1>\n{html}\n{source}</body>\n</html>\n"
    ))
}

fn markdown(article: &Article<'_>) -> String {
    let (item, first) = (article.post.item, Speech(article.site.language).first_published());
    let source = article.site.page(&item.id).map_or(String::new(), |url| format!("\n*{first} <{url}>.*\n"));
    format!("# {}\n\n{}\n{source}", escape(&item.title), item.body_markdown.trim())
}

/// A title is plain text.
fn escape(title: &str) -> String {
    let signs = ['\\', '`', '*', '_', '[', ']', '<', '>'];
    title.chars().flat_map(|c| signs.contains(&c).then_some('\\').into_iter().chain([c])).collect()
}
