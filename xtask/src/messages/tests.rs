//! Messages of a made-up source, and pages that explain them or do not.

use std::collections::BTreeSet;

use super::{compare, source};

const SOURCE: &str = r##"
    #[error("the file {path} is gone: {source}; make it \
             again")]
    Gone,
    #[error(
        "{name}: the queue is too long"
    )]
    Long,
    #[error(transparent)]
    Other,
    #[error("{0}")]
    Any,
    fn f() { bail!("cannot ask; use --yes") }
"##;

#[test]
fn messages_are_read_from_the_source() {
    let wanted = ["cannot ask; use --yes", "the file … is gone: …; make it again", "…: the queue is too long"];
    assert_eq!(source::of(SOURCE), BTreeSet::from(wanted.map(str::to_owned)));
}

#[test]
fn what_is_not_explained_or_not_said_is_a_fault() {
    let messages = source::of(SOURCE);
    let page = "## Every message\n\n- **the file … is gone** Make it.\n- **the queue is too long** Wait.\n- **cannot ask** Say yes.\n";
    assert_eq!(compare(&messages, page), Vec::<String>::new());
    let faults = compare(&messages, &page.replace("the queue is", "the queue was")).join("\n");
    assert!(faults.contains("`…: the queue is too long`") && faults.contains("`the queue was too long`"), "{faults}");
}
