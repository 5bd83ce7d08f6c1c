//! People as rows. It must not know why somebody is not among them.

use serde::Serialize;
use sparky_schema::analysis::{Analysis, Person};

/// So many are shown; a page of thousands helps nobody.
const MOST: usize = 200;

/// One person.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    name: String,
    url: Option<String>,
    commits: u64,
    merged: u64,
    reviews: u64,
    issues: u64,
    comments: u64,
    newcomer: bool,
}

pub(crate) fn rows(analysis: &Analysis) -> Vec<Row> {
    analysis.people.iter().take(MOST).map(row).collect()
}

fn row(person: &Person) -> Row {
    Row {
        name: person.person.name.clone(),
        url: person.person.url.clone(),
        commits: person.commits,
        merged: person.pull_requests_merged,
        reviews: person.reviews,
        issues: person.issues_opened,
        comments: person.comments,
        newcomer: person.newcomer,
    }
}
