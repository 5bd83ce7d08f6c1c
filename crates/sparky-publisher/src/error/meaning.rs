//! What an error means for the question whether an item arrived, and what a token lacks. It must not know any service.

use super::{Error, Refusal, Trouble};

impl Error {
    /// Whether credentials are missing or refused.
    pub fn lacks_credentials(&self) -> bool {
        use sparky_github::Error as GitHub;
        if let Error::StillOpen(cause) = self {
            return cause.lacks_credentials();
        }
        matches!(
            self,
            Error::Unusable(_)
                | Error::Service { trouble: Trouble::Denied { .. } | Trouble::NotAllowed { .. }, .. }
                | Error::Refused { refusal: Refusal::NotLoggedIn | Refusal::NotAllowed, .. }
                | Error::Repository { refusal: Refusal::NotLoggedIn | Refusal::NotAllowed, .. }
                | Error::GitHub {
                    source: GitHub::NoToken | GitHub::BadCredentials { .. } | GitHub::Forbidden { .. },
                    ..
                }
        )
    }

    /// Whether the service says that there is no such thing, which is an answer when one looks for something.
    pub(crate) const fn is_missing(&self) -> bool {
        matches!(self, Error::Service { trouble: Trouble::Gone { status: 404, .. }, .. })
    }

    /// Whether the item may have arrived all the same.
    pub(crate) fn is_uncertain(&self) -> bool {
        use sparky_github::Error as GitHub;
        matches!(
            self,
            Error::Uncertain { .. }
                | Error::Unfinished { .. }
                | Error::StillOpen(_)
                | Error::Service { trouble: Trouble::Unanswered(_), .. }
                | Error::GitHub { source: GitHub::Unavailable { .. }, .. }
        )
    }
}

pub(super) fn github_hint(error: &sparky_github::Error, permission: &str) -> String {
    use sparky_github::Error as GitHub;
    match error {
        GitHub::BadCredentials { .. } => {
            "; check the token: GITHUB_TOKEN, or the one that `token_env` names".to_owned()
        }
        GitHub::Forbidden { .. } => format!(
            "; let the token write there: GITHUB_TOKEN (`permissions: {permission}` in Actions), or the one that \
             `token_env` names"
        ),
        GitHub::NotFound { .. } => format!(
            "; check `repo` and what is named beside it, that it is switched on, and that the token may see it \
             ({permission})"
        ),
        GitHub::Unavailable { .. } => "; publish again later: it is looked for before anything is sent".to_owned(),
        _ => String::new(),
    }
}
