//! A GitHub that grows, one that never fails to compare with, and a runner that keeps no more than facts and history.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sparky_collector::{Filter, Progress, SourceSpec, WindowChoice};
use sparky_git::Git;
use sparky_github::{Clock, GitHub, Settings as Client};
use sparky_pipeline::{Document, Error, Filled, Outcome, Ports, Settings, fill, missed, run};
use sparky_publisher::{ChatKind, FilesKind, Rules, Secret, TargetConfig, TargetKind, Web};
use sparky_schema::analysis::Analysis;
use sparky_schema::content::ItemKind;
use sparky_schema::run::Stage;
use sparky_schema::totals::Totals;
use sparky_schema::window::{Period, Window};
use sparky_store::DataFolder;
use sparky_testkit::world::GENERATED_FROM;
use sparky_testkit::{FakeGitHub, TestClock, World};
use tempfile::TempDir;
use tokio::sync::Notify;

const STAGES: [Stage; 4] = [Stage::Collect, Stage::Analyze, Stage::Generate, Stage::Publish];

/// Something that happens while somebody waits.
type Event = Box<dyn FnOnce() + Send>;

struct Ticking(TestClock, Arc<Mutex<Option<Event>>>);

impl Clock for Ticking {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        if let Some(event) = self.1.lock().unwrap().take() {
            event();
        }
        Box::pin(self.0.sleep(duration))
    }
}

/// Tells when the first repository is about to be read.
#[derive(Default)]
struct Watch(Notify);

impl Progress for Watch {
    fn begins(&self, _sources: usize) {
        self.0.notify_one();
    }
    fn starts(&self, _source: &str) {}
    fn finishes(&self, _source: &str) {}
}

pub(crate) struct House {
    pub(crate) github: FakeGitHub,
    calm: FakeGitHub,
    pub(crate) clock: TestClock,
    folder: TempDir,
    /// Where digests are published: `site` and the repository `docs`.
    pub(crate) public: TempDir,
    /// The address of a webhook that is a target too.
    pub(crate) hook: Option<String>,
    event: Arc<Mutex<Option<Event>>>,
    runtime: tokio::runtime::Runtime,
}

impl House {
    pub(crate) fn new() -> Self {
        let clock = TestClock::new(GENERATED_FROM);
        let github = FakeGitHub::start(World::default(), clock.clone());
        let calm = FakeGitHub::start(World::default(), clock.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let house = Self {
            github,
            calm,
            clock,
            folder: TempDir::new().unwrap(),
            public: TempDir::new().unwrap(),
            hook: None,
            event: Arc::default(),
            runtime,
        };
        house.calm.limit_points(1_000_000);
        house.github.limit_points(1_000_000);
        for words in [
            &["init", "--quiet", "--bare", "--initial-branch=main", "docs"][..],
            &["clone", "--quiet", "docs", "first"],
        ] {
            house.git(".", words);
        }
        house.git("first", &["commit", "--quiet", "--allow-empty", "-m", "begin"]);
        house.git("first", &["push", "--quiet", "origin", "HEAD:main"]);
        house
    }

    /// Runs git in a folder beside what is published, and returns what it says.
    pub(crate) fn git(&self, folder: &str, words: &[&str]) -> String {
        let mut git = std::process::Command::new("git");
        git.current_dir(self.public.path().join(folder)).args([
            "-c",
            "user.name=Ann",
            "-c",
            "user.email=ann@example.com",
        ]);
        let output = git.args(words).env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
        assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The texts in the folder that is a target, sorted.
    pub(crate) fn published_on_the_site(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.public.path().join("site/daily")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let texts = names.filter(|name| name.ends_with(".md")).map(|name| format!("daily/{name}"));
        let mut texts: Vec<String> = texts.collect();
        texts.sort();
        texts
    }

    /// Does something when somebody waits the next time.
    pub(crate) fn at_next_wait(&self, event: impl FnOnce() + Send + 'static) {
        *self.event.lock().unwrap() = Some(Box::new(event));
    }

    fn ticking(&self) -> Ticking {
        Ticking(self.clock.clone(), Arc::clone(&self.event))
    }

    fn targets(&self) -> Vec<TargetConfig> {
        let at = |name: &str| self.public.path().join(name);
        let docs = FilesKind::DocsGit {
            url: at("docs").to_string_lossy().into_owned(),
            branch: None,
            path: "updates".to_owned(),
            token: None,
        };
        let target = |name: &str, kind: TargetKind| TargetConfig {
            name: name.to_owned(),
            items: vec![ItemKind::Daily],
            kind,
            rules: Rules::default(),
        };
        let secret = |value: &String| Secret { variable: "HOOK".to_owned(), value: value.as_str().into() };
        let hook = self.hook.as_ref().map(|url| ChatKind::Webhook { url: secret(url), key: secret(url) });
        let mut targets =
            vec![target("site", FilesKind::Folder { path: at("site") }.into()), target("docs", docs.into())];
        targets.extend(hook.map(|hook| target("hook", hook.into())));
        targets
    }

    pub(crate) fn data(&self) -> DataFolder {
        DataFolder::open(self.folder.path()).unwrap()
    }

    /// Five in the morning after so many days, in the world as it is then.
    pub(crate) fn dawn(&self, days: u32, world: &World) {
        let dawn = GENERATED_FROM + TimeDelta::days(i64::from(days)) + TimeDelta::hours(5);
        self.clock.advance((dawn - self.clock.now()).to_std().unwrap());
        for github in [&self.github, &self.calm] {
            github.change(|known| known.clone_from(world));
        }
        // A new machine: all that is kept are the facts and the history.
        let _ = std::fs::remove_dir_all(self.folder.path().join("runs"));
    }

    /// What a nightly run does: it fills in what was missed, then makes last night's digest.
    pub(crate) fn night(&self) -> Result<(Filled, Outcome), Error> {
        let (data, newest) = (self.data(), self.yesterday());
        let (git, github, watch) = (Git::default(), self.client(&self.github), Watch::default());
        let web = Web::new(std::time::Duration::from_secs(5)).unwrap();
        let ports = Ports {
            git: &git,
            github: Some(&github),
            model: None,
            web: &web,
            progress: &watch,
            clock: &self.ticking(),
        };
        self.runtime.block_on(async {
            let filled = fill(missed(&data, &newest)?, &STAGES, self.settings(&newest), &data, &ports).await?;
            let start = Document::None(Some(newest.clone()));
            Ok((filled, run(&STAGES, start, &self.settings(&newest), &data, &ports).await?))
        })
    }

    /// A nightly run whose machine is gone when it begins to read.
    pub(crate) fn night_that_dies(&self) {
        let (data, newest) = (self.data(), self.yesterday());
        let (git, github, watch) = (Git::default(), self.client(&self.github), Watch::default());
        let web = Web::new(std::time::Duration::from_secs(5)).unwrap();
        let ports = Ports {
            git: &git,
            github: Some(&github),
            model: None,
            web: &web,
            progress: &watch,
            clock: &self.ticking(),
        };
        let (start, settings) = (Document::None(Some(newest.clone())), self.settings(&newest));
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                () = watch.0.notified() => {}
                ended = run(&STAGES, start, &settings, &data, &ports) => { assert!(ended.is_err(), "it should be dead") }
            }
        });
    }

    /// The numbers of a window as they were found out, and as somebody finds them who knows nothing yet.
    pub(crate) fn numbers(&self, window: &Window) -> [Totals; 2] {
        let known = self.data().read::<Analysis>(window).unwrap().0;
        let folder = TempDir::new().unwrap();
        let (data, settings) = (DataFolder::open(folder.path()).unwrap(), self.settings(window));
        let (git, github, watch) = (Git::default(), self.client(&self.calm), Watch::default());
        let web = Web::new(std::time::Duration::from_secs(5)).unwrap();
        let ports = Ports {
            git: &git,
            github: Some(&github),
            model: None,
            web: &web,
            progress: &watch,
            clock: &self.ticking(),
        };
        let start = Document::None(Some(window.clone()));
        self.runtime.block_on(run(&STAGES[..2], start, &settings, &data, &ports)).unwrap();
        let fresh = data.read::<Analysis>(window).unwrap().0;
        // Only who was there the night before knows what has landed since.
        [known, fresh].map(|analysis| Totals { landed: None, ..analysis.totals })
    }

    pub(crate) fn yesterday(&self) -> Window {
        Window::last_complete(Period::Daily, self.clock.now(), Tz::UTC).unwrap()
    }

    fn client(&self, github: &FakeGitHub) -> GitHub {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let _inside = self.runtime.enter();
        GitHub::new(&Client::of(github.graphql_url(), "t"), http, Arc::new(self.ticking())).unwrap()
    }

    fn settings(&self, window: &Window) -> Settings {
        Settings {
            collect: sparky_collector::Config {
                window: WindowChoice::Fixed(window.clone()),
                sources: vec![SourceSpec::Organization("acme".to_owned())],
                filter: Filter::default(),
                now: self.clock.now(),
                overlap: TimeDelta::minutes(2),
                proven: false,
                reread_days: 30,
                files: false,
            },
            share: None,
            analyze: sparky_analyzer::Config::default(),
            insights: 6,
            advised: true,
            digests: Vec::new(),
            generate: sparky_generator::Config::default(),
            publish: sparky_publisher::Config { targets: self.targets(), ..sparky_publisher::Config::default() },
            out: None,
            policy: sparky_pipeline::Policy::default(),
        }
    }
}
