//! A service of another kind than GitHub on the loopback: it answers as a function says, and remembers what it was sent.
//! It must not know any service.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::http::{self, Delivery, Reply};
use crate::damage::{damaged, reshaped};

/// A request as it came; names of headers are in lower case.
#[derive(Debug, Clone)]
pub struct Received {
    /// The method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The headers.
    pub headers: BTreeMap<String, String>,
    /// The body as text.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

/// What comes back.
#[derive(Debug)]
pub struct Response(Reply);

impl Response {
    /// This text.
    pub fn text(status: u16, text: &str) -> Self {
        let headers = vec![("content-type".to_owned(), "text/plain".to_owned())];
        Self(Reply { status, headers, body: text.to_owned(), binary: None, delivery: Delivery::Whole })
    }

    /// This JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Self(Reply { status, headers, body: body.to_string(), binary: None, delivery: Delivery::Whole })
    }

    /// Bytes that are no text.
    pub fn bytes(status: u16, headers: Vec<(String, String)>, bytes: Vec<u8>) -> Self {
        Self(Reply { status, headers, body: String::new(), binary: Some(bytes), delivery: Delivery::Whole })
    }

    /// With this header.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with up to three values that are others, or gone.
    #[must_use]
    pub fn reshaped(mut self, seed: u64) -> Self {
        if let Ok(body) = serde_json::from_str(&self.0.body) {
            self.0.body = crate::damage::reshaped(&body, seed).to_string();
        }
        self
    }

    /// The request was taken, and the connection breaks before the answer.
    pub fn lost() -> Self {
        let mut response = Self::text(200, "");
        response.0.delivery = Delivery::Reset;
        response
    }

    /// The request was taken, and nothing comes, for ever.
    pub fn silence() -> Self {
        let mut response = Self::text(200, "");
        response.0.delivery = Delivery::Hang;
        response
    }
}

/// What happens to a request instead of what should.
#[derive(Debug)]
pub enum Meddling {
    /// It does not arrive, and this comes back.
    Before(Response),
    /// It arrives, and this comes back.
    After(Response),
    /// It arrives, and the connection ends in the middle of the right answer.
    Truncated,
    /// It arrives, and half of the right answer comes back as if it were whole.
    Malformed,
    /// It arrives, and the right answer comes back with faults in its bytes, which follow from the seed.
    Damaged(u64),
    /// It arrives, and the right answer comes back as JSON of another shape, which follows from the seed.
    Reshaped(u64),
    /// This comes back, and it arrives later: when it is let go.
    Held(Response),
}

type Answers = Arc<Mutex<dyn FnMut(&Received) -> Response + Send>>;
type Meddler = Arc<Mutex<Option<Box<dyn FnMut(&Received) -> Option<Meddling> + Send>>>>;

/// A service on a port of this machine, with a thread of its own. It ends when dropped.
pub struct FakeService {
    address: SocketAddr,
    log: Arc<Mutex<Vec<Received>>>,
    meddler: Meddler,
    answers: Answers,
    held: Arc<Mutex<Vec<Received>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl FakeService {
    /// Starts one that answers so.
    ///
    /// # Panics
    /// When the machine has no port or thread left.
    pub fn start(answers: impl FnMut(&Received) -> Response + Send + 'static) -> Self {
        let listener = StdListener::bind("127.0.0.1:0").expect("a free port on the loopback");
        listener.set_nonblocking(true).expect("a listener that does not block");
        let address = listener.local_addr().expect("the address of a bound listener");
        let (log, meddler, answers): (_, Meddler, Answers) =
            (Arc::default(), Arc::default(), Arc::new(Mutex::new(answers)));
        let (stop, stopped) = oneshot::channel();
        let held = Arc::<Mutex<Vec<Received>>>::default();
        let place = Shared {
            log: Arc::clone(&log),
            meddler: Arc::clone(&meddler),
            answers: Arc::clone(&answers),
            held: Arc::clone(&held),
        };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
            runtime.expect("a runtime for the fake service").block_on(async {
                tokio::select! {
                    () = serve(listener, place) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { address, log, meddler, answers, held, stop: Some(stop), thread: Some(thread) }
    }

    /// Its address, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on this is asked about each request first.
    pub fn meddle(&self, meddle: impl FnMut(&Received) -> Option<Meddling> + Send + 'static) {
        *self.meddler.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(meddle));
    }

    /// From now on nothing goes wrong.
    pub fn calm(&self) {
        *self.meddler.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// What was held on its way arrives now; nobody waits for the answers any more.
    pub fn let_go(&self) {
        let held = std::mem::take(&mut *self.held.lock().unwrap_or_else(PoisonError::into_inner));
        for received in held {
            (*self.answers.lock().unwrap_or_else(PoisonError::into_inner))(&received);
        }
    }

    /// Every request so far.
    pub fn log(&self) -> Vec<Received> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many requests were not mere reading.
    pub fn writes(&self) -> usize {
        self.log().iter().filter(|received| received.method != "GET").count()
    }
}

impl Drop for FakeService {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What all conversations share.
#[derive(Clone)]
struct Shared {
    log: Arc<Mutex<Vec<Received>>>,
    meddler: Meddler,
    answers: Answers,
    held: Arc<Mutex<Vec<Received>>>,
}

impl Shared {
    fn answer(&self, received: &Received) -> Reply {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).push(received.clone());
        let meddling =
            self.meddler.lock().unwrap_or_else(PoisonError::into_inner).as_mut().and_then(|meddle| meddle(received));
        let right = || (*self.answers.lock().unwrap_or_else(PoisonError::into_inner))(received);
        let Response(reply) = match meddling {
            Some(Meddling::Before(response)) => response,
            Some(Meddling::Held(response)) => {
                self.held.lock().unwrap_or_else(PoisonError::into_inner).push(received.clone());
                response
            }
            meddling => spoil(right(), meddling),
        };
        reply
    }
}

async fn serve(listener: StdListener, shared: Shared) {
    let listener = TcpListener::from_std(listener).expect("a listener of this runtime");
    while let Ok((stream, _)) = listener.accept().await {
        let shared = shared.clone();
        tokio::spawn(async move {
            // A client that goes away in the middle is its own business.
            let _ = converse(stream, &shared).await;
        });
    }
}

async fn converse(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let http::Request { method, path, headers, body, bytes } = http::read(&mut stream).await?;
    let reply = shared.answer(&Received { method, path, headers, body, bytes });
    match reply.delivery {
        Delivery::Hang => std::future::pending().await,
        Delivery::Reset => http::reset(stream),
        Delivery::Whole | Delivery::Half => http::write(stream, &reply).await,
    }
}

/// The right answer, or what comes in its place.
fn spoil(right: Response, meddling: Option<Meddling>) -> Response {
    let Response(mut reply) = right;
    match meddling {
        Some(Meddling::Before(other) | Meddling::After(other) | Meddling::Held(other)) => return other,
        Some(Meddling::Truncated) => reply.delivery = Delivery::Half,
        Some(Meddling::Malformed) => reply.body.truncate(reply.body.floor_char_boundary(reply.body.len() / 2)),
        Some(Meddling::Damaged(seed)) => reply.binary = Some(damaged(reply.body.as_bytes(), seed)),
        Some(Meddling::Reshaped(seed)) => {
            if let Ok(body) = serde_json::from_str::<Value>(&reply.body) {
                reply.body = reshaped(&body, seed).to_string();
            }
        }
        None => {}
    }
    Response(reply)
}
