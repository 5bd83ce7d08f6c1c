//! `sparky schema`: the JSON Schema of a document.

use crate::cli::{SchemaName, ShowSchema};
use crate::exit::Exit;
use crate::output::Voice;

pub(crate) fn execute(args: &ShowSchema, voice: &Voice) -> Exit {
    let name = match args.name {
        SchemaName::Plan => "plan",
        SchemaName::Collection => "collection",
        SchemaName::Analysis => "analysis",
        SchemaName::Content => "content",
        SchemaName::Publication => "publication",
        SchemaName::Run => "run",
        SchemaName::Counts => "counts",
    };
    let Some(schema) = sparky_schema::json_schema::json_schema(name) else { return Exit::Failed };
    voice.data(&format!("{schema:#}\n"));
    Exit::Done
}
