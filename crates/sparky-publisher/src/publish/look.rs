//! Asks targets without posting. It must not know how a target works.

use futures::future::join_all;

use super::{Doors, is_asked_for};
use crate::config::Config;
use crate::deliver::{Came, Checked, Errand, Task};
use crate::error::Error;
use crate::route;

/// Asks every target that is used whether it is there, allows it and takes more, side by side; posts nothing.
pub async fn check(config: &Config, doors: Doors<'_>) -> Vec<(String, Result<Checked, Error>)> {
    let used = config.targets.iter().filter(|target| is_asked_for(target, config));
    let asked = used.map(async |target| {
        let errand = Errand::new(target, config, doors, Task::Check);
        match route::run(&errand).await {
            Came::Checked(checked) => (target.name.clone(), checked),
            _ => (target.name.clone(), Ok(Checked::untold())),
        }
    });
    join_all(asked).await
}
