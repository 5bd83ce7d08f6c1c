//! Thanks: newcomers, and people by what they were to the project. It must not know what each of them did.

use serde::Serialize;
use sparky_schema::analysis::{Person, Role};

use super::Desk;
use crate::draft::Item;
use crate::error::Error;
use crate::facts::person;

/// Names in one list.
const MOST: usize = 6;

/// What `sentences/newcomers.md.j2` gets as `p`, and each list of `sentences/credits.md.j2`.
#[derive(Serialize)]
struct Names {
    names: Vec<String>,
    others: bool,
}

/// What `sentences/returning.md.j2` gets as `p`.
#[derive(Serialize)]
struct Back {
    #[serde(flatten)]
    names: Names,
    days: Option<u64>,
}

/// What `sentences/credits.md.j2` gets as `c`.
#[derive(Serialize)]
struct Credits {
    authors: Names,
    reviewers: Names,
    mergers: Names,
    triagers: Names,
    releasers: Names,
}

/// What `sentences/review_tie.md.j2` gets as `t`.
#[derive(Serialize)]
struct Tie {
    reviewer: String,
    author: String,
    reviews: u64,
}

pub(super) fn items(desk: &Desk<'_>) -> Result<Vec<Item>, Error> {
    let newcomers = names(desk, |person| person.newcomer);
    let welcome = desk.narrator.say("newcomers", "p", &newcomers, 0)?;
    let back = Back { names: names(desk, |who| who.returned_after_days.is_some()), days: away(desk) };
    let back = desk.narrator.say("returning", "p", &back, 0)?;
    let role = |role: Role| names(desk, move |person| person.roles.contains(&role));
    let credits = Credits {
        authors: role(Role::Author),
        reviewers: role(Role::Reviewer),
        mergers: role(Role::Merger),
        triagers: role(Role::Triager),
        releasers: role(Role::Releaser),
    };
    let credits = desk.narrator.say("credits", "c", &credits, 0)?;
    // A story for outsiders thanks people before it counts what they did.
    let (rank, must) = if desk.outsiders { (38, true) } else { (3_900, false) };
    Ok(vec![
        Item::of(welcome, 30, true),
        Item::of(back, 32, true),
        Item::of(credits, rank, must),
        Item::of(tie(desk)?, 620, false),
    ])
}

/// How long the first who is back was away.
fn away(desk: &Desk<'_>) -> Option<u64> {
    desk.analysis.people.iter().find_map(|who| who.returned_after_days)
}

fn names(desk: &Desk<'_>, is: impl Fn(&Person) -> bool) -> Names {
    let all: Vec<&Person> = desk.analysis.people.iter().filter(|person| is(person)).collect();
    let names = all.iter().take(MOST).map(|one| person(&one.person)).collect();
    Names { names, others: all.len() > MOST }
}

/// Who reviewed whom most, where several do.
fn tie(desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let ties = &desk.analysis.review_network;
    let Some(first) = ties.first().filter(|first| desk.is_whole() && ties.len() > 2 && first.reviews > 2) else {
        return Ok(None);
    };
    let facts = Tie { reviewer: person(&first.reviewer), author: person(&first.author), reviews: first.reviews };
    desk.narrator.say("review_tie", "t", &facts, 0)
}
