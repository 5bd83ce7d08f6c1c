//! Which faults pass by themselves. It must not know who tries again, nor when.

use super::{Error, Refusal, Trouble};

impl Error {
    /// Whether another attempt, a little later, may succeed: the network or a service failed. What a person has to
    /// correct or to settle does not pass, and neither does a limit that was waited for already.
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::Uncertain { .. } => true,
            Self::Service { trouble, .. } => {
                matches!(trouble, Trouble::Unreachable(_) | Trouble::Unanswered(_) | Trouble::Mute(_))
            }
            Self::GitHub { source, .. } => source.is_passing(),
            Self::Refused { refusal, .. } => matches!(refusal, Refusal::NoHost | Refusal::Raced),
            _ => false,
        }
    }
}
