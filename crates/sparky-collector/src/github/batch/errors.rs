//! Which error belongs to which question.

use serde_json::Value;
use sparky_github::{Error as ApiError, GraphqlError};

use super::{NoReply, Reply};

/// The answer under alias `a<at>`.
pub(crate) fn reply(at: usize, data: &mut Value, errors: &[GraphqlError]) -> Result<Reply, NoReply> {
    let alias = format!("a{at}");
    let value = data.get_mut(&alias).map(Value::take).unwrap_or_default();
    let is_own = |error: &&GraphqlError| match error.path.first() {
        Some(first) => first.as_str() == Some(&alias),
        None => true,
    };
    let is_gone = |error: &&GraphqlError| error.kind == "NOT_FOUND";
    let own = || errors.iter().filter(is_own);
    let worst = own().find(|error| !is_gone(error));
    let lacks_only_what_is_gone = worst.is_none();
    let Some(first) = worst.or_else(|| own().next()) else {
        return Ok(Reply { value, missing: None, lacks_only_what_is_gone });
    };
    if is_heavy(first) {
        return Err(NoReply::TooHeavy);
    }
    if !value.is_null() {
        let missing = Some(first.message.trim_end_matches('.').to_owned());
        return Ok(Reply { value, missing, lacks_only_what_is_gone });
    }
    let message = first.message.clone();
    Err(NoReply::Failed(match first.denial() {
        Some(denial) => denial,
        None if first.kind == "INVALID_CURSOR_ARGUMENTS" => ApiError::Refused { operation: "Cursor", message },
        None => ApiError::Unavailable { operation: "query", attempts: 1, message },
    }))
}

/// Whether GitHub gave up on a part of the query because of all the rest.
fn is_heavy(error: &GraphqlError) -> bool {
    matches!(error.kind.as_str(), "RESOURCE_LIMITS_EXCEEDED" | "MAX_NODE_LIMIT_EXCEEDED")
}
