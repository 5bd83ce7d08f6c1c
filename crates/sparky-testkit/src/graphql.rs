//! Answers a GraphQL request from a graph, as GitHub does: checked against the schema, with its errors and its costs.
//! It must not know HTTP.

mod connection;
mod cost;
mod fault;
mod history;
mod object;
mod reactions;
mod root;
mod selection;
mod sought;

use std::cell::RefCell;

use apollo_compiler::ExecutableDocument;
use apollo_compiler::executable::Operation;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::resolvers::Execution;
use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::Valid;
use serde_json::{Value, json};

use crate::graph::{Graph, Record, embedded};
use crate::schema::{parse, schema};

/// What is asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) query: String,
    pub(crate) operation: Option<String>,
    pub(crate) variables: Value,
}

/// What is left of the hour's points before the request.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    pub(crate) limit: u64,
    pub(crate) used: u64,
    pub(crate) reset_at: String,
}

/// The body of an answer, and what it cost.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) body: Value,
    pub(crate) cost: u64,
    /// How many nodes it asks for at most.
    pub(crate) nodes: u64,
}

/// What resolvers share while one request runs.
pub(crate) struct Run<'a> {
    pub(crate) graph: Graph<'a>,
    pub(crate) rate_limit: Record,
    /// Errors that leave a null behind in a list, which the executor's own errors cannot.
    pub(crate) missing: RefCell<Vec<Value>>,
}

/// A request that GitHub understood.
struct Prepared {
    document: Valid<ExecutableDocument>,
    variables: Valid<JsonMap>,
    cost: cost::Cost,
}

pub(crate) fn execute(graph: Graph<'_>, request: &Request, budget: &Budget) -> Outcome {
    let prepared = match prepare(request) {
        Ok(prepared) => prepared,
        Err(messages) => return refused(&messages),
    };
    let points = prepared.cost.points;
    if let Some(error) = fault::exhausted(budget, points).or_else(|| fault::too_many_nodes(prepared.cost.nodes)) {
        return Outcome { body: json!({ "errors": [error] }), cost: 0, nodes: prepared.cost.nodes };
    }
    let rate_limit = json!({
        "limit": budget.limit,
        "cost": points,
        "used": budget.used + points,
        "remaining": budget.limit - budget.used - points,
        "resetAt": budget.reset_at,
        "nodeCount": prepared.cost.nodes,
    });
    let run = Run { graph, rate_limit: embedded("RateLimit", rate_limit), missing: RefCell::default() };
    Outcome { body: answer(&run, &prepared, request), cost: points, nodes: prepared.cost.nodes }
}

fn prepare(request: &Request) -> Result<Prepared, Vec<String>> {
    let document = parse(&request.query)?;
    let operation = operation(&document, request)?;
    let raw: JsonMap = serde_json::from_value(match &request.variables {
        Value::Null => json!({}),
        given => given.clone(),
    })
    .map_err(|_| vec!["Variables must be an object".to_owned()])?;
    let variables = coerce_variable_values(schema(), operation, &raw).map_err(|bad| vec![bad.message().to_string()])?;
    let cost = cost::of(&document, operation, &variables);
    Ok(Prepared { document, variables, cost })
}

fn operation<'a>(document: &'a Valid<ExecutableDocument>, request: &Request) -> Result<&'a Operation, Vec<String>> {
    let name = request.operation.as_deref();
    let found = document.operations.get(name).map(|operation| &**operation);
    found.map_err(|_| vec![format!("No operation named {:?}", name.unwrap_or_default())])
}

fn refused(messages: &[String]) -> Outcome {
    let errors: Vec<Value> = messages.iter().map(|message| fault::refusal(message)).collect();
    Outcome { body: json!({ "errors": errors }), cost: 0, nodes: 0 }
}

fn answer(run: &Run<'_>, prepared: &Prepared, request: &Request) -> Value {
    let root = object::Object::root(run);
    let executed = Execution::new(schema(), &prepared.document)
        .coerced_variable_values(&prepared.variables)
        .operation_name(request.operation.as_deref())
        .and_then(|execution| execution.execute_sync(&root));
    let response = match executed {
        Ok(response) => response,
        Err(error) => return json!({ "errors": [fault::refusal(&error.message().to_string())] }),
    };
    let errors = response.errors.iter().map(fault::as_github_says);
    let errors: Vec<Value> = errors.chain(run.missing.take()).collect();
    if errors.is_empty() {
        json!({ "data": response.data })
    } else {
        json!({ "data": response.data, "errors": errors })
    }
}
