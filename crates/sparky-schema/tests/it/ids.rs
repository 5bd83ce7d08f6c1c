//! Names and ids: what is accepted, what is refused, and what the refusal says.

use proptest::prelude::*;
use sparky_schema::ids::IdError;
use sparky_schema::{Login, RepoName, Sha, WindowId};

#[test]
fn repository_names() {
    for text in ["a/b", "tlswg/dtls13-spec", "A-1/.github", "x/...", "local/my_clone"] {
        assert_eq!(text.parse::<RepoName>().unwrap().to_string(), text);
    }
    for text in [
        "",
        "a",
        "a/",
        "/b",
        "a/b/c",
        "a/..",
        "../b",
        "./b",
        "a b/c",
        "a/b\n",
        "ä/b",
        "a/b?x",
        "-o/b",
        &format!("a/{}", "b".repeat(101)),
    ] {
        assert!(text.parse::<RepoName>().is_err(), "{text:?}");
    }
    let name: RepoName = "tlswg/dtls13-spec".parse().unwrap();
    assert_eq!((name.owner(), name.name()), ("tlswg", "dtls13-spec"));
}

#[test]
fn a_folder_always_has_a_name() {
    for (folder, expected) in
        [("tool", "local/tool"), ("my tool", "local/my-tool"), ("..", "local/repository"), ("", "local/repository")]
    {
        assert_eq!(RepoName::local(folder).as_str(), expected);
    }
}

#[test]
fn logins() {
    for text in ["ada", "github-actions", "a_corp", "x.y"] {
        assert_eq!(text.parse::<Login>().unwrap().as_str(), text);
    }
    for text in ["", "@ada", "dependabot[bot]", "a/b", "..", "a b"] {
        assert!(text.parse::<Login>().is_err(), "{text:?}");
    }
}

#[test]
fn object_ids() {
    for text in ["0123456789abcdef0123456789abcdef01234567".to_owned(), "a".repeat(64)] {
        let sha: Sha = text.parse().unwrap();
        assert_eq!((sha.as_str(), sha.short()), (text.as_str(), &text[..7]));
    }
    for text in ["", "abc1234", &"A".repeat(40), &"g".repeat(40), &"a".repeat(41)] {
        assert!(text.parse::<Sha>().is_err(), "{text:?}");
    }
}

#[test]
fn window_ids() {
    for text in ["2026-07-08", "2026-W28", "2026-07", "20260701T000000Z--20260715T000000Z"] {
        assert_eq!(text.parse::<WindowId>().unwrap().as_str(), text);
    }
    for text in ["", "2026", "2026-7-8", "2026-w28", "../2026-07", "2026-07-08 ", "20260701T000000Z", "latest"] {
        assert!(text.parse::<WindowId>().is_err(), "{text:?}");
    }
}

#[test]
fn a_refusal_says_what_to_write() {
    let error: IdError = "acme".parse::<RepoName>().unwrap_err();
    assert!(error.to_string().starts_with("`acme` is no repository name: write OWNER/NAME"), "{error}");
}

proptest! {
    #[test]
    fn what_is_accepted_is_safe_in_a_path(text in "[ -~]{0,8}/[ -~]{0,8}") {
        if let Ok(name) = text.parse::<RepoName>() {
            prop_assert_eq!(format!("{}/{}", name.owner(), name.name()), text);
            prop_assert!(std::path::Path::new(name.as_str()).components().all(|part| matches!(part, std::path::Component::Normal(_))));
            prop_assert_eq!(serde_json::from_str::<RepoName>(&serde_json::to_string(&name).unwrap()).unwrap(), name);
        }
    }

    #[test]
    fn every_folder_has_a_valid_name(folder in ".*") {
        let name = RepoName::local(&folder);
        prop_assert_eq!(name.as_str().parse::<RepoName>().unwrap(), name);
    }
}
