//! A scripted server, a frozen clock, and a client between them.

use std::future::Future;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::json;
use sparky_github::{Answer, Clock, Error, GitHub, Settings};

/// The time at which every scene begins.
pub(crate) const START: &str = "2026-07-08T06:00:00Z";
/// What a scene's token is.
pub(crate) const TOKEN: &str = "ghp_secretsecret";
/// An answer with data.
pub(crate) const GOOD: &str = r#"{"data":{"rateLimit":{"cost":3},"viewer":{"login":"ada"}}}"#;

/// A clock whose sleeps end at once and are recorded.
pub(crate) struct Recording {
    now: Mutex<DateTime<Utc>>,
    pub(crate) slept: Mutex<Vec<Duration>>,
    hanging: AtomicBool,
}

impl Recording {
    /// From now on no sleep ends.
    pub(crate) fn hang(&self) {
        self.hanging.store(true, Ordering::SeqCst);
    }
}

impl Clock for Recording {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            if self.hanging.load(Ordering::SeqCst) {
                std::future::pending::<()>().await;
            }
            *self.now.lock().unwrap() += duration;
            self.slept.lock().unwrap().push(duration);
        })
    }
}

/// One answer of the server, byte by byte.
pub(crate) fn reply(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}")
}

/// A client whose server gives these answers in turn, the last one for ever.
pub(crate) struct Scene {
    pub(crate) github: GitHub,
    pub(crate) clock: Arc<Recording>,
    pub(crate) seen: Arc<Mutex<Vec<String>>>,
}

impl Scene {
    pub(crate) fn new(replies: &[String]) -> Self {
        Self::at("", replies)
    }

    /// The same with an address that has a path before `/graphql`.
    pub(crate) fn at(path: &str, replies: &[String]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, replies) = (Arc::clone(&seen), replies.to_vec());
        std::thread::spawn(move || {
            for (turn, stream) in listener.incoming().enumerate() {
                let reply = &replies[turn.min(replies.len() - 1)];
                answer(stream.unwrap(), reply, &log);
            }
        });
        let clock = Arc::new(Recording {
            now: Mutex::new(START.parse().unwrap()),
            slept: Mutex::new(Vec::new()),
            hanging: AtomicBool::new(false),
        });
        let url = format!("http://{address}{path}/graphql");
        let settings = Settings { max_wait: Duration::from_secs(600), ..Settings::of(url, TOKEN) };
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(5)).build().unwrap();
        let github = GitHub::new(&settings, http, Arc::clone(&clock) as Arc<dyn Clock>).unwrap();
        Self { github, clock, seen }
    }

    pub(crate) async fn ask(&self) -> Result<Answer, Error> {
        self.github.graphql("Viewer", "query Viewer { viewer { login } }", json!({})).await
    }

    pub(crate) fn requests(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    pub(crate) fn slept(&self) -> Duration {
        self.clock.slept.lock().unwrap().iter().sum()
    }
}

/// Reads a request whole, notes it, and sends the answer.
fn answer(stream: TcpStream, reply: &str, log: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() == 0 || line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    log.lock().unwrap().push(head + &String::from_utf8(body).unwrap());
    reader.get_mut().write_all(reply.as_bytes()).unwrap();
}
