//! Earlier issues, when a new one comes.

use serde_json::json;
use sparky_publisher::{GitHubKind, Older};
use sparky_schema::content::ItemKind;
use sparky_schema::publication::Status;
use sparky_testkit::Response;

use super::forge::Forge;
use crate::scene::{Scene, one, statuses};

fn kind(forge: &Forge, older: Older) -> GitHubKind {
    GitHubKind::Issue { github: forge.client(), repo: "octo/docs".to_owned(), rolling: false, older }
}

/// A scene of another day.
fn day(day: &str) -> Scene {
    let mut scene = Scene::new();
    scene.content.items.clear();
    scene.rendered.clear();
    scene.add(ItemKind::Daily, &format!("daily/{day}"), "# A day\n");
    scene
}

fn states(forge: &Forge) -> Vec<String> {
    forge.change(|world| world.issues.iter().map(|issue| issue["state"].as_str().unwrap().to_owned()).collect())
}

#[tokio::test]
async fn earlier_issues_of_the_kind_are_closed_and_no_others() {
    let forge = Forge::start();
    let older = Older { close: true, days: None };
    let mut first = day("2026-07-06");
    first.add(ItemKind::Weekly, "weekly/2026-W27", "# A week\n");
    first.publish(&one(kind(&forge, older))).await;
    // A person's, without a marker.
    forge.change(|world| world.issues.push(json!({ "number": 3, "title": "Bug", "body": "x", "state": "open" })));
    let scene = Scene::new();
    assert_eq!(scene.publish_to(kind(&forge, older)).await.status, Status::Published);
    assert_eq!(states(&forge), ["closed", "open", "open", "open"]);
    assert_eq!(forge.change(|world| world.issues[0]["state_reason"].clone()), "completed");
    let writes = forge.writes();
    assert_eq!(scene.publish_to(kind(&forge, older)).await.status, Status::Unchanged);
    // An issue that is filled in later closes nothing newer.
    assert_eq!(day("2026-07-07").publish_to(kind(&forge, older)).await.status, Status::Published);
    assert_eq!(forge.writes(), writes + 1);
}

#[tokio::test]
async fn issues_expire_after_some_days() {
    let forge = Forge::start();
    let older = Older { close: false, days: Some(7) };
    for (index, at) in ["2026-06-20T00:00:00Z", "2026-07-05T00:00:00Z"].iter().enumerate() {
        day(&format!("2026-06-{}", 20 + index)).publish_to(kind(&forge, Older::default())).await;
        forge.change(|world| world.issues[index]["created_at"] = json!(at));
    }
    Scene::new().publish_to(kind(&forge, older)).await;
    assert_eq!(states(&forge), ["closed", "open", "open"]);
}

#[tokio::test]
async fn an_issue_that_cannot_be_closed_takes_nothing_from_the_new_one() {
    let forge = Forge::start();
    let older = Older { close: true, days: None };
    day("2026-07-06").publish_to(kind(&forge, older)).await;
    let scene = Scene::new();
    // The answer to the new issue is lost, so that closing is left to the next.
    forge.change(|world| world.after = Some(Response::lost));
    let publication = scene.publish(&one(kind(&forge, older))).await;
    assert_eq!(statuses(&publication), [Status::Published]);
    assert_eq!(day("2026-07-09").publish_to(kind(&forge, older)).await.status, Status::Published);
    assert_eq!(states(&forge), ["closed", "closed", "open"]);
}
