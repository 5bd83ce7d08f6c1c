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
    /// A channel of Slack, through the Web API.
    Slack(SlackChannel),
    /// A workflow of Microsoft Teams.
    Teams {
        /// Its address.
        url: Secret,
    },
    /// A chat of Telegram.
    Telegram(TelegramChat),
    /// Mail.
    Email(MailList),
}

/// A channel of Slack.
#[derive(Debug, Clone)]
pub struct SlackChannel {
    /// The address of the API.
    pub base_url: String,
    /// The channel: its id, so that messages are found again.
    pub channel: String,
    /// The token of a bot, with `chat:write`.
    pub token: Secret,
}

/// A chat of Telegram.
#[derive(Debug, Clone)]
pub struct TelegramChat {
    /// The address of the API.
    pub base_url: String,
    /// The chat: a number, or `@name` of a channel.
    pub chat_id: String,
    /// The token of the bot.
    pub token: Secret,
}

/// Readers of mail.
#[derive(Debug, Clone)]
pub struct MailList {
    /// The server with its login: `smtps://user:password@host` or `smtp://`, which must offer STARTTLS.
    pub url: Secret,
    /// Who writes.
    pub from: String,
    /// Who reads.
    pub to: Vec<String>,
    /// The name of the list in `List-Id`.
    pub list_id: Option<String>,
    /// Where readers leave: an address of mail or of the web.
    pub unsubscribe: Option<String>,
}
