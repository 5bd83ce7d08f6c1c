//! The dashboard: what is on it, that nothing of it comes from elsewhere, and that strangers' text stays text.

use crate::scene::Scene;

fn site(scene: &Scene) -> (String, String, String) {
    let ran = scene.run(&["dashboard", "--out", "site"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "site/index.html\n"), "{}", ran.err);
    (scene.read("site/index.html"), scene.read("site/runs.html"), scene.read("site/digests.html"))
}

#[test]
fn it_shows_health_activity_people_runs_and_digests() {
    let scene = Scene::new(12);
    for period in ["daily", "weekly"] {
        assert_eq!(scene.run(&["run", period, "--repo", "./project", "--date", "2026-07-08"]).code, 0);
    }
    assert_eq!(scene.run(&["run", "daily", "--repo", "./project", "--date", "2026-07-07"]).code, 0);
    let (index, runs, digests) = site(&scene);
    for words in
        ["Health", "daily freshness", "Events a day", "<title>2026-07-08: 12</title>", "local&#x2f;project", "Ann"]
    {
        assert!(index.contains(words), "`{words}` is missing in {index}");
    }
    assert!(index.contains("Repositories in 2026-W28"), "the week says more than its days: {index}");
    assert!(runs.contains("2026-W28") && runs.contains("complete") && runs.contains("collect 0."), "{runs}");
    assert!(digests.contains("<a href=\"digests&#x2f;daily&#x2f;2026-07-08.html\">"), "{digests}");
    let copied = scene.read("site/digests/weekly/2026-W28.html");
    assert_eq!(copied, scene.read("data/runs/weekly/2026-W28/content/weekly/2026-W28.html"));
    for page in [index, runs, digests] {
        for outside in ["src=\"http", "<link", "@import", "url(", "fetch("] {
            assert!(!page.contains(outside), "`{outside}` loads something: {page}");
        }
    }
}

#[test]
fn what_strangers_wrote_is_shown_and_never_run() {
    let scene = Scene::new(0);
    scene.write("project/a.txt", "a");
    scene.git("project", &["add", "--all"], 0);
    scene.git(
        "project",
        &[
            "commit",
            "--quiet",
            "--author",
            "a\" onclick=\"alert(1) <x@example.com>",
            "-m",
            "fix: </script><img src=x onerror=alert(2)> \" onclick=\"x",
        ],
        0,
    );
    assert_eq!(scene.run(&["run", "daily", "--repo", "./project", "--date", "2026-07-08"]).code, 0);
    let (index, runs, digests) = site(&scene);
    for page in [index, runs, digests] {
        assert_eq!(page.matches("<script").count(), 1, "{page}");
        assert!(!page.contains("<img") && !page.contains("\" onclick"), "{page}");
    }
}

#[test]
fn with_nothing_known_it_says_so() {
    let scene = Scene::new(1);
    let (index, runs, digests) = site(&scene);
    assert!(index.contains("Digests are missing") && index.contains("nothing was run yet"), "{index}");
    assert!(runs.contains("Nothing was run yet") && digests.contains("There is no text yet"));
}
