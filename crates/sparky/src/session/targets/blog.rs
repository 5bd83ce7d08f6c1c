//! Blogs, as the publisher wants them.

use sparky_publisher::BlogKind;

use crate::config::{self, Target};
use crate::session::Session;

impl Session {
    pub(super) fn blog(&self, kind: config::BlogKind, _: &Target) -> anyhow::Result<BlogKind> {
        match kind {}
    }
}
