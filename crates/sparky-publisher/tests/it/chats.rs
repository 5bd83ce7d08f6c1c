//! Chats and mail: one message in the form each one wants, or a person is asked.

mod email;
mod slack;
mod teams;
mod telegram;

use sparky_publisher::ChatKind;
use sparky_schema::publication::{Status, TargetResult};

use crate::networks::patient;
use crate::scene::Scene;

const TEXT: &str = "Two pull requests were merged.\n\n## Parser & more\n\n- **Parser**: [octo/docs#9](https://github.com/octo/docs/pull/9) by @ann, `<b>`\n\n---\n\nThe end.";

fn scene() -> Scene {
    let mut scene = patient();
    scene.content.items[0].body_markdown = TEXT.to_owned();
    scene
}

async fn publish(scene: &Scene, kind: &ChatKind) -> TargetResult {
    scene.publish_to(kind.clone()).await
}

async fn status(scene: &Scene, kind: &ChatKind) -> Status {
    publish(scene, kind).await.status
}
