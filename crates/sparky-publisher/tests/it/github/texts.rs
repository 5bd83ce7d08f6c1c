//! Comments, discussions and sections of release notes: one each, found again by a marker, never over a person's words.

use serde_json::{Value, json};
use sparky_publisher::{Config, GitHubKind};
use sparky_schema::content::ItemKind;
use sparky_schema::publication::Status;
use sparky_testkit::Response;

use super::forge::{Answer, Forge, World};
use crate::scene::{DAILY, Scene, one};

type Kind = fn(&Forge, bool) -> GitHubKind;
type Edit = fn(&str) -> String;
type Texts = fn(&mut World) -> &mut Value;

/// The kinds, where the text of the first one is, and what a token needs.
const KINDS: [(Kind, Texts, &str); 3] = [
    (
        |forge, rolling| {
            let (github, repo) = (forge.client(), "octo/docs".to_owned());
            GitHubKind::Comment { github, repo, issue: 7, rolling }
        },
        |world| &mut world.comments[0]["body"],
        "issues: write",
    ),
    (
        |forge, rolling| {
            let (github, repo, category) = (forge.client(), "octo/docs".to_owned(), "show and tell".to_owned());
            GitHubKind::Discussion { github, repo, category, rolling }
        },
        |world| &mut world.discussions[0]["body"],
        "discussions: write",
    ),
    (
        |forge, rolling| {
            let (github, repo, tag) = (forge.client(), "octo/docs".to_owned(), "v1".to_owned());
            GitHubKind::Release { github, repo, tag, rolling }
        },
        |world| &mut world.release["body"],
        "contents: write",
    ),
];

fn forge() -> Forge {
    with_release(Forge::start())
}

fn with_release(forge: Forge) -> Forge {
    let release =
        json!({ "id": 5, "tag_name": "v1", "body": "Notes of ours.\r\n", "html_url": "https://github.com/r/v1" });
    forge.change(|world| world.release = release);
    forge
}

fn lose_the_ledger(scene: &Scene) {
    std::fs::remove_dir_all(scene.path("data/ledger")).unwrap();
}

#[tokio::test]
async fn one_text_that_is_changed_in_place_also_without_the_ledger() {
    for (kind, text, _) in KINDS {
        let (mut scene, forge) = (Scene::new(), forge());
        let kind = kind(&forge, false);
        let result = scene.publish_to(kind.clone()).await;
        assert_eq!((result.status, result.error), (Status::Published, None));
        assert!(result.url.unwrap().starts_with("https://github.com/"));
        assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Unchanged);
        lose_the_ledger(&scene);
        assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Unchanged);
        assert_eq!(forge.writes(), 1);
        scene.content.items[0].body_markdown = "Much happened, says @octocat in #12.".to_owned();
        assert_eq!(scene.publish_to(kind.clone()).await.status, Status::Updated);
        let now = forge.change(|world| text(world).as_str().unwrap().to_owned());
        assert!(now.contains("Much happened") && !now.contains("@octocat") && !now.contains("#12"), "{now}");
        assert_eq!((scene.publish_to(kind).await.status, forge.writes()), (Status::Unchanged, 2));
    }
}

#[tokio::test]
async fn a_lost_answer_is_looked_up_and_never_sent_twice() {
    let troubles: [Answer; 3] = [Response::lost, || Response::text(502, "gateway"), || Response::text(201, "<html>")];
    for trouble in troubles {
        for (kind, _, _) in KINDS {
            let (scene, forge) = (Scene::new(), forge());
            forge.change(|world| world.after = Some(trouble));
            let result = scene.publish_to(kind(&forge, false)).await;
            assert_eq!((result.status, result.error), (Status::Published, None));
            assert_eq!(scene.publish_to(kind(&forge, false)).await.status, Status::Unchanged);
            assert_eq!(forge.writes(), 1);
        }
    }
}

#[tokio::test]
async fn what_a_person_did_stays() {
    let edits: [(Edit, &str); 2] =
        [(|text| text.replace("Little", "Nothing"), "changed"), (|_| "Mine".to_owned(), "removed")];
    for (edit, word) in edits {
        for (kind, text, _) in KINDS {
            let (mut scene, forge) = (Scene::new(), forge());
            scene.publish_to(kind(&forge, false)).await;
            forge.change(|world| {
                let text = text(world);
                *text = json!(edit(text.as_str().unwrap()));
            });
            scene.content.items[0].body_markdown = "Much happened.".to_owned();
            let result = scene.publish_to(kind(&forge, false)).await;
            let error = result.error.unwrap();
            assert_eq!(result.status, Status::Skipped, "{error}");
            assert!(error.contains(word) || error.contains("deleted"), "{error}");
            assert_eq!(forge.writes(), 1);
        }
    }
}

#[tokio::test]
async fn rolling_texts_show_the_newest_and_never_go_back() {
    for (kind, text, _) in KINDS {
        let (scene, forge) = (Scene::new(), forge());
        assert_eq!(scene.publish_to(kind(&forge, true)).await.status, Status::Published);
        let mut later = Scene::new();
        later.content.items[0].id = "daily/2026-07-09".to_owned();
        later.content.items[0].title = "The day after".to_owned();
        later.rendered.iter_mut().for_each(|file| file.item = "daily/2026-07-09".to_owned());
        assert_eq!(later.publish_to(kind(&forge, true)).await.status, Status::Updated);
        let result = scene.publish_to(kind(&forge, true)).await;
        assert!(result.status == Status::Skipped && result.error.unwrap().contains("which is newer"));
        let now = forge.change(|world| text(world).as_str().unwrap().to_owned());
        assert!(now.contains("2026-07-09") && !now.contains(DAILY), "{now}");
    }
}

#[tokio::test]
async fn a_stranger_with_a_marker_is_not_believed() {
    for (kind, _, _) in KINDS.into_iter().take(2) {
        let (scene, forge) = (Scene::new(), forge());
        forge.change(|world| world.role = "NONE");
        scene.publish_to(kind(&forge, false)).await;
        lose_the_ledger(&scene);
        forge.change(|world| {
            world.role = "OWNER";
            for text in world.comments.iter_mut().chain(&mut world.issues) {
                text["user"]["login"] = json!("mallory");
            }
        });
        assert_eq!(scene.publish_to(kind(&forge, false)).await.status, Status::Published);
        assert_eq!(forge.writes(), 2);
    }
}

#[tokio::test]
async fn notes_around_sections_stay_as_they_are() {
    let (mut scene, forge) = (Scene::new(), forge());
    scene.add(ItemKind::Weekly, "weekly/2026-W28", "# A week\n");
    scene.content.items[1].body_markdown = "<!-- sparky begin=docs/daily/2026-07-08 --> A week.".to_owned();
    let kind = KINDS[2].0(&forge, false);
    scene.publish(&one(kind.clone())).await;
    forge.change(|world| {
        let body = &mut world.release["body"];
        *body = json!(format!("{}\nThanks to all.\n", body.as_str().unwrap()));
    });
    scene.content.items[0].body_markdown = "Much happened.".to_owned();
    let publication = scene.publish(&one(kind)).await;
    assert_eq!(crate::scene::statuses(&publication), [Status::Updated, Status::Unchanged]);
    let body = forge.change(|world| world.release["body"].as_str().unwrap().to_owned());
    assert!(body.starts_with("Notes of ours.") && body.ends_with("Thanks to all.\n"), "{body}");
    assert!(body.find("Much happened.").unwrap() < body.find("A week.").unwrap(), "{body}");
    assert!(!body.contains("Little happened.\n\n<!-- sparky key=docs/daily"), "{body}");
}

#[tokio::test]
async fn refusals_say_what_the_token_needs() {
    for (kind, _, permission) in KINDS {
        let (scene, forge) = (Scene::new(), forge());
        forge.change(|world| {
            world.refusal =
                Some(|| Response::json(403, &json!({ "message": "Resource not accessible by integration" })));
        });
        let result = scene.publish_to(kind(&forge, false)).await;
        let error = result.error.unwrap();
        assert!(result.status == Status::Failed && error.contains(permission), "{error}");
        forge.change(|world| world.refusal = Some(|| Response::json(410, &json!({ "message": "This was deleted" }))));
        let result = scene.publish_to(kind(&forge, false)).await;
        assert_eq!(result.status, Status::Failed, "{:?}", result.error);
        forge.change(|world| world.refusal = None);
        assert_eq!(scene.publish_to(kind(&forge, false)).await.status, Status::Published);
    }
}

#[tokio::test]
async fn places_that_do_not_exist_are_named() {
    let (scene, forge) = (Scene::new(), forge());
    let (github, repo) = (forge.client(), "octo/docs".to_owned());
    let category = "News".to_owned();
    let kind = GitHubKind::Discussion { github: github.clone(), repo: repo.clone(), category, rolling: false };
    let error = scene.publish_to(kind).await.error.unwrap();
    assert!(error.contains("`News`") && error.contains("Show and tell"), "{error}");
    let kind = GitHubKind::Release { github: github.clone(), repo: repo.clone(), tag: "v2".to_owned(), rolling: false };
    let error = scene.publish_to(kind).await.error.unwrap();
    assert!(error.contains("no release with the tag `v2`"), "{error}");
    let kind = GitHubKind::Comment { github, repo, issue: 8, rolling: false };
    let error = scene.publish_to(kind).await.error.unwrap();
    assert!(error.contains("check `repo`"), "{error}");
    assert_eq!(forge.writes(), 0);
}

#[tokio::test]
async fn what_is_withdrawn_is_gone_and_something_newer_is_not() {
    for (kind, text, _) in KINDS {
        let (scene, forge) = (Scene::new(), forge());
        let config = one(kind(&forge, false));
        scene.publish(&config).await;
        let result = scene.withdraw(&config).await;
        assert_eq!((result.status, result.error), (Status::Withdrawn, None));
        let now = forge.change(|world| text(world).as_str().unwrap().to_owned());
        assert!(!now.contains("Little happened"), "{now}");
        assert_eq!(scene.publish(&config).await.targets[0].status, Status::Withdrawn);
        assert_eq!(forge.writes(), 2);

        let (scene, forge) = (Scene::new(), self::forge());
        let config = one(kind(&forge, true));
        scene.publish(&config).await;
        forge.change(|world| {
            let text = text(world);
            *text = json!(text.as_str().unwrap().replace("item=daily/2026-07-08", "item=daily/2026-07-09"));
        });
        assert_eq!(scene.withdraw(&config).await.status, Status::Withdrawn);
        assert_eq!(forge.writes(), 1);
    }
}

#[tokio::test]
async fn dry_runs_and_looks_write_nothing() {
    for (kind, _, _) in KINDS {
        let (scene, forge) = (Scene::new(), forge());
        let config = one(kind(&forge, false));
        let checked = scene.check(&config).await.unwrap();
        assert!(checked.told && checked.notes.len() == 1, "{checked:?}");
        let published = scene.publish_in_full(&Config { dry_run: true, ..config }).await;
        assert!(published.requests[0].body.contains("Little happened."), "{:?}", published.requests);
        assert_eq!(forge.writes(), 0);
    }
}

#[tokio::test]
async fn answers_of_another_shape_are_read_or_refused_and_never_crash() {
    let rest = KINDS.iter().filter(|(_, _, needs)| *needs != "discussions: write");
    for (kind, _, _) in rest {
        for seed in 0..10 {
            let mut answers = seed * 100;
            let forge = with_release(Forge::changing(move |answer| {
                answers += 1;
                if answers % 2 == 0 { answer.reshaped(answers) } else { answer }
            }));
            let scene = Scene::new();
            for _ in 0..2 {
                let result = scene.publish_to(kind(&forge, false)).await;
                assert!(result.status != Status::Failed || result.error.is_some(), "seed {seed}: {result:?}");
            }
        }
    }
}
