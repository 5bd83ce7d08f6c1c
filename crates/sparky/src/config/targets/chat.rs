//! Chats, mail and webhooks, and their keys.

use sparky_schema::content::ItemKind;

use super::{DIGESTS, Row};

/// A chat, mail, or a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChatKind {
    /// A webhook of one's own.
    Webhook,
    /// An incoming webhook of Slack.
    SlackWebhook,
    /// A webhook of Discord.
    Discord,
}

pub(super) const ALL: &[ChatKind] = &[ChatKind::Webhook, ChatKind::SlackWebhook, ChatKind::Discord];

impl ChatKind {
    pub(super) fn row(self) -> &'static Row {
        match self {
            Self::Webhook => {
                &Row { name: "webhook", needed: &["url_env", "secret_env"], possible: &[], items: &ItemKind::ALL }
            }
            Self::SlackWebhook => &Row { name: "slack-webhook", needed: &["url_env"], possible: &[], items: DIGESTS },
            Self::Discord => &Row { name: "discord", needed: &["url_env"], possible: &[], items: DIGESTS },
        }
    }
}
