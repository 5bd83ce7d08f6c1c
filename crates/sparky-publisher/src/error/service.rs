//! What a service's refusal means to those who know the service. It must not know any.

use chrono::TimeDelta;

use super::{Error, Trouble};
use crate::config::Secret;

impl Error {
    /// The same, with the variable whose content was refused and what it must hold.
    pub(crate) fn needing(self, secret: &Secret, needs: &str) -> Self {
        match self {
            Self::Service { place, trouble: Trouble::Denied { status, said } } => {
                let (variable, needs) = (secret.variable.clone(), needs.to_owned());
                Self::Service { place, trouble: Trouble::NotAllowed { status, said, variable, needs } }
            }
            other => other,
        }
    }

    /// The same, when the clock of this machine is so far from the service's that no signature can be good.
    pub(crate) fn at(self, skew: Option<TimeDelta>) -> Self {
        let Some(skew) = skew else { return self };
        let (minutes, way) = (skew.num_minutes().abs(), if skew < TimeDelta::zero() { "behind" } else { "ahead of" });
        let hint = format!(" (the clock of this machine is {minutes} minutes {way} the service's; set it right)");
        match self {
            Self::Service { place, trouble: Trouble::Denied { status, said } } => {
                Self::Service { place, trouble: Trouble::Denied { status, said: said + &hint } }
            }
            other => other,
        }
    }

    /// The same, when nothing was to be changed: that no answer came leaves nothing open.
    pub(crate) fn of_a_question(self) -> Self {
        match self {
            Self::Service { place, trouble: Trouble::Unanswered(said) } => {
                Self::Service { place, trouble: Trouble::Mute(said) }
            }
            other => other,
        }
    }

    /// The same, when a place was only looked at: nothing was sent, so nothing is open.
    pub(crate) fn of_a_look(self) -> Self {
        if self.is_uncertain() { Self::Unseen(Box::new(self)) } else { self }
    }

    /// Whether the credentials do not suffice.
    pub(crate) fn is_denied(&self) -> bool {
        matches!(self, Self::Service { trouble: Trouble::Denied { .. } | Trouble::NotAllowed { .. }, .. })
    }

    /// Whether there is no such thing.
    pub(crate) fn is_gone(&self) -> bool {
        matches!(self, Self::Service { trouble: Trouble::Gone { .. }, .. })
    }

    /// Whether the service does not take it as it is.
    pub(crate) fn is_rejected(&self) -> bool {
        matches!(self, Self::Service { trouble: Trouble::Rejected { .. }, .. })
    }

    /// Whether it is not part of what is paid for.
    pub(crate) fn is_unpaid(&self) -> bool {
        matches!(self, Self::Service { trouble: Trouble::Unpaid(_), .. })
    }

    /// Whether the service's own words hold these.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.said().is_some_and(|said| said.contains(words))
    }

    /// The service's own words.
    pub(crate) fn said(&self) -> Option<&str> {
        match self {
            Self::Service { trouble, .. } => trouble.said(),
            _ => None,
        }
    }
}

impl Trouble {
    /// The service's own words.
    pub(crate) fn said(&self) -> Option<&str> {
        match self {
            Self::Denied { said, .. }
            | Self::NotAllowed { said, .. }
            | Self::Gone { said, .. }
            | Self::Rejected { said, .. }
            | Self::Unpaid(said)
            | Self::Unanswered(said) => Some(said),
            _ => None,
        }
    }
}
