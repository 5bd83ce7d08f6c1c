//! The fake GitHub as a server on the loopback. It must not know how queries are answered.

mod fault;
mod http;
mod limits;
mod rest;
mod seen;
mod service;
mod state;
mod token;

use std::io;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::clock::TestClock;
use crate::world::World;

pub use fault::{Fault, Trouble};
pub use seen::Seen;
pub use service::{FakeService, Meddling, Received, Response};

use http::{Delivery, Reply};
use state::State;

/// A GitHub on a port of this machine, with a thread of its own, so that also blocking tests can use it. It ends when
/// dropped.
///
/// Any token will do but `bad`; GraphQL needs one, and a user agent. Each has points of its own.
#[derive(Debug)]
pub struct FakeGitHub {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl FakeGitHub {
    /// Starts one. It reads the time from `clock`; give the same one to the client.
    ///
    /// # Panics
    /// When the machine has no port or thread left.
    pub fn start(world: World, clock: TestClock) -> Self {
        let listener = StdListener::bind("127.0.0.1:0").expect("a free port on the loopback");
        listener.set_nonblocking(true).expect("a listener that does not block");
        let address = listener.local_addr().expect("the address of a bound listener");
        let state = Arc::new(Mutex::new(State::new(world, clock)));
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::clone(&state);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build();
            // Connections that hang end with the runtime.
            runtime.expect("a runtime for the fake GitHub").block_on(async {
                tokio::select! {
                    () = serve(listener, shared) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { address, state, stop: Some(stop), thread: Some(thread) }
    }

    /// The address of the GraphQL API.
    pub fn graphql_url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }

    /// The address of the REST API, of which there is as much as Sparky reads.
    pub fn api_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Plans a fault.
    pub fn plan(&self, fault: Fault) {
        self.with(|state| state.plan(fault));
    }

    /// Changes the world, between requests.
    pub fn change(&self, change: impl FnOnce(&mut World)) {
        self.with(|state| state.change(change));
    }

    /// Looks at the world.
    pub fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        self.with(|state| look(state.world()))
    }

    /// Sets how many points an hour has. What was spent stays spent.
    pub fn limit_points(&self, limit: u64) {
        self.with(|state| state.limits.points = limit);
    }

    /// Sets how many requests of a token a minute has. The next one meets the secondary limit.
    pub fn limit_minute(&self, requests: u64) {
        self.with(|state| state.limits.minute = Some(requests));
    }

    /// Sets how many requests may be on their way at once. One more meets the secondary limit.
    pub fn limit_concurrency(&self, requests: usize) {
        self.with(|state| state.limits.concurrent = Some(requests));
    }

    /// Queries that ask for more nodes than this get 502, as heavy ones do on a bad day.
    pub fn limit_nodes(&self, nodes: u64) {
        self.with(|state| state.limits.nodes = Some(nodes));
    }

    /// A token is good for so many more requests, then it has expired.
    pub fn expire_token(&self, token: &str, after: u64) {
        self.with(|state| state.expire(token, after));
    }

    /// Every answer takes this long in real time. For benchmarks; tests have no time to lose.
    pub fn delay(&self, latency: Duration) {
        self.with(|state| state.latency = latency);
    }

    /// Every request so far.
    pub fn log(&self) -> Vec<Seen> {
        self.with(|state| state.log().to_vec())
    }

    /// How many requests asked for this operation.
    pub fn requests(&self, operation: &str) -> usize {
        self.log().iter().filter(|seen| seen.operation == operation).count()
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for FakeGitHub {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in there has been printed; a second one here would end the test program.
            let _ = thread.join();
        }
    }
}

async fn serve(listener: StdListener, state: Arc<Mutex<State>>) {
    let listener = TcpListener::from_std(listener).expect("a listener of this runtime");
    while let Ok((stream, _)) = listener.accept().await {
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            // A client that goes away in the middle is its own business.
            let _ = converse(stream, &state).await;
        });
    }
}

async fn converse(mut stream: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    let locked = || state.lock().unwrap_or_else(PoisonError::into_inner);
    let request = http::read(&mut stream).await?;
    let latency = locked().arrive();
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let reply: Reply = {
        let mut state = locked();
        let reply = state.answer(&request);
        state.depart();
        reply
    };
    match reply.delivery {
        Delivery::Hang => std::future::pending().await,
        Delivery::Reset => http::reset(stream),
        Delivery::Whole | Delivery::Half => http::write(stream, &reply).await,
    }
}
