//! A GitHub that answers GraphQL from a script: a function from operation, variables and the number of the request
//! of that operation to an answer.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sparky_github::{Clock, GitHub, Settings};

/// Status and body.
pub(crate) type Reply = (u16, Value);

/// A server and the client for it.
pub(crate) struct Server {
    pub(crate) github: GitHub,
    pub(crate) runtime: tokio::runtime::Runtime,
    log: Arc<Mutex<Vec<String>>>,
}

/// Time that passes only by waiting.
struct Frozen(Mutex<DateTime<Utc>>);

impl Clock for Frozen {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        *self.0.lock().unwrap() += duration;
        Box::pin(std::future::ready(()))
    }
}

impl Server {
    pub(crate) fn new(script: impl Fn(&str, &Value, usize) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&log);
        std::thread::spawn(move || {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for stream in listener.incoming() {
                serve(stream.unwrap(), &script, &mut counts, &seen);
            }
        });
        let settings = Settings {
            max_wait: Duration::from_secs(60),
            ..Settings::of(format!("http://{address}/graphql"), "token")
        };
        let clock = Frozen(Mutex::new("2026-07-20T00:00:00Z".parse().unwrap()));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let guard = runtime.enter();
        let github = GitHub::new(&settings, reqwest::Client::new(), Arc::new(clock)).unwrap();
        drop(guard);
        Self { github, runtime, log }
    }

    /// How often an operation was asked.
    pub(crate) fn asked(&self, operation: &str) -> usize {
        self.log.lock().unwrap().iter().filter(|asked| *asked == operation).count()
    }
}

fn serve(
    mut stream: TcpStream,
    script: &impl Fn(&str, &Value, usize) -> Reply,
    counts: &mut BTreeMap<String, usize>,
    log: &Mutex<Vec<String>>,
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap() > 2 {
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let request: Value = serde_json::from_slice(&body).unwrap();
    let operation = request["operationName"].as_str().unwrap().to_owned();
    let count = counts.entry(operation.clone()).or_default();
    let (status, answer) = script(&operation, &request["variables"], *count);
    *count += 1;
    log.lock().unwrap().push(operation);
    let text = answer.to_string();
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", text.len());
    stream.write_all((head + &text).as_bytes()).unwrap();
}

/// The page of `all` that follows the cursor, `size` entries long. Cursors are positions.
pub(crate) fn page(all: &[Value], variables: &Value, size: usize) -> Value {
    let start: usize = variables["after"].as_str().map_or(0, |cursor| cursor.parse().unwrap());
    let end = (start + size).min(all.len());
    json!({ "pageInfo": { "hasNextPage": end < all.len(), "endCursor": end.to_string() }, "nodes": &all[start..end] })
}

/// The whole of a list inside something else.
pub(crate) fn whole(all: &[Value]) -> Value {
    page(all, &json!({}), usize::MAX / 2)
}

/// An answer about the repository.
pub(crate) fn repository(fields: Value) -> Reply {
    (200, json!({ "data": { "rateLimit": { "cost": 1 }, "repository": fields } }))
}

/// An answer about a node with the rest of a list.
pub(crate) fn rest(list: Value) -> Reply {
    (200, json!({ "data": { "node": { "list": list } } }))
}

pub(crate) fn not_found() -> Reply {
    (
        200,
        json!({ "data": { "repository": null }, "errors": [
        { "type": "NOT_FOUND", "message": "Could not resolve to a Repository with the name 'o/r'." }
    ] }),
    )
}
