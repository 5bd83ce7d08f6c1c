//! Which stories of one repository go together. It must not know where terms come from, apart from how much they say.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::analysis::Event;

use super::links;
use super::terms::{REVIEWS, Term, Terms};
use crate::stories::Told;

/// What single words and areas must come to: two stories that share one are a theme.
const FEWEST: usize = 2;
/// Below so many stories even a term of most of them says something.
const SOME: usize = 8;

/// Stories that are one anyway, because one closes the other.
pub(super) struct Node {
    pub(super) stories: Vec<usize>,
    terms: Terms,
}

/// Nodes that go together, and the term that they share; none for one node by itself.
pub(super) struct Group {
    pub(super) key: Option<String>,
    nodes: Vec<usize>,
}

impl Group {
    pub(super) fn stories(&self, nodes: &[Node]) -> Vec<usize> {
        self.nodes.iter().filter_map(|at| nodes.get(*at)).flat_map(|node| node.stories.iter().copied()).collect()
    }
}

/// A pull request and the issues that it closes are one node.
pub(super) fn nodes(stories: &[&Told<'_>], terms: &[Terms]) -> Vec<Node> {
    let is_issue = |story: &Told<'_>| matches!(story.main.event, Event::IssueOpened | Event::IssueClosed);
    let issues: BTreeMap<u64, usize> = stories
        .iter()
        .enumerate()
        .filter(|(_, story)| is_issue(story))
        .filter_map(|(at, story)| Some((story.main.number?, at)))
        .collect();
    let mut taken = BTreeSet::new();
    let mut nodes: Vec<Node> = Vec::new();
    for (at, story) in stories.iter().enumerate().filter(|(_, story)| !is_issue(story)) {
        let closed = links::closes(story.main).into_iter().filter_map(|number| issues.get(&number).copied());
        let members: Vec<usize> = closed.filter(|issue| taken.insert(*issue)).collect();
        nodes.push(node(std::iter::once(at).chain(members).collect(), terms));
    }
    let alone = issues.into_values().filter(|issue| !taken.contains(issue));
    nodes.extend(alone.map(|issue| node(vec![issue], terms)));
    nodes.sort_by_key(|node| node.stories.first().copied());
    nodes
}

fn node(stories: Vec<usize>, terms: &[Terms]) -> Node {
    let mut all = Terms::new();
    for (key, term) in stories.iter().filter_map(|at| terms.get(*at)).flatten() {
        let known =
            all.entry(key.clone()).or_insert_with(|| Term { spelling: term.spelling.clone(), ..Term::default() });
        known.from.extend(term.from.iter().copied());
        known.pair |= term.pair;
        known.stories += 1;
    }
    Node { stories, terms: all }
}

/// How much a term says: its weights, then its length.
type Rank<'a> = (usize, usize, Reverse<&'a str>);

/// Which nodes share which terms.
struct Shared<'a>(BTreeMap<&'a str, Vec<(usize, &'a Term)>>);

impl<'a> Shared<'a> {
    /// Terms that two nodes share, and that do not say the same of more than one in `part` of many.
    fn of(nodes: &'a [Node], part: usize, counts: impl Fn(&Term) -> bool) -> Self {
        let mut shared: BTreeMap<&str, Vec<(usize, &Term)>> = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            for (key, term) in node.terms.iter().filter(|(_, term)| counts(term)) {
                shared.entry(key).or_default().push((at, term));
            }
        }
        let says = |count: usize| FEWEST <= count && (count < SOME || count * part <= nodes.len());
        shared.retain(|key, members| says(members.len()) || (*key == REVIEWS && FEWEST <= members.len()));
        Self(shared)
    }

    /// The term that says most about the nodes that are left.
    fn best(&self, left: &BTreeSet<usize>) -> Option<(&'a str, Vec<usize>)> {
        let mut best: Option<(Rank<'a>, Vec<usize>)> = None;
        for (key, members) in &self.0 {
            let among: Vec<&(usize, &Term)> = members.iter().filter(|(at, _)| left.contains(at)).collect();
            let telling = FEWEST < among.len() || among.iter().all(|(_, term)| term.is_telling());
            let rank = (among.iter().map(|(_, term)| term.weight()).sum(), key.len(), Reverse(*key));
            if FEWEST <= among.len() && telling && best.as_ref().is_none_or(|(most, _)| *most < rank) {
                best = Some((rank, among.into_iter().map(|(at, _)| *at).collect()));
            }
        }
        best.map(|((_, _, Reverse(key)), members)| (key, members))
    }
}

/// The groups, each node in one of them at most.
pub(super) fn groups(nodes: &[Node]) -> Vec<Group> {
    let mut left: BTreeSet<usize> = (0..nodes.len()).collect();
    let mut groups = Vec::new();
    take(&mut groups, &mut left, &Shared::of(nodes, 2, Term::is_declared));
    for group in &mut groups {
        join(group, &mut left, nodes);
    }
    take(&mut groups, &mut left, &Shared::of(nodes, 4, Term::is_said));
    take(&mut groups, &mut left, &Shared::of(nodes, 4, |_| true));
    groups.extend(left.into_iter().map(|at| Group { key: None, nodes: vec![at] }));
    groups
}

fn take(groups: &mut Vec<Group>, left: &mut BTreeSet<usize>, shared: &Shared<'_>) {
    while let Some((key, members)) = shared.best(left) {
        members.iter().for_each(|at| {
            left.remove(at);
        });
        groups.push(Group { key: Some(key.to_owned()), nodes: members });
    }
}

/// Who mentions what a group was formed around belongs to it.
fn join(group: &mut Group, left: &mut BTreeSet<usize>, nodes: &[Node]) {
    let Some(key) = &group.key else { return };
    let says = |at: &usize| nodes.get(*at).and_then(|node| node.terms.get(key)).is_some_and(Term::is_said);
    let joined: Vec<usize> = left.iter().copied().filter(says).collect();
    joined.iter().for_each(|at| {
        left.remove(at);
    });
    group.nodes.extend(joined);
}
