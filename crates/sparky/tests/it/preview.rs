//! `preview`: a digest with nothing configured, and nothing left where the user stands.

use crate::scene::Scene;

#[test]
fn the_newest_week_of_a_clone_becomes_a_page_outside_of_the_users_folder() {
    let scene = Scene::new(3);
    let temporary = scene.path("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let temporary = temporary.to_str().unwrap();
    let ran = scene.run_with(&["preview", "--no-open", "--repo", "./project"], &[("TMPDIR", temporary)]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = ran.out.lines().find(|line| line.ends_with("weekly/2026-W28.html")).unwrap();
    assert!(page.starts_with(temporary) && std::path::Path::new(page).is_file(), "{page}");
    assert!(!scene.path("data").exists());
    let day = scene.run_with(
        &["preview", "--no-open", "--period", "daily", "--date", "2026-07-08", "--repo", "./project"],
        &[("TMPDIR", temporary)],
    );
    assert!(day.code == 0 && day.out.contains("daily/2026-07-08.html"), "{}", day.err);
}

#[test]
fn where_there_is_nothing_to_show_it_says_so() {
    let scene = Scene::new(1);
    let ran = scene.run(&["preview", "--no-open"]);
    assert_eq!((ran.code, ran.err.contains("nothing to collect")), (2, true), "{}", ran.err);
}
