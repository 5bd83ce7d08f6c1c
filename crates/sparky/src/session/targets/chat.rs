//! Chats, mail and webhooks, as the publisher wants them.

use sparky_publisher::{ChatKind, MailList, SlackChannel, TelegramChat};

use crate::config::{self, Target};
use crate::session::Session;

impl Session {
    pub(super) fn chat(&self, kind: config::ChatKind, target: &Target) -> anyhow::Result<ChatKind> {
        let url = || target.secret(target.url_env.as_ref());
        let token = || target.secret(target.token_env.as_ref());
        let base_url = |usual: &str| target.base_url.clone().unwrap_or_else(|| usual.to_owned());
        Ok(match kind {
            config::ChatKind::Webhook => {
                ChatKind::Webhook { url: url()?, key: target.secret(target.secret_env.as_ref())? }
            }
            config::ChatKind::SlackWebhook => ChatKind::SlackWebhook { url: url()? },
            config::ChatKind::Discord => ChatKind::Discord { url: url()? },
            config::ChatKind::Teams => ChatKind::Teams { url: url()? },
            config::ChatKind::Slack => ChatKind::Slack(SlackChannel {
                base_url: base_url("https://slack.com"),
                channel: target.channel.clone().unwrap_or_default(),
                token: token()?,
            }),
            config::ChatKind::Telegram => ChatKind::Telegram(TelegramChat {
                base_url: base_url("https://api.telegram.org"),
                chat_id: target.chat_id.clone().unwrap_or_default(),
                token: token()?,
            }),
            config::ChatKind::Email => ChatKind::Email(MailList {
                url: url()?,
                from: target.from.clone().unwrap_or_default(),
                to: target.to.clone().unwrap_or_default(),
                list_id: target.list_id.clone(),
                unsubscribe: target.unsubscribe.clone(),
            }),
        })
    }
}
