//! Asks targets without posting. It must not know how a target works.

use futures::future::join_all;

use super::{Doors, is_asked_for};
use crate::config::{Config, TargetKind};
use crate::deliver::{Came, Checked, Errand, Task};
use crate::error::Error;
use crate::route;
use crate::web::Web;

/// Asks every target that is used whether it is there, allows it and takes more, side by side; posts nothing.
pub async fn check(config: &Config, doors: Doors<'_>) -> Vec<(String, Result<Checked, Error>)> {
    let used = config.targets.iter().filter(|target| is_asked_for(target, config));
    let asked = used.map(async |target| {
        let web = doors.web.listening();
        let errand = Errand::new(target, config, Doors { web: &web, ..doors }, Task::Check);
        match route::run(&errand).await {
            Came::Checked(checked) => {
                (target.name.clone(), checked.map(|checked| with(checked, allowance(&target.kind, &web))))
            }
            _ => (target.name.clone(), Ok(Checked::untold())),
        }
    });
    join_all(asked).await
}

fn with(checked: Checked, more: Vec<String>) -> Checked {
    Checked { notes: checked.notes.into_iter().chain(more).collect(), ..checked }
}

/// What the secret may do there, and how much of it is left, as far as the service said so.
fn allowance(kind: &TargetKind, web: &Web) -> Vec<String> {
    let TargetKind::GitHub(kind) = kind else { return web.heard() };
    let (github, scopes) = (kind.github(), kind.github().standing().scopes);
    let scopes = scopes.filter(|scopes| !scopes.is_empty()).map(|scopes| format!("scopes: {}", scopes.join(", ")));
    let left =
        github.calls_left().or(github.stats().remaining).map(|left| format!("requests left in this hour: {left}"));
    scopes.into_iter().chain(left).collect()
}
