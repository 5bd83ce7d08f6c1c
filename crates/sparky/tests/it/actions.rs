//! The steps of the action, run as the runner runs them: its scripts, its variables, its files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sparky_testkit::{FakeService, Response};

use crate::shards::Team;

/// Where the branch is, as the runner is told.
const REMOTE: &str = "state-remote";

/// A machine that was never used before.
pub(crate) struct Runner<'a> {
    team: &'a Team,
    name: &'static str,
}

impl<'a> Runner<'a> {
    pub(crate) fn new(team: &'a Team, name: &'static str) -> Self {
        std::fs::create_dir(team.scene.path(name)).unwrap();
        Self { team, name }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.team.scene.path(self.name).join(name)
    }

    pub(crate) fn script(&self, script: &str, words: &[&str], variables: &[(&str, &str)]) -> (i32, String) {
        let action = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.github/actions/sparky").join(script);
        let binaries = assert_cmd::cargo::cargo_bin("sparky");
        let ours = [binaries.parent().unwrap().to_owned()];
        let machine = std::env::vars_os().find(|(key, _)| key == "PATH").unwrap().1;
        let search = std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&machine))).unwrap();
        let mut command = Command::new("bash");
        command.env_clear().current_dir(self.path("")).arg(action).args(words).env("PATH", search);
        command.envs(std::env::vars_os().filter(|(key, _)| key == "LLVM_PROFILE_FILE"));
        command.env("GITHUB_TOKEN", "t").env("GITHUB_GRAPHQL_URL", self.team.github.graphql_url());
        command.env("GITHUB_OUTPUT", self.path("output")).env("GITHUB_REPOSITORY", "acme/project-1");
        command.env("GITHUB_ACTIONS", "true");
        command.env("STATE_DIR", self.path("sparky/data")).env("STATE_GIT", self.path("sparky/state.git"));
        command.env("STATE_REMOTE", self.team.scene.path(REMOTE)).env("STATE_BRANCH", "sparky-data");
        command.env("STATE_PAUSE", "0").env("GIT_CONFIG_GLOBAL", "/dev/null").env("HOME", self.path(""));
        command.envs(variables.iter().copied());
        let Output { status, stdout, stderr } = command.output().unwrap();
        let said = [stdout, stderr].map(|text| String::from_utf8(text).unwrap()).concat();
        (status.code().unwrap(), said)
    }

    pub(crate) fn state(&self, verb: &str) {
        let (code, said) = self.script("state.sh", &[verb], &[]);
        assert_eq!(code, 0, "{said}");
    }

    pub(crate) fn run(&self, period: &str, date: &str) -> (i32, String) {
        let inputs = [
            ("INPUT_COMMAND", "run"),
            ("INPUT_PERIOD", period),
            ("INPUT_PUBLISH", "false"),
            ("INPUT_DATE", date),
            ("INPUT_CONFIG", ""),
        ];
        self.script("run.sh", &[], &inputs)
    }

    fn has(&self, name: &str) -> bool {
        self.path("sparky/data").join(name).is_file()
    }
}

pub(crate) fn team() -> Team {
    let team = Team::new();
    team.scene.git(".", &["init", "--quiet", "--bare", REMOTE], 0);
    team
}

/// The files of the branch, and how many commits it has.
fn branch(team: &Team) -> (Vec<String>, usize) {
    let git = |words: &[&str]| {
        let output = Command::new("git").arg("-C").arg(team.scene.path(REMOTE)).args(words).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    (git(&["ls-tree", "-r", "--name-only", "sparky-data"]), git(&["log", "--oneline", "sparky-data"]).len())
}

fn hook(team: &Team, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = team.scene.path(REMOTE).join("hooks/pre-receive");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_job_goes_on_where_another_one_ended() {
    let team = team();
    let first = Runner::new(&team, "first");
    first.state("restore");
    let (code, said) = first.run("daily", "2026-01-14");
    assert_eq!(code, 0, "{said}");
    let outputs = std::fs::read_to_string(first.path("output")).unwrap();
    assert!(outputs.contains("window=2026-01-14\n") && outputs.contains("exit-code=0\n"), "{outputs}");
    first.state("save");
    let (files, commits) = branch(&team);
    assert!(files.iter().any(|file| file == "history/daily/2026-01-14.json"), "{files:?}");
    assert!(files.iter().any(|file| file.starts_with("facts/acme/project-1/")), "{files:?}");
    assert!(!files.iter().any(|file| file.starts_with("runs/") || file.contains(".lock")), "{files:?}");
    let second = Runner::new(&team, "second");
    second.state("restore");
    assert!(second.has("history/daily/2026-01-14.json"));
    let before = team.github.log().len();
    assert_eq!(second.run("daily", "2026-01-15").0, 0);
    assert_eq!(team.github.log().len() - before, 1, "one request finds that nothing is new");
    second.state("save");
    // Whoever has nothing new to say says nothing.
    let third = Runner::new(&team, "third");
    third.state("restore");
    third.state("save");
    assert_eq!((branch(&team).1, commits), (2, 1));
}

#[test]
fn jobs_that_run_at_the_same_time_lose_nothing() {
    let team = team();
    let (day, week) = (Runner::new(&team, "day"), Runner::new(&team, "week"));
    day.state("restore");
    week.state("restore");
    assert_eq!((day.run("daily", "2026-01-14").0, week.run("weekly", "2026-01-14").0), (0, 0));
    day.state("save");
    week.state("save");
    let (files, commits) = branch(&team);
    for file in ["history/daily/2026-01-14.json", "history/weekly/2026-W03.json", "FORMAT"] {
        assert!(files.iter().any(|known| known == file), "{file} is missing in {files:?}");
    }
    assert_eq!(commits, 2, "both pushed, and the second on top of the first");
    // What was merged is whole: the next job believes it.
    let next = Runner::new(&team, "next");
    next.state("restore");
    let before = team.github.log().len();
    assert_eq!(next.run("daily", "2026-01-14").0, 0);
    assert_eq!(team.github.log().len() - before, 1);
}

#[test]
fn a_push_that_is_refused_is_tried_again_and_then_said() {
    let team = team();
    let runner = Runner::new(&team, "runner");
    runner.state("restore");
    assert_eq!(runner.run("daily", "2026-01-14").0, 0);
    hook(&team, "#!/bin/sh\nif [ -e seen ]; then exit 0; fi\ntouch seen\nexit 1\n");
    let (code, said) = runner.script("state.sh", &["save"], &[]);
    assert_eq!((code, said.contains("attempt 1 of 6")), (0, true), "{said}");
    hook(&team, "#!/bin/sh\nexit 1\n");
    assert_eq!(runner.run("daily", "2026-01-15").0, 0);
    let (code, said) = runner.script("state.sh", &["save"], &[("STATE_ATTEMPTS", "2")]);
    assert_eq!((code, said.contains("contents: write")), (1, true), "{said}");
}

#[test]
fn an_incomplete_digest_is_a_warning_and_a_failure_a_failure() {
    let team = team();
    let runner = Runner::new(&team, "runner");
    std::fs::write(runner.path("sparky.toml"), "[source]\nrepos = [\"acme/project-1\", \"acme/nowhere\"]\n").unwrap();
    let (code, said) = runner.run("daily", "2026-01-14");
    assert_eq!((code, said.contains("::warning title=Sparky::")), (0, true), "{said}");
    let outputs = std::fs::read_to_string(runner.path("output")).unwrap();
    assert!(outputs.contains("incomplete=true\n") && outputs.contains("exit-code=3\n"), "{outputs}");
    assert_eq!(runner.run("daily", "2999-01-01").0, 2);
    std::fs::write(runner.path("sparky.toml"), "[source]\nrepos = [\"acme/nowhere\"]\n").unwrap();
    assert_eq!(runner.run("daily", "2026-01-14").0, 1);
}

/// A target that takes a message twice if it is sent twice, and what the branch says at the moment of the call.
fn hook_that_looks(team: &Team) -> (FakeService, std::sync::Arc<std::sync::Mutex<Vec<String>>>) {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let (noted, remote) = (std::sync::Arc::clone(&seen), team.scene.path(REMOTE));
    let service = FakeService::start(move |_| {
        let show = ["show", "sparky-data:ledger/hook/daily/2026-01-14.json"];
        let output = Command::new("git").arg("-C").arg(&remote).args(show).output().unwrap();
        noted.lock().unwrap().push(String::from_utf8(output.stdout).unwrap());
        Response::text(200, "ok")
    });
    (service, seen)
}

const HOOK: &str = "[[targets]]\nname = \"hook\"\nkind = \"slack-webhook\"\nurl_env = \"HOOK\"\nitems = [\"daily\"]\n";

fn publishing(runner: &Runner<'_>, hook: &FakeService) -> (i32, String) {
    std::fs::write(runner.path("sparky.toml"), format!("[source]\nrepos = [\"acme/project-1\"]\n{HOOK}")).unwrap();
    let url = hook.url();
    let inputs = [
        ("INPUT_COMMAND", "run"),
        ("INPUT_PERIOD", "daily"),
        ("INPUT_PUBLISH", "true"),
        ("INPUT_DATE", "2026-01-14"),
        ("INPUT_CONFIG", ""),
        ("INPUT_SAVE", "true"),
        ("HOOK", url.as_str()),
    ];
    runner.script("run.sh", &[], &inputs)
}

#[test]
fn what_is_about_to_be_sent_is_on_the_branch_before_the_first_call() {
    let team = team();
    let (hook, seen) = hook_that_looks(&team);
    let first = Runner::new(&team, "first");
    first.state("restore");
    let (code, said) = publishing(&first, &hook);
    assert_eq!((code, hook.writes()), (0, 1), "{said}");
    let at_the_call = seen.lock().unwrap().clone();
    assert!(at_the_call[0].contains("\"intended\"") && at_the_call[0].contains("\"ahead\": true"), "{at_the_call:?}");
    // The machine dies before it can say how that ended: the next one asks a person and sends nothing.
    let second = Runner::new(&team, "second");
    second.state("restore");
    let (code, said) = publishing(&second, &hook);
    assert!(code == 0 && said.contains("--settle hook daily/2026-01-14") && hook.writes() == 1, "{said}");
    // The first one was only slow, and saves after all.
    first.state("save");
    let third = Runner::new(&team, "third");
    third.state("restore");
    let (code, said) = publishing(&third, &hook);
    assert_eq!((code, hook.writes()), (0, 1), "{said}");
}

#[test]
fn of_two_jobs_that_publish_the_same_at_the_same_moment_one_sends() {
    let team = team();
    let (hook, _) = hook_that_looks(&team);
    let (first, second) = (Runner::new(&team, "first"), Runner::new(&team, "second"));
    first.state("restore");
    second.state("restore");
    let (code, said) = publishing(&first, &hook);
    assert_eq!((code, hook.writes()), (0, 1), "{said}");
    let (code, said) = publishing(&second, &hook);
    assert!(code == 0 && said.contains("another run publishes the same") && hook.writes() == 1, "{said}");
    first.state("save");
    second.state("save");
    let next = Runner::new(&team, "next");
    next.state("restore");
    let (code, said) = publishing(&next, &hook);
    assert_eq!((code, hook.writes()), (0, 1), "{said}");
}

#[test]
fn jobs_that_share_a_collection_make_the_digest_of_one() {
    let team = team();
    let sources = [("SPARKY_SOURCE_ORGS", "acme"), ("PLAN", "plan.json"), ("SHARDS", "2")];
    let window = [("INPUT_PERIOD", "weekly"), ("INPUT_DATE", "2026-01-14"), ("FOLDERS", "shards")];
    let variables = [&sources[..], &window].concat();
    let planner = Runner::new(&team, "planner");
    planner.state("restore");
    let (code, said) = planner.script("shard.sh", &["plan"], &variables);
    assert_eq!(code, 0, "{said}");
    let outputs = std::fs::read_to_string(planner.path("output")).unwrap();
    let matrix = outputs.lines().find_map(|line| line.strip_prefix("matrix=")).unwrap();
    let matrix: serde_json::Value = serde_json::from_str(matrix).unwrap();
    let digest = Runner::new(&team, "digest");
    digest.state("restore");
    std::fs::create_dir(digest.path("shards")).unwrap();
    for (job, part) in ["one", "two"].into_iter().zip(matrix["include"].as_array().unwrap()) {
        let runner = Runner::new(&team, job);
        runner.state("restore");
        std::fs::copy(planner.path("plan.json"), runner.path("plan.json")).unwrap();
        let shard = ("SHARD", part["shard"].as_str().unwrap());
        let (code, said) = runner.script("shard.sh", &["collect"], &[&variables[..], &[shard]].concat());
        assert_eq!(code, 0, "{said}");
        std::fs::rename(runner.path("sparky/data"), digest.path("shards").join(part["name"].as_str().unwrap()))
            .unwrap();
    }
    std::fs::copy(planner.path("plan.json"), digest.path("plan.json")).unwrap();
    let (code, said) = digest.script("shard.sh", &["join"], &variables);
    assert_eq!(code, 0, "{said}");
    let alone = Runner::new(&team, "alone");
    alone.state("restore");
    let words = ["run", "weekly", "--date", "2026-01-14", "--org", "acme", "--data-dir", "alone/sparky/data"];
    assert_eq!(team.run(&words).code, 0);
    let text = |runner: &Runner<'_>| {
        let path = runner.path("sparky/data/runs/weekly/2026-W03/content/weekly/2026-W03.md");
        std::fs::read_to_string(path).unwrap()
    };
    assert_eq!(text(&digest), text(&alone));
    digest.state("save");
    assert!(branch(&team).0.iter().any(|file| file == "history/weekly/2026-W03.json"));
}
