//! How many requests are on their way at once: fewer after GitHub complained, more again as it answers. It must not
//! know tokens and points.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Half of what GitHub allows: the rest is for what else its user does.
const AT_ONCE: usize = 50;

/// The seats of a client.
#[derive(Debug)]
pub(crate) struct Seats {
    semaphore: Semaphore,
    width: Mutex<Width>,
}

#[derive(Debug)]
struct Width {
    /// Seats there are.
    open: usize,
    /// Seats there should be. One that is too many goes when its request has ended.
    wanted: usize,
    answers: usize,
    narrowed: Option<DateTime<Utc>>,
}

/// The right to have a request on its way.
#[derive(Debug)]
pub(crate) struct Seat<'a> {
    seats: &'a Seats,
    permit: Option<SemaphorePermit<'a>>,
}

impl Seats {
    pub(crate) fn new() -> Self {
        let width = Width { open: AT_ONCE, wanted: AT_ONCE, answers: 0, narrowed: None };
        Self { semaphore: Semaphore::new(AT_ONCE), width: Mutex::new(width) }
    }

    pub(crate) async fn take(&self) -> Seat<'_> {
        // The semaphore is never closed, so a missing permit cannot be.
        Seat { seats: self, permit: self.semaphore.acquire().await.ok() }
    }

    /// GitHub complained about a request sent at this time. Those sent before the last narrowing are the same story.
    pub(crate) fn narrow(&self, sent: DateTime<Utc>, now: DateTime<Utc>) {
        let mut width = self.width();
        if width.narrowed.is_none_or(|last| sent > last) {
            width.narrowed = Some(now);
            width.wanted = (width.wanted / 2).max(1);
            width.answers = 0;
        }
        width.open -= self.semaphore.forget_permits(width.open.saturating_sub(width.wanted));
    }

    /// GitHub answered. As many answers as there are seats make one more.
    pub(crate) fn widen(&self) {
        let mut width = self.width();
        width.answers += 1;
        if width.answers >= width.wanted && width.wanted < AT_ONCE {
            (width.answers, width.wanted) = (0, width.wanted + 1);
            let missing = width.wanted.saturating_sub(width.open);
            width.open += missing;
            self.semaphore.add_permits(missing);
        }
    }

    fn width(&self) -> MutexGuard<'_, Width> {
        self.width.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let mut width = self.seats.width();
        let Some(permit) = self.permit.take().filter(|_| width.open > width.wanted) else { return };
        width.open -= 1;
        permit.forget();
    }
}
