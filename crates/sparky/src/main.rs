//! The `sparky` command.
fn main() {}
