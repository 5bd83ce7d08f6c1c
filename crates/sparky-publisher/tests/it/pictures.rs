//! Pictures: they go with the first post, described; one that is not taken is left out, and a post never comes twice for it.

use sparky_publisher::{Config, NetworkKind, Rendered, TargetKind};
use sparky_schema::content::{Card, ItemKind};
use sparky_schema::publication::Status;
use sparky_testkit::{Meddling, Received, Response};

use crate::networks::patient;
use crate::scene::{Scene, one};
use crate::storm::{Place, places};

const ID: &str = "social/2026-07-08";
const SAYS: &str = "Two pull requests merged, none waits";

fn scene(text: &str, size: usize) -> Scene {
    let mut scene = patient();
    scene.content.items.clear();
    scene.add(ItemKind::Social, ID, text);
    let item = &mut scene.content.items[0];
    item.text = Some(text.to_owned());
    item.files.push("social.card.png".to_owned());
    item.card = Some(Card { file: "social.card.png".to_owned(), alternative: SAYS.to_owned() });
    let bytes = [b"\x89PNG\r\n\x1a\n".as_slice(), &vec![7; size]].concat();
    scene.rendered.push(Rendered { item: ID.to_owned(), path: "social.card.png".to_owned(), bytes });
    scene
}

fn networks() -> Vec<Place> {
    places().into_iter().filter(|place| matches!(place.kind, TargetKind::Network(_))).collect()
}

fn config(place: &Place) -> Config {
    let mut config = one(place.kind.clone());
    config.targets[0].items = vec![ItemKind::Social];
    config
}

fn is_upload(received: &Received) -> bool {
    ["media", "uploadBlob", "images", "dms-uploads"].iter().any(|word| received.path.contains(word))
}

/// The requests of a service: of pictures, and the last one that posted.
fn sent(place: &Place) -> (usize, String) {
    let (mut uploads, mut post) = (0, String::new());
    (place.service)(&mut |service| {
        for received in service.log().iter().filter(|received| received.method != "GET") {
            if is_upload(received) {
                uploads += 1;
            } else if !received.path.ends_with("createSession") {
                post.clone_from(&received.body);
            }
        }
    });
    (uploads, post)
}

async fn publish(scene: &Scene, config: &Config) -> Status {
    let result = scene.publish(config).await.targets.remove(0);
    assert!(result.status != Status::Failed || result.error.is_some());
    result.status
}

#[tokio::test]
async fn a_picture_goes_with_a_post_also_in_the_card_of_a_link_and_is_not_sent_again() {
    for text in ["Merged: a parser", "Merged: a parser\n\nhttps://example.org/daily"] {
        for place in networks() {
            let (scene, config) = (scene(text, 8), config(&place));
            assert_eq!(publish(&scene, &config).await, Status::Published, "{:?}", place.kind);
            let (uploads, post) = sent(&place);
            assert!(uploads > 0 && !post.contains("${picture}"), "{post}");
            let names = ["media_ids", "thumb", "app.bsky.embed.images", "urn:li:image"];
            assert!(names.iter().any(|name| post.contains(name)), "{post}");
            assert_eq!(publish(&scene, &config).await, Status::Unchanged);
            assert_eq!((sent(&place).0, (place.posts)()), (uploads, 1));
        }
    }
}

#[tokio::test]
async fn what_is_too_large_refused_or_not_wanted_is_left_out() {
    for place in networks() {
        let (scene, mut config) = (scene("Merged: a parser", 20 * 1024 * 1024), config(&place));
        assert_eq!(publish(&scene, &config).await, Status::Published);
        let (uploads, post) = sent(&place);
        assert!(
            uploads == 0 && !post.contains("${picture}") && !post.contains("media") && !post.contains("embed"),
            "{post}"
        );
        config.targets[0].rules.without_picture = true;
        config.targets[0].name = "other".to_owned();
        assert_eq!(sent(&place).0, 0);
    }
    for status in [403, 413, 422] {
        for place in networks() {
            let (scene, config) = (scene("Merged: a parser", 8), config(&place));
            (place.service)(&mut |service| {
                service.meddle(move |received| {
                    is_upload(received).then(|| Meddling::Before(Response::text(status, "{\"error\":\"no\"}")))
                });
            });
            assert_eq!(publish(&scene, &config).await, Status::Published, "{status} {:?}", place.kind);
            assert_eq!(publish(&scene, &config).await, Status::Unchanged);
            assert_eq!((place.posts)(), 1);
        }
    }
    for place in networks() {
        let (scene, mut config) = (scene("Merged: a parser", 8), config(&place));
        config.targets[0].rules.without_picture = true;
        assert_eq!((publish(&scene, &config).await, sent(&place).0), (Status::Published, 0));
    }
}

#[tokio::test]
async fn when_nobody_knows_of_the_picture_nothing_is_posted_and_the_next_run_posts() {
    for place in networks() {
        let (scene, config) = (scene("Merged: a parser", 8), config(&place));
        (place.service)(&mut |service| {
            service.meddle(|received| is_upload(received).then(|| Meddling::After(Response::lost())));
        });
        assert_eq!(publish(&scene, &config).await, Status::Failed, "{:?}", place.kind);
        assert_eq!((place.posts)(), 0);
        (place.service)(&mut |service| service.calm());
        assert_eq!(publish(&scene, &config).await, Status::Published);
        assert_eq!(publish(&scene, &config).await, Status::Unchanged);
        assert_eq!((place.posts)(), 1);
    }
}

#[tokio::test]
async fn pictures_are_described_where_the_network_has_descriptions() {
    for place in networks() {
        let (scene, config) = (scene("Merged: a parser", 8), config(&place));
        assert_eq!(publish(&scene, &config).await, Status::Published);
        let mut is_described = false;
        (place.service)(&mut |service| {
            is_described = service.log().iter().any(|received| received.body.contains(SAYS))
        });
        assert!(is_described, "{:?}", place.kind);
        assert!(!matches!(place.kind, TargetKind::Network(NetworkKind::Mastodon(_))) || (place.writes)() == 2);
    }
}
