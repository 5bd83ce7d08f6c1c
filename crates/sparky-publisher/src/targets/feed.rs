//! An Atom feed and a JSON feed in a folder: the newest items, also of earlier windows. The JSON feed is what later runs
//! read; the Atom feed is made from it. It must not know what is in the texts.

mod atom;
mod json;

use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use sparky_schema::codec;
use sparky_store::Record;

use self::json::{Entry, JsonFeed};
use super::folder::writable;
use super::{Change, Changes, Mirror};
use crate::config::Site;
use crate::deliver::{Checked, Withdrawn};
use crate::error::Error;
use crate::post::Post;
use crate::request::Request;

/// So many items are kept.
const KEPT: usize = 50;

/// The feeds.
pub(crate) struct Feed<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) site: &'a Site,
    pub(crate) now: DateTime<Utc>,
}

impl Feed<'_> {
    fn json(&self) -> PathBuf {
        self.folder.join("feed.json")
    }

    fn atom(&self) -> PathBuf {
        self.folder.join("atom.xml")
    }

    fn read(&self) -> Result<JsonFeed, Error> {
        let path = self.json();
        match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| Error::NoFeed { path }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(JsonFeed::default()),
            Err(source) => Err(Error::Unreadable { path, source }),
        }
    }

    /// What an item is in a feed that holds these: published when its window has ended, or, while that lies ahead, when
    /// it was first there. Programs hide what comes from the future.
    fn entry(&self, post: &Post<'_>, held: &[Entry]) -> Entry {
        let (mut entry, now) = (Entry::new(post, self.site), time(self.now));
        if now < entry.date_published {
            let first = held.iter().find(|item| item.id == entry.id && item.date_published < now);
            entry.date_published = first.map_or(now, |item| item.date_published.clone());
        }
        entry
    }

    /// The feed with these posts, newest first.
    fn updated(&self, posts: &[Post<'_>]) -> Result<JsonFeed, Error> {
        let mut feed = JsonFeed { items: self.read()?.items, ..JsonFeed::of(self.site) };
        for post in posts {
            let entry = self.entry(post, &feed.items);
            feed.items.retain(|item| item.id != entry.id);
            feed.items.push(entry);
        }
        feed.items.sort_by(|a, b| (&b.date_published, &a.id).cmp(&(&a.date_published, &b.id)));
        feed.items.truncate(KEPT);
        Ok(feed)
    }

    fn compare(&self, before: &JsonFeed, after: &JsonFeed, post: &Post<'_>) -> Change {
        let entry = self.entry(post, &before.items);
        let is_shown = after.items.iter().any(|item| item.id == entry.id);
        match before.items.iter().find(|item| item.id == entry.id) {
            Some(item) if *item == entry => Change::Same,
            Some(_) => Change::Changed,
            None if is_shown => Change::New,
            // Older than everything in a full feed.
            None => Change::Same,
        }
    }

    fn changes(&self, posts: &[Post<'_>]) -> Result<(Changes, JsonFeed), Error> {
        let (before, after) = (self.read()?, self.updated(posts)?);
        Ok((posts.iter().map(|post| Ok(self.compare(&before, &after, post))).collect(), after))
    }
}

fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

impl Mirror for Feed<'_> {
    async fn find(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        self.changes(posts).map(|(changes, _)| changes)
    }

    /// The JSON feed goes last: it says what is done.
    async fn send(&self, posts: &[Post<'_>]) -> Result<Changes, Error> {
        let (changes, feed) = self.changes(posts)?;
        codec::write_atomically(&self.atom(), atom::render(&feed).as_bytes())?;
        codec::write_atomically(&self.json(), &feed.to_bytes())?;
        Ok(changes)
    }

    async fn withdraw(&self, record: &Record) -> Result<Withdrawn, Error> {
        let (mut feed, id) = (self.read()?, json::id(&record.item, self.site));
        feed.items.retain(|item| item.id != id);
        if self.json().is_file() {
            codec::write_atomically(&self.atom(), atom::render(&feed).as_bytes())?;
            codec::write_atomically(&self.json(), &feed.to_bytes())?;
        }
        Ok(Withdrawn::Gone)
    }

    async fn check(&self) -> Result<Checked, Error> {
        self.read()?;
        writable(self.folder)
    }

    fn address(&self, _: &Post<'_>) -> Option<String> {
        Some(self.json().to_string_lossy().into_owned())
    }

    fn plan(&self, post: &Post<'_>) -> Vec<Request> {
        let Ok(feed) = self.updated(std::slice::from_ref(post)) else { return Vec::new() };
        let atom = Request::write(self.atom().to_string_lossy(), atom::render(&feed).as_bytes());
        vec![atom, Request::write(self.json().to_string_lossy(), &feed.to_bytes())]
    }
}
