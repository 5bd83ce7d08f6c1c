//! A fake GitHub, a client for it whose clock is the same one, and data folders to collect into.

use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sparky_collector::{Config, Doors, Error, Filter, NoProgress, SourceSpec, WindowChoice, collect};
use sparky_git::Git;
use sparky_github::{Clock, GitHub, Settings};
use sparky_schema::codec;
use sparky_schema::collection::{Collection, RepositoryFacts};
use sparky_schema::window::Window;
use sparky_store::{DataFolder, Facts};
use sparky_testkit::{FakeGitHub, TestClock, World};
use tempfile::TempDir;

use crate::scene::whole;

/// The token of every hub.
pub(crate) const TOKEN: &str = "token";

/// Making a client of its own for each of hundreds of cases would take longer than the cases.
static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| http(Duration::from_secs(60)));

/// A client that waits so long for an answer.
pub(crate) fn http(timeout: Duration) -> reqwest::Client {
    reqwest::Client::builder().no_proxy().read_timeout(timeout).build().unwrap()
}

struct Ticking(TestClock);

impl Clock for Ticking {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.sleep(duration))
    }
}

/// A data folder of a test.
pub(crate) struct Data {
    pub(crate) folder: TempDir,
    pub(crate) facts: Facts,
}

impl Data {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let facts = DataFolder::open(folder.path()).unwrap().facts();
        Self { folder, facts }
    }
}

/// A GitHub and who reads it.
pub(crate) struct Hub {
    pub(crate) server: FakeGitHub,
    pub(crate) clock: TestClock,
    pub(crate) runtime: tokio::runtime::Runtime,
    pub(crate) data: Data,
    pub(crate) http: reqwest::Client,
    pub(crate) sources: Vec<SourceSpec>,
}

pub(crate) fn named(name: &str) -> SourceSpec {
    SourceSpec::Repository(name.parse().unwrap())
}

impl Hub {
    /// All repositories of a world, at 6 in the morning of Monday the 13th of July.
    pub(crate) fn new(world: World) -> Self {
        Self::at("2026-07-13T06:00:00Z", world)
    }

    pub(crate) fn at(now: &str, world: World) -> Self {
        let clock = TestClock::at(now);
        let sources = world.repositories.iter().map(|repository| named(&repository.name_with_owner)).collect();
        let server = FakeGitHub::start(world, clock.clone());
        server.limit_points(1_000_000);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { server, clock, runtime, data: Data::new(), http: HTTP.clone(), sources }
    }

    /// A client that knows nothing of earlier ones.
    pub(crate) fn client(&self) -> GitHub {
        let max_wait = Duration::from_secs(900);
        let settings = Settings { max_wait, ..Settings::of(self.server.graphql_url(), TOKEN) };
        let _guard = self.runtime.enter();
        GitHub::new(&settings, self.http.clone(), Arc::new(Ticking(self.clock.clone()))).unwrap()
    }

    pub(crate) fn config(&self, window: &Window) -> Config {
        Config {
            window: WindowChoice::Fixed(window.clone()),
            sources: self.sources.clone(),
            filter: Filter::default(),
            now: self.clock.now(),
            overlap: TimeDelta::minutes(2),
            proven: false,
            reread_days: 30,
            files: false,
        }
    }

    /// Collects a window into the long-lived data folder.
    pub(crate) fn collect(&self, window: &Window) -> Result<Collection, Error> {
        self.collect_as(&self.config(window), &self.data)
    }

    /// Collects a window into a new data folder.
    pub(crate) fn fresh(&self, window: &Window) -> Result<Collection, Error> {
        self.collect_as(&self.config(window), &Data::new())
    }

    pub(crate) fn collect_as(&self, config: &Config, data: &Data) -> Result<Collection, Error> {
        let (git, github) = (Git::default(), self.client());
        let doors = Doors { git: &git, github: Some(&github), facts: &data.facts };
        whole(&self.runtime.block_on(collect(config, doors, &NoProgress))?, &data.facts)
    }

    /// Gives a run up when the server has seen so many requests.
    pub(crate) fn collect_until(&self, window: &Window, requests: usize) -> Option<Result<Collection, Error>> {
        let (git, github, config) = (Git::default(), self.client(), self.config(window));
        let doors = Doors { git: &git, github: Some(&github), facts: &self.data.facts };
        let killed = std::future::poll_fn(|context| {
            if self.server.log().len() >= requests {
                return std::task::Poll::Ready(());
            }
            context.waker().wake_by_ref();
            std::task::Poll::Pending
        });
        let collected = self.runtime.block_on(async {
            tokio::select! {
                biased;
                () = killed => None,
                collected = collect(&config, doors, &NoProgress) => Some(collected),
            }
        });
        collected.map(|collected| whole(&collected?, &self.data.facts))
    }

    /// How many requests and points something took.
    pub(crate) fn cost<T>(&self, act: impl FnOnce(&Self) -> T) -> (T, usize, u64) {
        let before = self.server.log().len();
        let result = act(self);
        let log = self.server.log();
        (result, log.len() - before, log[before..].iter().map(|seen| seen.cost).sum())
    }

    /// Collects, and wants everything to be there.
    pub(crate) fn all(&self, window: &Window) -> Collection {
        let collection = self.collect(window).unwrap();
        assert_eq!(collection.gaps, []);
        collection
    }
}

/// The bytes of a document.
pub(crate) fn bytes(collection: &Collection) -> Vec<u8> {
    codec::to_vec(collection).unwrap()
}

/// The text of a document without what a new folder cannot know: which commits came since the window before was
/// collected.
pub(crate) fn comparable(mut collection: Collection) -> String {
    collection.repositories.iter_mut().for_each(|facts| facts.landed = None);
    String::from_utf8(bytes(&collection)).unwrap()
}

/// The only repository.
pub(crate) fn only(collection: Collection) -> RepositoryFacts {
    assert_eq!(collection.repositories.len(), 1);
    collection.repositories.into_iter().next().unwrap()
}
