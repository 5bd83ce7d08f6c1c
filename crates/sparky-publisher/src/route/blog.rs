//! The way to blogs.

use crate::config::BlogKind;
use crate::deliver::{Came, Errand};

pub(super) async fn run(kind: &BlogKind, _: &Errand<'_>) -> Came {
    match *kind {}
}
