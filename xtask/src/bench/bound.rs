//! The bounds that the project has set itself. It must not know how anything is measured.

use std::time::Duration;

use serde::Serialize;

/// The most that a case may take; what is none is not bounded.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(super) struct Bound {
    pub(super) requests: Option<usize>,
    pub(super) points: Option<u64>,
    /// Bytes.
    pub(super) memory: Option<u64>,
    /// Reported only: another machine has another time.
    #[serde(skip)]
    pub(super) wall: Option<Duration>,
}

impl Bound {
    /// So many requests and no bound on anything else.
    pub(super) fn requests(requests: usize) -> Self {
        Self { requests: Some(requests), ..Self::default() }
    }

    /// The same bound with so many points.
    pub(super) fn points(self, points: u64) -> Self {
        Self { points: Some(points), ..self }
    }

    /// The same bound with so much time, which is reported only.
    pub(super) fn wall(self, milliseconds: u64) -> Self {
        Self { wall: Some(Duration::from_millis(milliseconds)), ..self }
    }

    /// So many bytes of memory and no bound on anything else.
    pub(super) fn memory(bytes: u64) -> Self {
        Self { memory: Some(bytes), ..Self::default() }
    }

    /// Whether anything is bounded.
    pub(super) fn is_set(&self) -> bool {
        self.requests.is_some() || self.points.is_some() || self.memory.is_some() || self.wall.is_some()
    }
}
