//! Why the members of a theme belong together. It must not know how themes form.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sparky_schema::analysis::{Bond, BondKind};

use super::terms::Terms;
use crate::stories::Told;

/// The bonds of a theme that formed around `key`, what holds most of it first.
pub(super) fn of(key: Option<&str>, terms: &[&Terms], told: &[&Told<'_>]) -> Vec<Bond> {
    let mut members: BTreeMap<BondKind, Vec<String>> = BTreeMap::new();
    if let Some(key) = key {
        for (terms, story) in terms.iter().zip(told) {
            for kind in terms.get(key).into_iter().flat_map(|term| &term.from) {
                members.entry(*kind).or_default().push(story.main.id.clone());
            }
        }
    }
    let bond = |(kind, members)| Bond { kind, value: key.unwrap_or_default().to_owned(), members };
    let mut bonds: Vec<Bond> = members.into_iter().map(bond).chain(links(told)).collect();
    let repeated = told.iter().filter(|story| key.is_none() && !story.again.is_empty());
    bonds.extend(repeated.map(|story| Bond {
        kind: BondKind::Title,
        value: story.main.subject.to_lowercase(),
        members: story.ids().collect(),
    }));
    sort(&mut bonds);
    bonds
}

/// Puts first what holds most members.
pub(crate) fn sort(bonds: &mut [Bond]) {
    bonds.sort_by_key(|bond| (Reverse(bond.members.len()), bond.kind, bond.value.clone()));
}

/// One bond of all stories.
pub(super) fn of_stories(kind: BondKind, value: String, told: &[&Told<'_>]) -> Bond {
    Bond { kind, value, members: told.iter().map(|story| story.main.id.clone()).collect() }
}

/// Issues that a member closes.
fn links<'a>(told: &'a [&Told<'_>]) -> impl Iterator<Item = Bond> + 'a {
    let closing = |issue: String| {
        let closes = told.iter().filter(move |story| {
            let number = issue.rsplit('#').next().and_then(|number| number.parse::<u64>().ok());
            number.is_some_and(|number| super::links::closes(story.main).contains(&number))
        });
        closes.map(|story| story.main.id.clone()).collect::<Vec<_>>()
    };
    let issues = told.iter().flat_map(|story| story.ids()).collect::<Vec<_>>().into_iter();
    issues.filter_map(move |issue| {
        let closes = closing(issue.clone());
        let members = closes.into_iter().chain([issue.clone()]).collect::<Vec<_>>();
        (1 < members.len()).then_some(Bond { kind: BondKind::Link, value: issue, members })
    })
}
