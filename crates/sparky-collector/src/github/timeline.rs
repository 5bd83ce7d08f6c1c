//! What happened to a pull request: when it was a draft, when reviews were asked for, when it was closed and opened
//! again.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sparky_github::Error as ApiError;
use sparky_schema::records::{TimelineEvent, TimelineEventKind};

use super::actor::{Account, actor};
use super::page::{self, Page};
use super::query::TIMELINES;
use super::reader::Reader;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Found {
    #[serde(rename = "__typename")]
    kind: String,
    created_at: Option<DateTime<Utc>>,
    actor: Option<Account>,
}

/// All of it, by time.
pub(crate) async fn read(
    reader: &Reader<'_>,
    id: &str,
    first: Option<Page<Found>>,
) -> Result<Vec<TimelineEvent>, ApiError> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let found = page::rest(reader, TIMELINES, id, first).await?;
    let events = found.into_iter().filter_map(|found| {
        Some(TimelineEvent { at: found.created_at?, event: kind(&found.kind)?, by: actor(found.actor.as_ref()) })
    });
    let mut events: Vec<TimelineEvent> = events.collect();
    events.sort_by(|a, b| (a.at, a.event, &a.by).cmp(&(b.at, b.event, &b.by)));
    events.dedup();
    Ok(events)
}

fn kind(name: &str) -> Option<TimelineEventKind> {
    match name {
        "ReadyForReviewEvent" => Some(TimelineEventKind::ReadyForReview),
        "ConvertToDraftEvent" => Some(TimelineEventKind::ConvertedToDraft),
        "ReviewRequestedEvent" => Some(TimelineEventKind::ReviewRequested),
        "ClosedEvent" => Some(TimelineEventKind::Closed),
        "ReopenedEvent" => Some(TimelineEventKind::Reopened),
        _ => None,
    }
}
