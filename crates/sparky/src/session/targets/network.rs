//! Social networks, as the publisher wants them.

use sparky_publisher::NetworkKind;

use crate::config::{self, Target};
use crate::session::Session;

impl Session {
    pub(super) fn network(&self, kind: config::NetworkKind, _: &Target) -> anyhow::Result<NetworkKind> {
        match kind {}
    }
}
