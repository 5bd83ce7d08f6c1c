//! In which environment git runs, whatever the caller's own looks like.

use std::process::Command;

use sparky_git::Git;

use crate::scene::Scene;

#[cfg(unix)]
#[tokio::test]
async fn settings_and_variables_go_through_the_environment_and_never_through_arguments() {
    let scene = Scene::new();
    let program = scene.program("echo \"arguments: $*\"; env");
    let git = Git::new(program);
    let run = git.run(scene.path(), ["push"]);
    let run = run.setting("http.extraHeader", "Authorization: s3cret").variable("GIT_AUTHOR_NAME", "Sparky");
    let shown = run.text().await.unwrap();
    assert!(shown.contains("arguments: push\n"), "{shown}");
    for line in ["GIT_AUTHOR_NAME=Sparky", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C", "GIT_ASKPASS="] {
        assert!(shown.lines().any(|shown| shown == line), "{line} is not in {shown}");
    }
    assert!(shown.contains("=Authorization: s3cret\n"), "{shown}");
}

#[tokio::test]
async fn the_repository_cannot_run_anything_of_its_own() {
    let scene = Scene::with_repository().await;
    for (setting, expected) in
        [("core.hooksPath", "/dev/null"), ("core.fsmonitor", "false"), ("commit.gpgSign", "false")]
    {
        scene.text(&["config", setting, "theirs"]).await.unwrap();
        assert_eq!(scene.text(&["config", "--get", setting]).await.unwrap().trim(), expected);
    }
}

#[tokio::test]
async fn a_setting_of_one_run_wins_over_the_fixed_ones() {
    let scene = Scene::with_repository().await;
    let run = scene.git.run(scene.path(), ["config", "--get", "core.quotePath"]).setting("core.quotePath", "true");
    assert_eq!(run.text().await.unwrap(), "true\n");
}

/// The environment of a process is set from outside: this runs the test below in one that a hook or somebody who
/// looks for a fault might have left.
#[test]
fn the_callers_own_repository_and_traces_are_forgotten() {
    let mut inner = Command::new(std::env::current_exe().unwrap());
    inner.args(["--exact", "environment::inside_of_a_hook", "--ignored"]);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_INDEX_FILE"] {
        inner.env(name, "/nowhere");
    }
    inner.env("GIT_TRACE", "1").env("GIT_CONFIG_PARAMETERS", "'core.bare'='true'").env("LC_ALL", "de_DE.UTF-8");
    let output = inner.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
#[ignore = "run by the test above, in an environment of its own"]
async fn inside_of_a_hook() {
    let scene = Scene::with_repository().await;
    assert_eq!(scene.text(&["rev-parse", "--git-dir"]).await.unwrap(), ".git\n");
    assert_eq!(scene.text(&["rev-parse", "--is-bare-repository"]).await.unwrap(), "false\n");
    let error = scene.text(&["rev-parse", "--verify", "absent"]).await.unwrap_err().to_string();
    assert!(error.contains("fatal: Needed a single revision") && !error.contains("trace"), "{error}");
}
