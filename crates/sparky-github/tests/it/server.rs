//! A server on the loopback that answers from a script, many requests at once.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use sparky_testkit::TestClock;

/// An answer that is sent, and then nothing for ever.
pub(crate) const AND_STALL: &str = "<stall>";

/// A request that came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// How many came before.
    pub(crate) number: usize,
    /// The first line.
    pub(crate) line: String,
    /// The token.
    pub(crate) token: String,
    /// Head and body.
    pub(crate) text: String,
    /// When, by the clock.
    pub(crate) at: DateTime<Utc>,
}

/// The server. Its threads end with the test program.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    log: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    pub(crate) fn start(clock: TestClock, script: impl Fn(&Seen) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (shared, script) = (Arc::clone(&log), Arc::new(script));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (clock, log, script) = (clock.clone(), Arc::clone(&shared), Arc::clone(&script));
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(stream.unwrap());
                    let Some(text) = read(&mut reader) else { return };
                    let seen = note(&log, text, clock.now());
                    send(reader, &script(&seen));
                });
            }
        });
        Self { address, log }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.log.lock().unwrap().clone()
    }
}

/// A request, whole.
fn read(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 || line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).unwrap())
}

fn note(log: &Mutex<Vec<Seen>>, text: String, at: DateTime<Utc>) -> Seen {
    let mut log = log.lock().unwrap();
    let bearer =
        text.lines().find_map(|line| line.to_lowercase().starts_with("authorization:").then(|| line[14..].trim()));
    let token = bearer.and_then(|bearer| bearer.strip_prefix("Bearer ")).unwrap_or_default().to_owned();
    let line = text.lines().next().unwrap_or_default().to_owned();
    let seen = Seen { number: log.len(), line, token, text, at };
    log.push(seen.clone());
    seen
}

fn send(mut reader: BufReader<TcpStream>, reply: &str) {
    let (sent, stalls) = reply.strip_suffix(AND_STALL).map_or((reply, false), |sent| (sent, true));
    // The client may have gone away.
    let _ = reader.get_mut().write_all(sent.as_bytes());
    if stalls {
        // Ends when the client gives up.
        let _ = reader.read(&mut [0]);
    }
}
