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

/// A request as it came; names of headers are in lower case.
#[derive(Debug, Clone)]
pub struct Received {
    /// The method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The headers.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

/// What comes back.
#[derive(Debug)]
pub struct Response(Reply);

impl Response {
    /// This text.
    pub fn text(status: u16, text: &str) -> Self {
        let headers = vec![("content-type".to_owned(), "text/plain".to_owned())];
        Self(Reply { status, headers, body: text.to_owned(), delivery: Delivery::Whole })
    }

    /// This JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Self(Reply { status, headers, body: body.to_string(), delivery: Delivery::Whole })
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
}

type Answers = Arc<Mutex<dyn FnMut(&Received) -> Response + Send>>;
type Meddler = Arc<Mutex<Option<Box<dyn FnMut(&Received) -> Option<Meddling> + Send>>>>;

/// A service on a port of this machine, with a thread of its own. It ends when dropped.
pub struct FakeService {
    address: SocketAddr,
    log: Arc<Mutex<Vec<Received>>>,
    meddler: Meddler,
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
        let (shared, within) = (Arc::clone(&log), Arc::clone(&meddler));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
            runtime.expect("a runtime for the fake service").block_on(async {
                tokio::select! {
                    () = serve(listener, shared, within, answers) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { address, log, meddler, stop: Some(stop), thread: Some(thread) }
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

async fn serve(listener: StdListener, log: Arc<Mutex<Vec<Received>>>, meddler: Meddler, answers: Answers) {
    let listener = TcpListener::from_std(listener).expect("a listener of this runtime");
    while let Ok((stream, _)) = listener.accept().await {
        let (log, meddler, answers) = (Arc::clone(&log), Arc::clone(&meddler), Arc::clone(&answers));
        tokio::spawn(async move {
            // A client that goes away in the middle is its own business.
            let _ = converse(stream, &log, &meddler, &answers).await;
        });
    }
}

async fn converse(
    mut stream: TcpStream,
    log: &Mutex<Vec<Received>>,
    meddler: &Meddler,
    answers: &Answers,
) -> std::io::Result<()> {
    let http::Request { method, path, headers, body } = http::read(&mut stream).await?;
    let received = Received { method, path, headers, body };
    log.lock().unwrap_or_else(PoisonError::into_inner).push(received.clone());
    let meddling = meddler.lock().unwrap_or_else(PoisonError::into_inner).as_mut().and_then(|meddle| meddle(&received));
    let Response(reply) = match meddling {
        Some(Meddling::Before(response)) => response,
        meddling => spoil((*answers.lock().unwrap_or_else(PoisonError::into_inner))(&received), meddling),
    };
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
        Some(Meddling::Before(other) | Meddling::After(other)) => return other,
        Some(Meddling::Truncated) => reply.delivery = Delivery::Half,
        Some(Meddling::Malformed) => reply.body.truncate(reply.body.floor_char_boundary(reply.body.len() / 2)),
        None => {}
    }
    Response(reply)
}
