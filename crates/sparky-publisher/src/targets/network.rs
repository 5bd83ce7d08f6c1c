//! What social networks have in common: short texts, one after the other where one does not hold it, found again by what
//! they say. It must not know any network.

use serde_json::Value;
use sparky_store::{Record, RecordState};

use super::{Found, Service, Trace};
use crate::deliver::{Withdrawn, fingerprint};
use crate::error::{Error, Trouble, Unfit};
use crate::post::Post;
use crate::request::Request;
use crate::text::{mute, shorten, thread};

/// Posts that one text may become; what is longer belongs on a page.
const LONGEST: usize = 25;

/// Signs of a title, and of what an item is about, where it has no words for a network.
const TOLD: usize = 256;

/// What becomes of a text that one post does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thread {
    /// It is refused.
    Never,
    /// It goes on in replies.
    AsNeeded,
    /// It goes on in replies, and so does what the item says may follow.
    Whole,
}

/// The posts about an item, each within the limit. Nobody is mentioned in them.
///
/// # Errors
/// When the text does not fit into one post and may not go on, or would go on without an end.
pub(super) fn texts(
    post: &Post<'_>,
    mode: Thread,
    what: &'static str,
    limit: usize,
    count: impl Fn(&str) -> usize,
) -> Result<Vec<String>, Error> {
    let text = mute(&words(post));
    if mode == Thread::Never && count(&text) > limit {
        return Err(Error::Unfit(Unfit::DoesNotFit { what, length: count(&text), limit }));
    }
    let most = limit * LONGEST;
    if count(&text) > most {
        return Err(Error::Unfit(Unfit::DoesNotFit { what, length: count(&text), limit: most }));
    }
    let fits = |text: &str| count(text) <= limit;
    let more = post.item.thread.iter().filter(|_| mode == Thread::Whole).map(|text| mute(text));
    Ok([text].into_iter().chain(more).flat_map(|text| thread::parts(&text, fits)).collect())
}

/// The item in the words that it has for a network, else its title, what it is about, and where it is told in full.
pub(super) fn words(post: &Post<'_>) -> String {
    let told = || [&post.item.title, &post.item.description].map(|text| shorten(text.trim(), TOLD)).into_iter();
    let short = || told().chain(post.link.clone()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    post.item.text.clone().unwrap_or_else(short).trim().to_owned()
}

/// The service's names for all parts of an item, where a name is one word.
pub(super) fn ids(record: &Record) -> Vec<&str> {
    names(record).into_iter().flat_map(|names| names.split(' ')).collect()
}

/// The service's names for all parts of an item.
pub(super) fn names(record: &Record) -> Vec<&str> {
    let parts: Vec<&str> = record.parts.iter().filter_map(|part| part.remote.as_deref()).collect();
    if parts.is_empty() { record.remote.as_deref().into_iter().collect() } else { parts }
}

/// Takes back the parts of an item that the ledger names, the last first, so that no reply loses what it replies to. What
/// is gone already is as good as taken back.
pub(super) async fn take_back<'r>(
    record: &'r Record,
    ids: &[&'r str],
    delete: impl AsyncFn(&'r str) -> Result<(), Error>,
) -> Result<Withdrawn, Error> {
    for id in ids.iter().rev() {
        match delete(id).await {
            Err(error) if !error.is_gone() => return Err(error),
            _ => {}
        }
    }
    // While one was on its way when a run was cut off, nobody knows its name.
    let is_open = record.remote.is_none() && record.at.is_some();
    Ok(if ids.is_empty() || is_open { Withdrawn::nameless() } else { Withdrawn::Gone })
}

/// The name of the part that is to be changed, where there is one.
pub(super) fn id_at(found: &Found, at: usize) -> Option<&str> {
    match found {
        Found::Changed(Trace { remote: Some(ids), .. }) => ids.split(' ').nth(at),
        _ => None,
    }
}

/// What the ledger knows of an item.
pub(super) fn known(record: &Record) -> Trace {
    Trace { remote: record.remote.clone(), url: record.url.clone() }
}

/// What the ledger knows of an item that is there as it should be: the service need not be asked.
pub(super) fn unchanged(to: &impl Service, post: &Post<'_>, record: Option<&Record>) -> Result<Option<Trace>, Error> {
    let Some(record) = record.filter(|record| record.state == RecordState::Published) else { return Ok(None) };
    Ok((fingerprint(to, post)? == record.sha256).then(|| known(record)))
}

/// What it means that a post of the ledger is not there.
pub(super) fn deleted(record: &Record) -> Found {
    match record.state {
        RecordState::Published => {
            Found::Left(known(record), "a person has deleted the post; it is not made again".to_owned())
        }
        _ => Found::Nothing,
    }
}

/// The texts among posts that were seen, newest first: all of them, the first few, or none. No post stands for two texts.
pub(super) fn among(texts: &[String], seen: &[(String, Trace)], reads: impl Fn(&str) -> String) -> Found {
    let mut left: Vec<&(String, Trace)> = seen.iter().rev().collect();
    let find = |text: &String| {
        let at = left.iter().position(|(held, _)| reads(held) == reads(text))?;
        Some(left.remove(at).1.clone())
    };
    let parts: Vec<Trace> = texts.iter().map_while(find).collect();
    match parts.len() {
        0 => Found::Nothing,
        all if all == texts.len() => Found::All(parts),
        _ => Found::Part(parts),
    }
}

/// A text of an answer.
pub(super) fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// An answer that is not what it should be, so that nobody knows what became of the request.
pub(super) fn strange(request: &Request, wanted: &str) -> Error {
    Error::Service {
        place: request.shown.clone(),
        trouble: Trouble::Unanswered(format!("the answer was not {wanted}")),
    }
}
