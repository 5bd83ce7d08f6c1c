//! Social networks: one post, however often it is published and whatever breaks in between; in the form each one wants.

use std::time::Duration;

use sparky_publisher::{Doors, NetworkKind, TargetKind, Web};
use sparky_schema::content::{ItemKind, Platform};
use sparky_schema::publication::{Status, TargetResult};

use crate::scene::{Scene, one};

mod bluesky;
mod linkedin;
mod mastodon;
mod x;

const TEXT: &str = "Merged: a parser\n\nhttps://example.org/daily";

fn id(platform: Platform) -> String {
    format!("social/2026-07-08/{}", platform.name())
}

/// Nobody is silent here, and a machine may be slow.
pub(crate) fn patient() -> Scene {
    Scene { patience: Duration::from_secs(20), ..Scene::new() }
}

/// One post for each network, of which every network takes its own.
fn scene(text: &str) -> Scene {
    let mut scene = patient();
    for platform in Platform::ALL {
        scene.add(ItemKind::Social, &id(platform), text);
        let item = scene.content.items.last_mut().unwrap();
        item.platform = Some(platform);
        item.text = Some(text.to_owned());
    }
    scene
}

fn post_mut(scene: &mut Scene, platform: Platform) -> &mut sparky_schema::content::Item {
    scene.content.items.iter_mut().find(|item| item.platform == Some(platform)).unwrap()
}

/// Publishes and says what became of the post for this network; nothing is said of the others but that they are skipped.
async fn publish(scene: &Scene, kind: &NetworkKind) -> TargetResult {
    let mut config = one(TargetKind::Network(kind.clone()));
    config.targets[0].items = vec![ItemKind::Social];
    let (own, others): (Vec<_>, Vec<_>) =
        scene.publish(&config).await.targets.into_iter().partition(|result| result.item == id(kind.platform()));
    assert!(others.iter().all(|result| result.status == Status::Skipped), "{others:?}");
    own.into_iter().next().unwrap()
}

async fn status(scene: &Scene, kind: &NetworkKind) -> Status {
    publish(scene, kind).await.status
}

/// What a check says; it writes nothing.
pub(crate) async fn checked(scene: &Scene, kind: TargetKind) -> Result<Vec<String>, String> {
    let (ledger, web) = (scene.ledger(), Web::new(scene.patience).unwrap());
    let doors = Doors { git: &scene.git, web: &web, ledger: &ledger, clock: &scene.clock };
    let (_, checked) = sparky_publisher::check(&one(kind), doors).await.remove(0);
    checked.map(|checked| checked.notes).map_err(|error| error.to_string())
}
