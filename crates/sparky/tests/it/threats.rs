//! What a stranger who can write the data branch may try: the run fails and says why, and nothing outside is touched.

use sparky_testkit::{FakeService, Response};

use crate::scene::Scene;
use crate::shards::Team;

const DAY: [&str; 6] = ["run", "daily", "--org", "acme", "--date", "2026-01-14"];

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_in_the_data_folder() {
    for (folder, name) in
        [("data/facts/acme", "project-1"), ("data/history", "counts"), ("data/runs/daily", "2026-01-14")]
    {
        let team = Team::new();
        assert_eq!(team.run(&["run", "daily", "--org", "acme", "--date", "2026-01-12"]).code, 0);
        std::fs::create_dir(team.scene.path("outside")).unwrap();
        let link = team.scene.path(folder).join(name);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        let _ = std::fs::remove_dir_all(&link);
        std::os::unix::fs::symlink(team.scene.path("outside"), &link).unwrap();
        let ran = team.run(&DAY);
        assert!(ran.code == 1 && ran.err.contains("is a symbolic link"), "{} {}", ran.code, ran.err);
        assert_eq!(std::fs::read_dir(team.scene.path("outside")).unwrap().count(), 0, "{folder}/{name}");
    }
}

#[test]
fn a_document_that_names_a_file_outside_publishes_none() {
    let team = Team::new();
    team.scene.write("sparky.toml", "[[targets]]\nname = \"site\"\nkind = \"folder\"\npath = \"site\"\n");
    team.scene.write("secret.md", "hush");
    assert_eq!(team.run(&DAY).code, 0);
    let content = team.scene.read("data/runs/daily/2026-01-14/content.json");
    let hostile = content.replace("\"daily/2026-01-14.md\"", "\"../../../../../secret.md\"");
    assert_ne!(hostile, content);
    team.scene.write("data/runs/daily/2026-01-14/content.json", &hostile);
    let ran = team.run(&["publish", "daily", "--date", "2026-01-14"]);
    assert!(ran.code == 1 && ran.err.contains("leads out of its folder"), "{} {}", ran.code, ran.err);
    assert!(!team.scene.path("site").exists());
    // Nor does a page of the dashboard hold it.
    assert_eq!(team.run(&["dashboard", "--out", "board"]).code, 0);
    let archive = team.scene.read("board/digests.html");
    assert!(!archive.contains("hush"));
}

#[test]
fn facts_that_are_endless_or_broken_are_read_again() {
    let team = Team::new();
    assert_eq!(team.run(&DAY).code, 0);
    let whole = team.scene.read("data/runs/daily/2026-01-14/analysis.json");
    let month = "data/facts/acme/project-4/issues/2026-01.ndjson";
    for text in ["\0".repeat(1 << 20), "[".repeat(1 << 22), "{\"number\":1}\n".repeat(1 << 16)] {
        team.scene.write(month, &text);
        let ran = team.run(&DAY);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(team.scene.read("data/runs/daily/2026-01-14/analysis.json"), whole);
    }
}

#[test]
fn a_redirect_carries_no_token_elsewhere() {
    let elsewhere = FakeService::start(|_| Response::text(200, "{}"));
    let there = format!("{}/taken", elsewhere.url());
    let service = FakeService::start(move |_| Response::text(307, "").with("location", &there));
    let (api, hook) = (format!("{}/graphql", service.url()), format!("{}/hook", service.url()));
    let variables =
        [("GITHUB_GRAPHQL_URL", api.as_str()), ("GITHUB_TOKEN", "t"), ("HOOK", hook.as_str()), ("KEY", "k")];
    let scene = Scene::new(3);
    let ran = scene.run_with(&["run", "daily", "--repo", "acme/tool", "--date", "2026-07-08"], &variables);
    assert!(ran.code != 0, "{}", ran.out);
    scene.write(
        "sparky.toml",
        "[[targets]]\nname = \"team\"\nkind = \"webhook\"\nurl_env = \"HOOK\"\nsecret_env = \"KEY\"\n",
    );
    let day = ["run", "daily", "--repo", "./project", "--date", "2026-07-08", "--publish"];
    assert_eq!(scene.run_with(&day, &variables).code, 3);
    let asked = service.log();
    assert!(
        asked.iter().any(|request| request.path == "/graphql") && asked.iter().any(|request| request.path == "/hook")
    );
    assert!(elsewhere.log().is_empty(), "{:?}", elsewhere.log());
}
