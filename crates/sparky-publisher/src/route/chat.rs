//! The way to chats, mail and webhooks.

use crate::config::ChatKind;
use crate::deliver::{Came, Errand};
use crate::targets::{Discord, Email, Slack, SlackWebhook, Teams, Telegram, Webhook};

pub(super) async fn run(kind: &ChatKind, errand: &Errand<'_>) -> Came {
    let (web, clock, target) = (errand.doors.web, errand.doors.clock, errand.target.name.as_str());
    match kind {
        ChatKind::SlackWebhook { url } => errand.service(&SlackWebhook { web, url }).await,
        ChatKind::Slack(channel) => errand.service(&Slack { web, target, channel }).await,
        ChatKind::Teams { url } => errand.service(&Teams { web, url }).await,
        ChatKind::Telegram(chat) => errand.service(&Telegram { web, chat }).await,
        ChatKind::Email(list) => errand.service(&Email { web, clock, target, list }).await,
        ChatKind::Discord { url } => errand.service(&Discord { web, url }).await,
        ChatKind::Webhook { url, key } => errand.service(&Webhook { web, target, url, key }).await,
    }
}
