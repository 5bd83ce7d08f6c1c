//! A clock that stands still until somebody sleeps. It must not know whose clock it is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

/// A clock that stands still; a sleep moves it, ends at once, and is remembered. Clones are the same clock.
#[derive(Debug, Clone)]
pub struct TestClock {
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    now: DateTime<Utc>,
    waits: Vec<Duration>,
}

impl TestClock {
    /// A clock that shows this time.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self { state: Arc::new(Mutex::new(State { now, waits: Vec::new() })) }
    }

    /// A clock that shows this time, like `2026-07-13T06:00:00Z`.
    ///
    /// # Panics
    /// When it is no time.
    pub fn at(now: &str) -> Self {
        Self::new(now.parse().expect("a time like 2026-07-13T06:00:00Z"))
    }

    /// The time it shows.
    pub fn now(&self) -> DateTime<Utc> {
        self.with(|state| state.now)
    }

    /// Moves the clock and remembers the wait.
    pub async fn sleep(&self, duration: Duration) {
        self.with(|state| state.waits.push(duration));
        self.advance(duration);
        tokio::task::yield_now().await;
    }

    /// Moves the clock; nobody waited for it.
    pub fn advance(&self, duration: Duration) {
        self.with(|state| state.now += duration);
    }

    /// Every wait, in order.
    pub fn waits(&self) -> Vec<Duration> {
        self.with(|state| state.waits.clone())
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A `Frozen` that is a clock of the crate whose trait is named, and stands still like a [`TestClock`]:
/// `frozen_clock!(sparky_llm::Clock)`.
#[macro_export]
macro_rules! frozen_clock {
    ($clock:path) => {
        struct Frozen($crate::TestClock);

        impl $clock for Frozen {
            fn now(&self) -> chrono::DateTime<chrono::Utc> {
                self.0.now()
            }

            fn sleep(
                &self,
                duration: std::time::Duration,
            ) -> std::pin::Pin<Box<dyn std::future::Future<Output = ()> + Send + '_>> {
                Box::pin(self.0.sleep(duration))
            }
        }
    };
}
