//! Texts that strangers wrote, on their way into a prompt: those that talk to a model are not shown to it, and nothing in
//! them can end the fence around them. It must not know what is asked.

use serde_json::Value;

/// What a title says that talks to a model rather than to people.
const ORDERS: [&str; 22] = [
    "ignore",
    "disregard",
    "forget",
    "instruction",
    "prompt",
    "system:",
    "assistant",
    "you are",
    "you must",
    "you will",
    "write ",
    "say ",
    "reply",
    "respond",
    "output",
    "repeat",
    "language model",
    "llm",
    "chatgpt",
    "claude",
    "summar",
    "digest",
];

/// What is shown in the place of such a title.
const WITHHELD: &str = "(a title that is not shown)";

/// What a model may see of a text.
pub fn shown(text: &str) -> &str {
    if gives_orders(text) { WITHHELD } else { text }
}

/// Whether a text talks to a model.
pub fn gives_orders(text: &str) -> bool {
    let text = text.to_lowercase();
    ORDERS.iter().any(|order| text.contains(order))
}

/// JSON in which nothing can end a fence.
pub fn fenced(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e")
}
