//! The JSON Schemas (draft 2020-12) of the documents, made from their types. It must not know where they are kept.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::analysis::Analysis;
use crate::collection::Collection;
use crate::content::Content;
use crate::counts::WindowCounts;
use crate::document::{Document, SchemaId};
use crate::plan::Plan;
use crate::publication::Publication;
use crate::run::Run;
use crate::told::Told;

/// Where the schemas can be read; each `$id` begins with it.
const BASE: &str = "https://raibid-labs.github.io/sparky/schemas";

/// The schema of the document called `name`, for example `analysis`; none when there is no such document.
pub fn json_schema(name: &str) -> Option<Value> {
    schemas().into_iter().find(|(file, _)| file.split('.').next() == Some(name)).map(|(_, schema)| schema)
}

/// Every schema with its file name, for example `analysis.v1.json`, in the order of the stages.
pub fn schemas() -> Vec<(String, Value)> {
    vec![
        schema::<Plan>(),
        schema::<Collection>(),
        schema::<Analysis>(),
        schema::<Content>(),
        schema::<Publication>(),
        schema::<Run>(),
        schema::<WindowCounts>(),
        schema::<Told>(),
    ]
}

// The form in which documents are written is described, so that each key is required, also where its value is null.
fn schema<D: Document>() -> (String, Value) {
    let file = format!("{}.v{}.json", D::NAME, D::VERSION);
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<D>();
    schema.insert("$id".to_owned(), format!("{BASE}/{file}").into());
    schema.insert("title".to_owned(), SchemaId::of::<D>().0.into());
    let mut schema = Value::from(schema);
    // The order must not depend on which features of serde_json other crates switch on.
    schema.sort_all_objects();
    (file, schema)
}
