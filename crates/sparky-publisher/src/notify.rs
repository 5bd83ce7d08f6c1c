//! What the people who run this should know now, in chats, mail and webhooks: each notice once, as items are, but at once
//! and unasked. It must not know what is wrong, nor whom it concerns.

mod issue;

use chrono::NaiveDate;
use sparky_schema::SchemaId;
use sparky_schema::content::{Content, Item, ItemKind, Narrative};
use sparky_schema::publication::{Status, TargetResult};
use sparky_schema::window::{Period, Window};

pub use issue::{Issue, State, keep_issue};

use crate::config::{Config, TargetConfig, TargetKind};
use crate::deliver::{Came, Delivery, Errand, Task, failure};
use crate::error::Error;
use crate::post::Post;
use crate::publish::Doors;
use crate::request::Planned;
use crate::route;

/// Something that people should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The same for ever, such as `alert/run-failed/2026-07-08`.
    pub id: String,
    /// The day that it is about.
    pub day: NaiveDate,
    /// In a line, plain text.
    pub title: String,
    /// In CommonMark.
    pub body_markdown: String,
}

/// What came of telling.
#[derive(Debug, Clone)]
pub struct Told {
    /// What became of it.
    pub result: TargetResult,
    /// What a dry run would have sent.
    pub requests: Vec<Planned>,
}

impl From<Delivery> for Told {
    fn from(delivery: Delivery) -> Self {
        Self { result: delivery.result, requests: delivery.requests }
    }
}

/// Brings a notice to a target, once: no schedule and no review holds it back, only the emergency stop. What fails is in
/// the result. With [`Config::dry_run`] nothing is written.
pub async fn notify(notice: &Notice, target: &str, config: &Config, doors: Doors<'_>) -> Told {
    let told = match config.targets.iter().find(|known| known.name == target) {
        Some(target) => deliver(notice, target, config, doors).await,
        None => {
            let known = config.targets.iter().map(|target| target.name.as_str()).collect::<Vec<_>>().join(", ");
            Err(Error::UnknownTarget { name: target.to_owned(), known })
        }
    };
    told.unwrap_or_else(|error| failed(target, &notice.id, &error))
}

fn failed(target: &str, item: &str, error: &Error) -> Told {
    Delivery::of(failure(target, item, error)).into()
}

async fn deliver(notice: &Notice, target: &TargetConfig, config: &Config, doors: Doors<'_>) -> Result<Told, Error> {
    if !matches!(target.kind, TargetKind::Chat(_) | TargetKind::Unusable(_)) {
        let reason = "it takes no notices; name a chat, a webhook or mail in alerts.targets";
        return Err(Error::Unusable(reason.to_owned()));
    }
    let content = content(notice)?;
    let posts: Vec<Post<'_>> = content.items.iter().map(|item| Post::notice(item, &content)).collect();
    let errand = Errand::new(target, config, doors, Task::Deliver(&posts));
    match route::run(&errand).await {
        Came::Delivered(mut delivered) if !delivered.is_empty() => Ok(delivered.remove(0).into()),
        _ => Err(Error::Unusable("nothing came of it".to_owned())),
    }
}

/// A notice as targets take texts.
fn content(notice: &Notice) -> Result<Content, Error> {
    let before = notice.day.pred_opt().unwrap_or(notice.day);
    let window = Window::containing(Period::Daily, before, chrono_tz::UTC);
    let window = window.map_err(|error| Error::Unusable(error.to_string()))?;
    let item = Item {
        card: None,
        kind: ItemKind::Daily,
        id: notice.id.clone(),
        title: notice.title.clone(),
        description: notice.title.clone(),
        body_markdown: notice.body_markdown.clone(),
        word_count: 0,
        quiet: false,
        narrative: Narrative::Template,
        sections: Vec::new(),
        facts: Vec::new(),
        files: Vec::new(),
        tags: Vec::new(),
        platform: None,
        text: None,
        thread: Vec::new(),
    };
    Ok(Content {
        schema: SchemaId::of::<Content>(),
        inputs: Vec::new(),
        digest: None,
        private: false,
        language: sparky_schema::Language::default(),
        window,
        incomplete: false,
        repositories: None,
        impact: None,
        items: vec![item],
    })
}

impl Told {
    /// Whether people know it now, or knew it before.
    pub fn arrived(&self) -> bool {
        !matches!(self.result.status, Status::Failed | Status::Uncertain | Status::Waiting)
    }
}
