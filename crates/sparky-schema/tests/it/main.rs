//! The contract through its public doors. `samples/` holds a document of each kind as version 1 wrote it; they must be
//! readable for ever.

#![expect(clippy::unwrap_used, reason = "tests")]

mod codec;
mod faults;
mod ids;
mod json_schema;
mod plans;
mod post_length;
mod window_properties;
mod windows;

/// Name and text of each sample.
const SAMPLES: [(&str, &str); 8] = [
    ("plan", include_str!("samples/plan.v1.json")),
    ("collection", include_str!("samples/collection.v1.json")),
    ("analysis", include_str!("samples/analysis.v1.json")),
    ("content", include_str!("samples/content.v1.json")),
    ("publication", include_str!("samples/publication.v1.json")),
    ("run", include_str!("samples/run.v1.json")),
    ("counts", include_str!("samples/counts.v1.json")),
    ("told", include_str!("samples/told.v1.json")),
];

fn sample(name: &str) -> &'static str {
    SAMPLES.iter().find(|(sample, _)| *sample == name).unwrap().1
}
