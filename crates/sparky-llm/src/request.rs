//! What a model is asked, in no provider's words. It must not know what the texts say.

use serde::Serialize;
use serde_json::Value;

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Request {
    /// What the model is to do; the same from call to call, so that providers can keep it.
    pub system: String,
    /// The conversation so far; it begins and ends with [`Role::User`].
    pub messages: Vec<Message>,
    /// A name for the form of the answer: letters and underscores.
    pub form: String,
    /// The JSON Schema of the answer: every property required, no further ones.
    pub schema: Value,
    /// The most tokens that may be written.
    pub max_output: u64,
}

/// One turn of the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What is said.
    pub text: String,
}

/// Who says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// We.
    User,
    /// The model.
    Assistant,
}

impl Request {
    /// Tokens that reading it takes, rather too many: a token is hardly ever shorter than three bytes.
    pub(crate) fn tokens(&self) -> u64 {
        let texts = self.messages.iter().map(|message| message.text.len()).sum::<usize>();
        let bytes = self.system.len() + texts + self.schema.to_string().len();
        (bytes as u64).div_ceil(3) + 50
    }
}
