//! What can go wrong between here and a service, after the name of the service. It must not know any service.

use std::time::Duration;

/// What went wrong at a service, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The address cannot be read; it is not repeated, since it may hold a secret.
    #[error("holds an address that cannot be read: {0}; correct it")]
    BadUrl(url::ParseError),
    /// An address without encryption.
    #[error("has no https address, so nothing was sent; use https")]
    NotEncrypted,
    /// No connection: nothing was sent.
    #[error("cannot be reached: {0}; check the address and the network, then publish again")]
    Unreachable(String),
    /// The service took the request, perhaps, and did not say what became of it.
    #[error("gave no proper answer ({0})")]
    Unanswered(String),
    /// The service sends elsewhere.
    #[error("sends to another address, which is not followed with a secret; correct the address")]
    Redirected,
    /// The service wants fewer messages.
    #[error("takes no more messages now; publish again after {seconds} seconds", seconds = .0.as_secs_f64())]
    Limited(Duration),
    /// The credentials are wrong.
    #[error("does not allow it (status {status}): {said}; check that the secret is valid and may post there")]
    Denied {
        /// The status.
        status: u16,
        /// What the service said.
        said: String,
    },
    /// The credentials are wrong, and it is known which ones and what they need.
    #[error("does not allow it (status {status}): {said}; set {variable} to {needs}")]
    NotAllowed {
        /// The status.
        status: u16,
        /// What the service said.
        said: String,
        /// The variable.
        variable: String,
        /// What it must hold.
        needs: String,
    },
    /// The service wants money.
    #[error("wants to be paid for this (status 402): {0}; see to the account's plan, or remove the target")]
    Unpaid(String),
    /// The service could not be asked; nothing was sent.
    #[error("gave no proper answer to a question ({0}), so nothing was sent; publish again later")]
    Mute(String),
    /// The address is none of a mail server.
    #[error(
        "is no address of a mail server; write it like smtps://user:password@host or smtp://user:password@host:587"
    )]
    NoMailServer,
    /// A mail server without encryption.
    #[error("offers no encryption (STARTTLS), so nothing was sent; use smtps:// or another server")]
    NoStartTls,
    /// There is no such place, or no longer.
    #[error("does not exist, or no longer (status {status}): {said}; correct the address or remove the target")]
    Gone {
        /// The status.
        status: u16,
        /// What the service said.
        said: String,
    },
    /// The service does not take the message.
    #[error("does not take this (status {status}): {said}; correct what it names, then publish again")]
    Rejected {
        /// The status.
        status: u16,
        /// What the service said.
        said: String,
    },
}
