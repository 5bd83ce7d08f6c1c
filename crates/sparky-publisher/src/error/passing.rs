//! Which faults pass by themselves. It must not know who tries again, nor when.

use super::{Error, Refusal, Trouble};

impl Error {
    /// Whether the service takes no more for now.
    pub(crate) const fn is_limited(&self) -> bool {
        use sparky_github::Error as GitHub;
        matches!(
            self,
            Self::GitHub { source: GitHub::RateLimited { .. }, .. }
                | Self::Service { trouble: Trouble::Limited(_), .. }
        )
    }

    /// Whether another attempt, a little later, may succeed: the network or a service failed. What a person has to
    /// correct or to settle does not pass, and neither does a limit that was waited for already.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Uncertain { .. } | Self::StillOpen(_) => true,
            Self::Unseen(cause) => cause.is_passing(),
            Self::Service { trouble, .. } => {
                matches!(trouble, Trouble::Unreachable(_) | Trouble::Unanswered(_) | Trouble::Mute(_))
            }
            Self::GitHub { source, .. } => source.is_passing(),
            Self::Refused { refusal, .. } => matches!(refusal, Refusal::NoHost | Refusal::Raced),
            _ => false,
        }
    }
}
