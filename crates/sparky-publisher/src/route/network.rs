//! The way to social networks.

use crate::config::NetworkKind;
use crate::deliver::{Came, Errand};

pub(super) async fn run(kind: &NetworkKind, _: &Errand<'_>) -> Came {
    match *kind {}
}
