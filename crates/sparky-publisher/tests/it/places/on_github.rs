//! GitHub: texts, and files of a repository.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use sparky_github::{GitHub, Settings};
use sparky_publisher::{GitHubKind, Older};
use sparky_testkit::{FakeService, TestClock};

use super::Place;
use crate::github::forge::Forge;
use crate::scene::{Clock, Scene};

fn client(base: &str) -> Arc<GitHub> {
    let http = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
    let settings = Settings { max_wait: Duration::ZERO, ..Settings::of(format!("{base}/graphql"), "t") };
    let clock = Arc::new(Clock(TestClock::at("2026-07-09T06:00:00Z")));
    Arc::new(GitHub::new(&settings, http, clock).unwrap())
}

/// A kind by its name.
type OnGitHub = (&'static str, fn(Arc<GitHub>) -> GitHubKind);

/// Comments, discussions, issues and notes of releases.
pub(super) fn texts() -> Vec<Place> {
    let kinds: [OnGitHub; 4] = [
        ("github-issue", |github| GitHubKind::Issue {
            github,
            repo: "octo/docs".to_owned(),
            rolling: false,
            older: Older::default(),
        }),
        ("github-comment", |github| GitHubKind::Comment {
            github,
            repo: "octo/docs".to_owned(),
            issue: 7,
            rolling: false,
        }),
        ("github-discussion", |github| {
            let (repo, category) = ("octo/docs".to_owned(), "show and tell".to_owned());
            GitHubKind::Discussion { github, repo, category, rolling: false }
        }),
        ("github-release", |github| {
            let (repo, tag) = ("octo/docs".to_owned(), "v1".to_owned());
            GitHubKind::Release { github, repo, tag, rolling: false }
        }),
    ];
    let place = |(name, kind): OnGitHub| {
        let forge = Rc::new(Forge::start());
        let release = json!({ "id": 5, "tag_name": "v1", "body": "Notes.", "html_url": "https://github.com/r/v1" });
        forge.change(|world| world.release = release);
        let base = forge.service.url();
        let kind = move || kind(client(&base)).into();
        let meddled = Rc::clone(&forge);
        let posts = move || {
            forge.change(|world| {
                let sections = world.release["body"].as_str().unwrap().matches("## A quiet day").count();
                world.comments.len() + world.discussions.len() + world.issues.len() + sections
            })
        };
        let service = move |act: &mut dyn FnMut(&FakeService)| act(&meddled.service);
        Place { name: name.to_owned(), kind: Box::new(kind), service: Box::new(service), copies: Box::new(posts) }
    };
    kinds.into_iter().map(place).collect()
}

/// Files by commits through the API, or by a pull request.
pub(super) fn docs(review: bool) -> Place {
    let (scene, forge) = (Scene::fast(), Rc::new(Forge::start()));
    let bare = scene.bare("docs.git");
    forge.change(|world| world.repository = Some(bare.path.clone()));
    let (base, meddled) = (forge.service.url(), Rc::clone(&forge));
    let kind = move || {
        let (repo, path) = ("octo/docs".to_owned(), "content/updates".to_owned());
        GitHubKind::Docs { github: client(&base), repo, branch: None, path, review }.into()
    };
    let copies = move || {
        let _keeps = &scene;
        let pulls = forge.change(|world| world.pulls.len());
        let commits: usize = bare.git(&["rev-list", "--all", "--count"]).parse().unwrap();
        match (review, pulls, commits - 1) {
            (true, 0, 1) => 0,
            (true, pulls, commits) => pulls.max(commits),
            (false, _, commits) => commits,
        }
    };
    let name = if review { "docs-github (review)" } else { "docs-github" };
    let service = move |act: &mut dyn FnMut(&FakeService)| act(&meddled.service);
    Place { name: name.to_owned(), kind: Box::new(kind), service: Box::new(service), copies: Box::new(copies) }
}
