//! Chats, mail and webhooks.

use crate::config::Secret;

/// A chat, mail, or a webhook.
#[derive(Debug, Clone)]
pub enum ChatKind {
    /// A webhook of one's own: each item as signed JSON.
    Webhook {
        /// Its address.
        url: Secret,
        /// The key of the signature.
        key: Secret,
    },
    /// An incoming webhook of Slack.
    SlackWebhook {
        /// Its address.
        url: Secret,
    },
    /// A webhook of Discord.
    Discord {
        /// Its address.
        url: Secret,
    },
}
