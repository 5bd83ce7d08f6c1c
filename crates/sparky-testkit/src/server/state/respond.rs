//! Requests and replies of the API in GitHub's form. It must not know the world.

use serde_json::{Value, json};

use crate::graphql;
use crate::server::fault::Trouble;
use crate::server::http::{Delivery, Reply, Request, reply};
use crate::server::rest;

/// What a request asks for: a query, or a path of the REST API; nothing when it is no JSON.
pub(super) fn asked(request: &Request) -> graphql::Request {
    if rest::is_call(request) {
        return graphql::Request {
            query: request.path.clone(),
            operation: rest::name(request),
            variables: Value::Null,
        };
    }
    let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
    let query = body["query"].as_str().unwrap_or_default().to_owned();
    let operation = body["operationName"].as_str().map_or_else(|| first_name(&query), |name| Some(name.to_owned()));
    graphql::Request { query, operation, variables: body["variables"].clone() }
}

/// The name in `query Name(...)`.
fn first_name(query: &str) -> Option<String> {
    let rest = query.trim_start().strip_prefix("query")?.trim_start();
    let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    Some(name).filter(|name| !name.is_empty())
}

/// What GitHub says to a request before it looks at the query.
pub(super) fn refusal(request: &Request) -> Option<Reply> {
    let says = |status, message: &str| Some(Reply { status, ..reply(json!({ "message": message })) });
    let is_query = ["/graphql", "/api/graphql"].contains(&request.path.as_str()) && request.method == "POST";
    if !is_query && !rest::is_call(request) {
        return says(404, "Not Found");
    }
    if request.headers.get("user-agent").is_none_or(String::is_empty) {
        return says(
            403,
            "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
        );
    }
    match token(request) {
        None => says(401, "This endpoint requires you to be authenticated."),
        Some("bad") => Some(bad_credentials()),
        Some(_) if is_query && serde_json::from_str::<Value>(&request.body).is_err() => {
            says(400, "Problems parsing JSON")
        }
        Some(_) => None,
    }
}

/// The token of a request.
pub(super) fn token(request: &Request) -> Option<&str> {
    request.headers.get("authorization").and_then(|value| value.split_once(' ')).map(|(_, token)| token)
}

/// What GitHub says to a token that is wrong or has expired.
pub(super) fn bad_credentials() -> Reply {
    Reply { status: 401, ..reply(json!({ "message": "Bad credentials", "status": "401" })) }
}

/// What becomes of an answer when this goes wrong.
pub(super) fn spoil(reply: Reply, trouble: &Trouble) -> Reply {
    match trouble {
        Trouble::Shift(_) | Trouble::RateLimited(_) => reply,
        Trouble::Reset => Reply { delivery: Delivery::Reset, ..reply },
        Trouble::Truncated => Reply { delivery: Delivery::Half, ..reply },
        Trouble::Hang => Reply { delivery: Delivery::Hang, ..reply },
        Trouble::Malformed => Reply { body: first_half(&reply.body), ..reply },
        Trouble::Partial(places) => Reply { body: without(&reply.body, places), ..reply },
        Trouble::Reshaped(seed) => Reply { body: of_another_shape(&reply.body, *seed), ..reply },
        // Also the headers are those of the fault alone: a proxy knows nothing of points.
        Trouble::Status { status, headers, body } => Reply {
            status: *status,
            headers: headers.clone(),
            body: body.clone(),
            binary: None,
            delivery: Delivery::Whole,
        },
    }
}

fn first_half(body: &str) -> String {
    body.chars().take(body.chars().count() / 2).collect()
}

fn of_another_shape(body: &str, seed: u64) -> String {
    let mut body: Value = serde_json::from_str(body).unwrap_or_default();
    match body.get_mut("data") {
        Some(data) => *data = crate::damage::reshaped(data, seed),
        None => body = crate::damage::reshaped(&body, seed),
    }
    body.to_string()
}

fn without(body: &str, places: &[String]) -> String {
    let mut body: Value = serde_json::from_str(body).unwrap_or_default();
    let mut errors = body["errors"].as_array().cloned().unwrap_or_default();
    for place in places {
        match body["data"].pointer_mut(place) {
            Some(found) => *found = Value::Null,
            None => panic!("the answer has nothing at {place} that could be left out: {body}"),
        }
        let path: Vec<Value> = place.split('/').skip(1).map(step).collect();
        let message = "Something went wrong while executing your query.";
        errors.push(json!({ "type": "INTERNAL", "path": path, "message": message }));
    }
    body["errors"] = json!(errors);
    body.to_string()
}

fn step(name: &str) -> Value {
    name.parse::<u64>().map_or_else(|_| json!(name), |index| json!(index))
}
