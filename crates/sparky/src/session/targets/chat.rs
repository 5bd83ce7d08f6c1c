//! Chats, mail and webhooks, as the publisher wants them.

use sparky_publisher::ChatKind;

use crate::config::{self, Target};
use crate::session::Session;

impl Session {
    pub(super) fn chat(&self, kind: config::ChatKind, target: &Target) -> anyhow::Result<ChatKind> {
        let url = target.secret(target.url_env.as_ref())?;
        Ok(match kind {
            config::ChatKind::Webhook => ChatKind::Webhook { url, key: target.secret(target.secret_env.as_ref())? },
            config::ChatKind::SlackWebhook => ChatKind::SlackWebhook { url },
            config::ChatKind::Discord => ChatKind::Discord { url },
        })
    }
}
