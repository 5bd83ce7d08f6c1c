//! The way to social networks.

use crate::config::NetworkKind;
use crate::deliver::{Came, Errand};
use crate::targets::{Bluesky, LinkedIn, Mastodon, X};

pub(super) async fn run(kind: &NetworkKind, errand: &Errand<'_>) -> Came {
    let (web, clock, target) = (errand.doors.web, errand.doors.clock, errand.target.name.as_str());
    match kind {
        NetworkKind::Mastodon(account) => errand.service(&Mastodon::new(web, clock, target, account)).await,
        NetworkKind::Bluesky(account) => errand.service(&Bluesky::new(web, clock, target, account)).await,
        NetworkKind::X(account) => errand.service(&X { web, clock, account }).await,
        NetworkKind::LinkedIn(account) => errand.service(&LinkedIn { web, account }).await,
    }
}
