//! Generated files and layering checks.
fn main() {}
