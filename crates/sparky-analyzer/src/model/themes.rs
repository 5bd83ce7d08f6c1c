//! Takes names and merges of themes. A theme gets no member that it had not, and none is lost. It must not know which
//! names are good.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::analysis::{Advisor, Analysis, Happening, Theme};

use super::answer::SaidTheme;
use super::name;
use super::question::{Question, by_id};
use crate::themes;

/// So many themes can be one at most.
const MOST: usize = 3;

/// A group of themes that is good, and its name.
struct Group {
    places: Vec<usize>,
    name: String,
}

/// Renames and merges; the rest is what is wrong with the others.
pub(super) fn take(said: &[SaidTheme], question: &Question, analysis: &mut Analysis) -> Vec<String> {
    let (mut groups, mut taken, mut faults) = (Vec::new(), BTreeSet::new(), Vec::new());
    for one in said {
        match group(one, question, analysis, &taken) {
            Ok(group) => {
                taken.extend(group.places.iter().copied());
                groups.push(group);
            }
            Err(fault) => faults.push(format!("a theme was left as it was: {fault}")),
        }
    }
    for group in &groups {
        if is_twice(group, &groups, analysis) {
            faults.push("a theme was left as it was: its name is that of another one".to_owned());
        } else {
            apply(group, analysis);
        }
    }
    analysis.themes.retain(|theme| !theme.members.is_empty());
    themes::sort(&mut analysis.themes);
    faults
}

fn group(said: &SaidTheme, question: &Question, analysis: &Analysis, taken: &BTreeSet<usize>) -> Result<Group, String> {
    let places = said.themes.iter().map(|name| question.theme(name)).collect::<Option<Vec<usize>>>();
    let places = places.filter(|places| !places.is_empty()).ok_or("it is none of those that were shown")?;
    let distinct: BTreeSet<usize> = places.iter().copied().collect();
    if distinct.len() < places.len() || !distinct.is_disjoint(taken) {
        return Err("it was told twice".to_owned());
    }
    if MOST < places.len() {
        return Err(format!("more than {MOST} themes are not one"));
    }
    let themes: Vec<&Theme> = places.iter().filter_map(|place| analysis.themes.get(*place)).collect();
    if themes.iter().map(|theme| &theme.repository).collect::<BTreeSet<_>>().len() > 1 {
        return Err("themes of several repositories are not one".to_owned());
    }
    let by_id = by_id(analysis);
    let ids = themes.iter().flat_map(|theme| &theme.members);
    let members: Vec<&Happening> = ids.filter_map(|id| by_id.get(id.as_str()).copied()).collect();
    Ok(Group { name: name::checked(&said.name, &members, &analysis.people)?, places })
}

/// Whether another theme of the repository is, or will be, called so.
fn is_twice(group: &Group, groups: &[Group], analysis: &Analysis) -> bool {
    let lower = group.name.to_lowercase();
    let repository = |places: &[usize]| {
        places.first().and_then(|place| analysis.themes.get(*place)).and_then(|theme| theme.repository.clone())
    };
    let own = repository(&group.places);
    let others =
        analysis.themes.iter().enumerate().filter(|(place, theme)| {
            !group.places.contains(place) && !theme.members.is_empty() && theme.repository == own
        });
    let same = |other: &&Group| {
        other.places != group.places && other.name.to_lowercase() == lower && repository(&other.places) == own
    };
    others.into_iter().any(|(_, theme)| theme.name.to_lowercase() == lower) || groups.iter().any(|g| same(&g))
}

/// Puts the themes of a group into the first of them.
fn apply(group: &Group, analysis: &mut Analysis) {
    let order: BTreeMap<String, usize> =
        analysis.happenings.iter().enumerate().rev().map(|(n, happening)| (happening.id.clone(), n)).collect();
    let mut parts: Vec<Theme> = Vec::new();
    for place in &group.places {
        if let Some(theme) = analysis.themes.get_mut(*place) {
            let left = Theme { members: Vec::new(), bonds: Vec::new(), ..theme.clone() };
            parts.push(std::mem::replace(theme, left));
        }
    }
    let Some((first, rest)) = parts.split_first() else { return };
    if rest.is_empty() && first.name.to_lowercase() == group.name.to_lowercase() {
        put(first.clone(), group, analysis);
        return;
    }
    let mut merged = Theme { name: group.name.clone(), named_by: Some(Advisor::Model), ..first.clone() };
    for part in rest {
        merged.members.extend(part.members.iter().cloned());
        merged.bonds.extend(part.bonds.iter().cloned());
        merged.score = ((merged.score + part.score) * 100.0).round() / 100.0;
    }
    if !rest.is_empty() {
        merged.members.sort_by_key(|id| (order.get(id).copied(), Reverse(id.clone())));
        themes::bonds::sort(&mut merged.bonds);
    }
    put(merged, group, analysis);
}

fn put(theme: Theme, group: &Group, analysis: &mut Analysis) {
    if let Some(place) = group.places.first().and_then(|place| analysis.themes.get_mut(*place)) {
        *place = theme;
    }
}
