//! What goes wrong with a run, by chance.

use std::sync::Arc;

use sparky_testkit::{Dice, Meddling, Response};
use tokio::sync::Notify;

use crate::places::{Place, is_read, is_write};

/// What goes wrong with one request of a run.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fate {
    /// Nothing.
    Good,
    /// The run is killed before it arrives, or after.
    KilledBefore,
    KilledAfter,
    /// The connection breaks before it arrives, or after.
    LostBefore,
    LostAfter,
    /// It arrives when nobody waits for the answer any more.
    Late,
    Refused(u16),
    /// A proxy answers, before it arrives or after.
    DownBefore,
    DownAfter,
    /// It arrives, and half of the answer comes back.
    Truncated,
}

impl Fate {
    pub(super) fn roll(dice: &mut Dice) -> Self {
        match dice.roll(12) {
            0 => Self::Good,
            1 | 2 => Self::KilledBefore,
            3 | 4 => Self::KilledAfter,
            5 => Self::LostBefore,
            6 => Self::LostAfter,
            7 => Self::Late,
            8 => Self::Refused([401, 403, 404, 410, 422, 429][dice.roll(6)]),
            9 => Self::DownBefore,
            10 => Self::DownAfter,
            _ => Self::Truncated,
        }
    }

    fn meddling(self, death: &Notify) -> Option<Meddling> {
        if matches!(self, Self::KilledBefore | Self::KilledAfter) {
            death.notify_one();
        }
        Some(match self {
            Self::Good => return None,
            Self::KilledBefore | Self::LostBefore => Meddling::Before(Response::lost()),
            Self::KilledAfter | Self::LostAfter => Meddling::After(Response::lost()),
            Self::Late => Meddling::Held(Response::text(504, "<html>gateway time-out</html>")),
            Self::Refused(429) => Meddling::Before(Response::text(429, "slow down").with("retry-after", "7")),
            Self::Refused(status) => {
                Meddling::Before(Response::json(status, &serde_json::json!({ "message": "no", "error": "no" })))
            }
            Self::DownBefore => Meddling::Before(Response::text(503, "<html>try later</html>")),
            Self::DownAfter => Meddling::After(Response::text(502, "<html>bad gateway</html>")),
            Self::Truncated => Meddling::Truncated,
        })
    }
}

/// Lets it happen: mostly to one of the first writes, else to any request. Now and then nothing can be looked up after
/// it.
pub(super) fn meddle(place: &Place, fate: Fate, dice: &mut Dice, death: &Arc<Notify>) {
    let (is_about_writes, mut left) = (dice.roll(4) > 0, dice.roll(3));
    let (is_blind, mut is_over, death) = (dice.roll(3) == 0, false, Arc::clone(death));
    place.meddle(move |received| {
        if is_over {
            let is_hidden = is_blind && is_read(received);
            return is_hidden.then(|| Meddling::Before(Response::text(503, "<html>try later</html>")));
        }
        // That something is not there is no fault of a look-up, but its answer.
        let is_an_answer = matches!(fate, Fate::Refused(404 | 410));
        if (is_about_writes || is_an_answer) && !is_write(received) {
            return None;
        }
        is_over = left == 0;
        left = left.saturating_sub(1);
        if is_over { fate.meddling(&death) } else { None }
    });
}
