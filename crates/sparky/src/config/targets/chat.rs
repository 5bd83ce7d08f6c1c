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
    /// A channel of Slack.
    Slack,
    /// A webhook of Discord.
    Discord,
    /// A workflow of Microsoft Teams.
    Teams,
    /// A chat of Telegram.
    Telegram,
    /// Mail.
    Email,
}

pub(super) const ALL: &[ChatKind] = &[
    ChatKind::Webhook,
    ChatKind::SlackWebhook,
    ChatKind::Slack,
    ChatKind::Discord,
    ChatKind::Teams,
    ChatKind::Telegram,
    ChatKind::Email,
];

impl ChatKind {
    pub(super) fn row(self) -> &'static Row {
        match self {
            Self::Webhook => {
                &Row { name: "webhook", needed: &["url_env", "secret_env"], possible: &[], items: &ItemKind::ALL }
            }
            Self::SlackWebhook => &Row { name: "slack-webhook", needed: &["url_env"], possible: &[], items: DIGESTS },
            Self::Slack => {
                &Row { name: "slack", needed: &["channel", "token_env"], possible: &["base_url"], items: DIGESTS }
            }
            Self::Discord => &Row { name: "discord", needed: &["url_env"], possible: &[], items: DIGESTS },
            Self::Teams => &Row { name: "teams", needed: &["url_env"], possible: &[], items: DIGESTS },
            Self::Telegram => {
                &Row { name: "telegram", needed: &["chat_id", "token_env"], possible: &["base_url"], items: DIGESTS }
            }
            Self::Email => &Row {
                name: "email",
                needed: &["url_env", "from", "to"],
                possible: &["list_id", "unsubscribe"],
                items: DIGESTS,
            },
        }
    }
}
