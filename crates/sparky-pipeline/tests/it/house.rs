//! A GitHub that grows, one that never fails to compare with, and a runner that keeps no more than facts and history.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sparky_collector::{Filter, Progress, SourceSpec, WindowChoice};
use sparky_git::Git;
use sparky_github::{Clock, GitHub, Settings as Client};
use sparky_pipeline::{Document, Error, Filled, Outcome, Ports, Settings, fill, missed, run};
use sparky_publisher::Web;
use sparky_schema::analysis::Analysis;
use sparky_schema::run::Stage;
use sparky_schema::totals::Totals;
use sparky_schema::window::{Period, Window};
use sparky_store::DataFolder;
use sparky_testkit::world::GENERATED_FROM;
use sparky_testkit::{FakeGitHub, TestClock, World};
use tempfile::TempDir;
use tokio::sync::Notify;

const STAGES: [Stage; 3] = [Stage::Collect, Stage::Analyze, Stage::Generate];

struct Ticking(TestClock);

impl Clock for Ticking {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
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
    runtime: tokio::runtime::Runtime,
}

impl House {
    pub(crate) fn new() -> Self {
        let clock = TestClock::new(GENERATED_FROM);
        let github = FakeGitHub::start(World::default(), clock.clone());
        let calm = FakeGitHub::start(World::default(), clock.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let house = Self { github, calm, clock, folder: TempDir::new().unwrap(), runtime };
        house.calm.limit_points(1_000_000);
        house.github.limit_points(1_000_000);
        house
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
            clock: &Ticking(self.clock.clone()),
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
            clock: &Ticking(self.clock.clone()),
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
            clock: &Ticking(self.clock.clone()),
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
        GitHub::new(&Client::of(github.graphql_url(), "t"), http, Arc::new(Ticking(self.clock.clone()))).unwrap()
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
            publish: sparky_publisher::Config::default(),
            out: None,
        }
    }
}
