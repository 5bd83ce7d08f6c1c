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

    fn add_field(&mut self, field: &Field, times: u64) {
        let Some(size) = self.size(field) else { return self.add(&field.selection_set, times) };
        let nodes = times.saturating_mul(size);
        self.requests = self.requests.saturating_add(times);
        self.nodes = self.nodes.saturating_add(nodes);
        self.add(&field.selection_set, nodes);
    }

    /// The size of a page, when the field is a connection.
    fn size(&self, field: &Field) -> Option<u64> {
        let bound = ["first", "last"].iter().find_map(|name| field.specified_argument_by_name(name))?;
        match &**bound {
            Value::Int(size) => u64::try_from(size.try_to_i32().ok()?).ok(),
            Value::Variable(name) => self.variables.get(name.as_str())?.as_u64(),
            _ => None,
        }
    }
}
