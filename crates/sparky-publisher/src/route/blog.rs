//! The way to blogs.

use std::sync::OnceLock;

use crate::config::BlogKind;
use crate::deliver::{Came, Errand};
use crate::targets::{Devto, Export, Ghost, Hashnode, WordPress};

pub(super) async fn run(kind: &BlogKind, errand: &Errand<'_>) -> Came {
    let (web, target, site) = (errand.doors.web, errand.target.name.as_str(), &errand.config.site);
    match kind {
        BlogKind::Devto { url, key, blog } => errand.service(&Devto { web, target, url, key, blog, site }).await,
        BlogKind::Ghost { url, key, blog } => {
            let clock = errand.doors.clock;
            errand.service(&Ghost { web, target, url, key, blog, site, clock }).await
        }
        BlogKind::WordPress { site: place, blog } => {
            errand.service(&WordPress::new(web, target, place, blog, site)).await
        }
        BlogKind::Hashnode { url, publication, token, blog } => {
            let id = OnceLock::new();
            errand.service(&Hashnode { web, target, url, publication, token, blog, site, id }).await
        }
        BlogKind::Export { path, blog } => errand.mirror(&Export { path, blog, site }).await,
    }
}
