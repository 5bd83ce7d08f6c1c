//! What a window was about: stories that share a scope, a label, an issue, words of their titles or an area of the
//! code. What was written on purpose (scopes, labels, links, two words in a row) groups first, single words and areas
//! group what is left. Every theme can say why its members belong together. It must not know how it is told.
//!
//! Time is linear in the words of all titles, times the few themes of a repository.

pub(crate) mod bonds;
mod grouping;
mod links;
mod name;
mod stop_words;
mod terms;

use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::analysis::{BondKind, Event, Theme, Work};
use sparky_schema::{Period, RepoName};

use crate::stories::Told;
use grouping::{Group, Node};
use terms::Terms;

/// The same title in so many repositories is one story.
const EVERYWHERE: usize = 3;

/// The themes of a window, most important first.
pub(crate) fn of(told: &[Told<'_>], period: Period) -> Vec<Theme> {
    let mut left: Vec<&Told<'_>> = told.iter().filter(|story| belongs_somewhere(story)).collect();
    let mut themes = everywhere(&mut left);
    let mut by_repository: BTreeMap<&RepoName, Vec<&Told<'_>>> = BTreeMap::new();
    for story in left {
        by_repository.entry(&story.main.repository).or_default().push(story);
    }
    for (repository, stories) in by_repository {
        themes.extend(of_repository(repository, &stories));
    }
    sort(&mut themes);
    themes.truncate(most(period));
    themes
}

/// Puts the most important theme first.
pub(crate) fn sort(themes: &mut [Theme]) {
    themes.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.members.cmp(&b.members)));
}

/// How many themes a reader can take in.
const fn most(period: Period) -> usize {
    match period {
        Period::Daily => 5,
        Period::Weekly => 10,
        Period::Monthly => 16,
    }
}

/// Merge commits repeat others, and updates of dependencies are upkeep.
fn belongs_somewhere(story: &Told<'_>) -> bool {
    let main = story.main;
    let bot = main.author.as_ref().is_some_and(|author| author.bot);
    !main.merge && !bot && (main.work != Work::Dependencies || terms::is_of_a_part(&main.subject))
}

/// Stories with one title in several repositories, which are taken out of `left`.
fn everywhere(left: &mut Vec<&Told<'_>>) -> Vec<Theme> {
    let title = |story: &Told<'_>| story.main.subject.to_lowercase();
    let mut places: BTreeMap<String, BTreeSet<&RepoName>> = BTreeMap::new();
    for story in left.iter().filter(|story| story.main.event != Event::Released) {
        places.entry(title(story)).or_default().insert(&story.main.repository);
    }
    places.retain(|title, places| EVERYWHERE <= places.len() && !title.is_empty());
    let (taken, rest): (Vec<_>, Vec<_>) = left.iter().copied().partition(|story| places.contains_key(&title(story)));
    *left = rest;
    let mut groups: BTreeMap<String, Vec<&Told<'_>>> = BTreeMap::new();
    for story in taken {
        groups.entry(title(story)).or_default().push(story);
    }
    let theme = |(title, stories): (String, Vec<&Told<'_>>)| {
        let name = stories.first().map_or_else(String::new, |story| story.main.subject.clone());
        theme(name, None, &stories, vec![bonds::of_stories(BondKind::Title, title, &stories)])
    };
    groups.into_iter().map(theme).collect()
}

fn of_repository(repository: &RepoName, stories: &[&Told<'_>]) -> Vec<Theme> {
    let terms: Vec<Terms> = stories.iter().map(|story| terms::of(story)).collect();
    let nodes = grouping::nodes(stories, &terms);
    let groups = grouping::groups(&nodes).into_iter();
    let several = groups.filter(|group| 1 < units(&group.stories(&nodes), stories));
    several.map(|group| describe(repository, stories, &terms, &nodes, &group)).collect()
}

/// How many things there are: a change and the issue that it closed are one.
fn units(members: &[usize], stories: &[&Told<'_>]) -> u64 {
    members.iter().filter_map(|at| stories.get(*at)).map(|story| story.times()).sum()
}

fn describe(repository: &RepoName, stories: &[&Told<'_>], terms: &[Terms], nodes: &[Node], group: &Group) -> Theme {
    let members: Vec<usize> = group.stories(nodes);
    let of_members: Vec<&Terms> = members.iter().filter_map(|at| terms.get(*at)).collect();
    let told: Vec<&Told<'_>> = members.iter().filter_map(|at| stories.get(*at).copied()).collect();
    let name = name::of(group.key.as_deref(), &of_members, &told);
    theme(name, Some(repository.clone()), &told, bonds::of(group.key.as_deref(), &of_members, &told))
}

fn theme(
    name: String,
    repository: Option<RepoName>,
    stories: &[&Told<'_>],
    bonds: Vec<sparky_schema::analysis::Bond>,
) -> Theme {
    let mut stories = stories.to_vec();
    stories.sort_by(|a, b| Told::by_importance(a, b));
    let hundredths: f64 = stories.iter().map(|story| (story.main.score * 100.0).round()).sum();
    let members = stories.iter().flat_map(|story| story.ids()).collect();
    Theme { name, named_by: None, repository, members, bonds, score: hundredths / 100.0 }
}
