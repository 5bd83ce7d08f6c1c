//! Networks, chats and mail from the command line: what is configured is what would be sent, without a secret.

use serde_json::json;
use sparky_testkit::{FakeService, Response};

use crate::scene::Scene;

fn configured(base: &str) -> String {
    let kinds = [
        ("mastodon", "token_env = \"SECRET\"\nvisibility = \"unlisted\"\nlanguage = \"en\"\nthread = true", true),
        ("bluesky", "handle = \"@news.example.org\"\npassword_env = \"SECRET\"", true),
        ("x", "token_env = \"SECRET\"", true),
        ("linkedin", "author = \"urn:li:person:abc\"\ntoken_env = \"SECRET\"\nvisibility = \"connections\"", true),
        ("slack", "channel = \"C1\"\ntoken_env = \"SECRET\"", true),
        ("telegram", "chat_id = -1001\ntoken_env = \"SECRET\"", true),
        ("teams", "url_env = \"HOOK\"", false),
        ("email", "url_env = \"HOOK\"\nfrom = \"news@example.org\"\nto = [\"ann@example.org\"]", false),
    ];
    let target = |(kind, keys, has_base): &(&str, &str, bool)| {
        let base = if *has_base { format!("base_url = \"{base}\"\n") } else { String::new() };
        format!("[[targets]]\nname = \"{kind}\"\nkind = \"{kind}\"\n{base}{keys}\n")
    };
    kinds.iter().map(target).collect()
}

const SECRETS: [(&str, &str); 2] = [("SECRET", "hunter2"), ("HOOK", "https://hooks.invalid/hunter2")];

#[test]
fn a_dry_run_shows_what_each_of_them_would_get() {
    let service = FakeService::start(|_| Response::json(404, &json!({ "error": "not_found" })));
    let scene = Scene::new(2);
    assert_eq!(scene.run(&["run", "daily", "--repo", "./project", "--date", "2026-07-08"]).code, 0);
    scene.write("sparky.toml", &configured(&service.url()));
    let ran = scene.run_with(&["publish", "daily", "--date", "2026-07-08", "--dry-run"], &SECRETS);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let base = service.url();
    for line in [
        format!("POST {base}/api/v1/statuses\n"),
        format!("POST {base}/xrpc/com.atproto.repo.putRecord\n"),
        format!("POST {base}/2/tweets\n"),
        format!("POST {base}/rest/posts\n"),
        format!("POST {base}/api/chat.postMessage\n"),
        format!("POST {base}/bot${{SECRET}}/sendMessage\n"),
        "POST ${HOOK}\n".to_owned(),
        "SMTP ${HOOK}\n".to_owned(),
        "authorization: Bearer ${SECRET}\n".to_owned(),
        "\"visibility\":\"unlisted\"".to_owned(),
        "\"visibility\":\"CONNECTIONS\"".to_owned(),
        "\"chat_id\":\"-1001\"".to_owned(),
        "\"repo\":\"news.example.org\"".to_owned(),
    ] {
        assert!(ran.out.contains(&line), "{line} in {}", ran.out);
    }
    assert!(!ran.out.contains("hunter2") && service.writes() == 0);
}

#[test]
fn what_is_missing_is_named_and_holds_back_no_other() {
    let scene = Scene::new(2);
    assert_eq!(scene.run(&["run", "daily", "--repo", "./project", "--date", "2026-07-08"]).code, 0);
    let words = ["publish", "daily", "--date", "2026-07-08", "--dry-run"];
    let x = "[[targets]]\nname = \"x\"\nkind = \"x\"\nconsumer_key_env = \"SECRET\"\n";
    let loud = "[[targets]]\nname = \"m\"\nkind = \"mastodon\"\nbase_url = \"https://m.invalid\"\ntoken_env = \"SECRET\"\nvisibility = \"loud\"\n";
    let empty = "[[targets]]\nname = \"t\"\nkind = \"teams\"\nurl_env = \"NOTHING\"\n";
    scene.write("sparky.toml", &[x, loud, empty].concat());
    let ran = scene.run_with(&words, &SECRETS);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let said = format!("{}{}", ran.out, ran.err);
    for word in ["consumer_secret_env", "unlisted", "NOTHING"] {
        assert!(said.contains(word), "{word} in {said}");
    }
}
