//! A scripted GitHub, a frozen clock, and a client between them.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::json;
use sparky_github::{Answer, Clock, Credential, Error, GitHub, Patience, Settings};
use sparky_testkit::TestClock;

use crate::server::{Seen, Server};

/// The time at which every scene begins.
pub(crate) const START: &str = "2026-07-08T06:00:00Z";
/// What a scene's token is.
pub(crate) const TOKEN: &str = "ghp_secretsecret";
/// An answer with data.
pub(crate) const GOOD: &str = r#"{"data":{"rateLimit":{"cost":3},"viewer":{"login":"ada"}}}"#;

/// A clock whose sleeps end at once and are recorded.
pub(crate) struct Recording {
    clock: TestClock,
    hanging: AtomicBool,
}

impl Recording {
    /// From now on no sleep ends.
    pub(crate) fn hang(&self) {
        self.hanging.store(true, Ordering::SeqCst);
    }

    pub(crate) fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
    }
}

impl Clock for Recording {
    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            if self.hanging.load(Ordering::SeqCst) {
                std::future::pending::<()>().await;
            }
            self.clock.sleep(duration).await;
        })
    }
}

/// One answer of the server, byte by byte.
pub(crate) fn reply(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}")
}

/// The headers that tell the points.
pub(crate) fn points(remaining: u64, reset: i64) -> String {
    format!(
        "x-ratelimit-limit: 5000\r\nx-ratelimit-remaining: {remaining}\r\nx-ratelimit-reset: {reset}\r\n\
         x-ratelimit-resource: graphql\r\n"
    )
}

/// The time at which every scene begins, in seconds.
pub(crate) fn start() -> i64 {
    START.parse::<DateTime<Utc>>().unwrap().timestamp()
}

/// A client and its server.
pub(crate) struct Scene {
    pub(crate) github: GitHub,
    pub(crate) clock: Arc<Recording>,
    pub(crate) server: Server,
}

impl Scene {
    /// The server gives these answers in turn, the last one for ever.
    pub(crate) fn new(replies: &[String]) -> Self {
        Self::at("", replies)
    }

    /// The same with an address that has a path before `/graphql`.
    pub(crate) fn at(path: &str, replies: &[String]) -> Self {
        let (path, replies) = (path.to_owned(), replies.to_vec());
        let in_turn = move |seen: &Seen| replies[seen.number.min(replies.len() - 1)].clone();
        Self::scripted(in_turn, |settings| {
            settings.graphql_url = settings.graphql_url.replace("/graphql", &(path + "/graphql"))
        })
    }

    /// The server answers from a script.
    pub(crate) fn scripted(
        script: impl Fn(&Seen) -> String + Send + Sync + 'static,
        adjust: impl FnOnce(&mut Settings),
    ) -> Self {
        Self::impatient(Duration::from_secs(20), script, adjust)
    }

    /// The same with a client that does not wait long for bytes.
    pub(crate) fn impatient(
        read_timeout: Duration,
        script: impl Fn(&Seen) -> String + Send + Sync + 'static,
        adjust: impl FnOnce(&mut Settings),
    ) -> Self {
        let clock = TestClock::at(START);
        let server = Server::start(clock.clone(), script);
        let mut settings = Settings {
            max_wait: Duration::from_secs(600),
            ..Settings::of(format!("http://{}/graphql", server.address), TOKEN)
        };
        adjust(&mut settings);
        let http = reqwest::Client::builder().no_proxy().read_timeout(read_timeout).build().unwrap();
        let clock = Arc::new(Recording { clock, hanging: AtomicBool::new(false) });
        let github = GitHub::new(&settings, http, Arc::clone(&clock) as Arc<dyn Clock>).unwrap();
        Self { github, clock, server }
    }

    pub(crate) async fn ask(&self) -> Result<Answer, Error> {
        self.github.graphql("Viewer", "query Viewer { viewer { login } }", json!({})).await
    }

    /// The same by a caller that can send smaller queries.
    pub(crate) async fn ask_to_split(&self) -> Result<Answer, Error> {
        let query = "query Viewer { viewer { login } }";
        self.github.graphql_patiently("Viewer", query, json!({}), Patience::Split).await
    }

    /// So many queries at once; all must be answered.
    pub(crate) async fn ask_at_once(&self, count: usize) {
        for answer in futures::future::join_all((0..count).map(|_| self.ask())).await {
            answer.unwrap();
        }
    }

    pub(crate) fn requests(&self) -> usize {
        self.server.seen().len()
    }

    /// The seconds since the start at which requests came.
    pub(crate) fn times(&self) -> Vec<i64> {
        self.server.seen().iter().map(|seen| seen.at.timestamp() - start()).collect()
    }

    /// The tokens of the requests.
    pub(crate) fn tokens(&self) -> Vec<String> {
        self.server.seen().into_iter().map(|seen| seen.token).collect()
    }

    pub(crate) fn slept(&self) -> Duration {
        self.clock.clock.waits().iter().sum()
    }
}

/// Credentials that are tokens.
pub(crate) fn tokens(names: &[&str]) -> Vec<Credential> {
    names.iter().map(|name| Credential::Token((*name).into())).collect()
}
