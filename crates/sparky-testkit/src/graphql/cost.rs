//! What a query costs, by GitHub's published rule: the requests that its connections would need, divided by 100. It
//! must not know what was found.

use apollo_compiler::ExecutableDocument;
use apollo_compiler::ast::Value;
use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use apollo_compiler::response::JsonMap;

/// What a query costs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) points: u64,
    pub(crate) nodes: u64,
}

struct Count<'a> {
    document: &'a ExecutableDocument,
    variables: &'a JsonMap,
    requests: u64,
    nodes: u64,
}

pub(crate) fn of(document: &ExecutableDocument, operation: &Operation, variables: &JsonMap) -> Cost {
    let mut count = Count { document, variables, requests: 0, nodes: 0 };
    count.add(&operation.selection_set, 1);
    Cost { points: ((count.requests + 50) / 100).max(1), nodes: count.nodes }
}

impl Count<'_> {
    /// Adds what is inside of something that there are `times` of.
    fn add(&mut self, set: &SelectionSet, times: u64) {
        for selection in &set.selections {
            match selection {
                unwanted if !self.is_wanted(unwanted) => {}
                Selection::Field(field) => self.add_field(field, times),
                Selection::InlineFragment(inline) => self.add(&inline.selection_set, times),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = spread.fragment_def(self.document) {
                        self.add(&fragment.selection_set, times);
                    }
                }
            }
        }
    }

    /// What `@skip` and `@include` leave.
    fn is_wanted(&self, selection: &Selection) -> bool {
        let says = |name: &str| {
            let argument = selection.directives().get(name)?.specified_argument_by_name("if")?;
            match &**argument {
                Value::Boolean(says) => Some(*says),
                Value::Variable(name) => self.variables.get(name.as_str())?.as_bool(),
                _ => None,
            }
        };
        says("skip") != Some(true) && says("include") != Some(false)
    }

    /// A connection is a request for each of its parents, also where only its count is asked for.
    fn add_field(&mut self, field: &Field, times: u64) {
        let inside = if self.is_connection(field) {
            self.requests = self.requests.saturating_add(times);
            Some(times.saturating_mul(self.size(field)))
        } else {
            self.ids(field).map(|ids| times.saturating_mul(ids))
        };
        self.nodes = self.nodes.saturating_add(inside.unwrap_or_default());
        self.add(&field.selection_set, inside.unwrap_or(times));
    }

    fn is_connection(&self, field: &Field) -> bool {
        let pages = field.definition.arguments.iter().any(|argument| argument.name == "first");
        pages && field.definition.ty.inner_named_type().as_str().ends_with("Connection")
    }

    /// The size of a page; none is asked for where only the count is.
    fn size(&self, field: &Field) -> u64 {
        let bounds = ["first", "last"].iter().filter_map(|name| field.specified_argument_by_name(name));
        let sizes = bounds.filter_map(|bound| match &**bound {
            Value::Int(size) => u64::try_from(size.try_to_i32().ok()?).ok(),
            Value::Variable(name) => self.variables.get(name.as_str())?.as_u64(),
            _ => None,
        });
        sizes.max().unwrap_or_default()
    }

    /// How many nodes are asked for by id.
    fn ids(&self, field: &Field) -> Option<u64> {
        let ids = field.specified_argument_by_name("ids").filter(|_| field.name == "nodes")?;
        match &**ids {
            Value::List(ids) => Some(ids.len() as u64),
            Value::Variable(name) => Some(self.variables.get(name.as_str())?.as_array()?.len() as u64),
            _ => None,
        }
    }
}
